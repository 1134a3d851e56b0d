// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Hummingbird
internal import Logging
internal import SignIn
internal import WebUI

/// The web pages: public site, staff viewer and Londoner portal.
struct PortalResponder: HTTPResponder {
    typealias Context = EdgeContext

    let parts: PortalParts
    let metrics: MetricsRegistry
    let logger: Logger
    private let journal: RequestJournal

    init(parts: PortalParts, metrics: MetricsRegistry, logger: Logger) {
        self.parts = parts
        self.metrics = metrics
        self.logger = logger
        journal = RequestJournal(logger: logger)
    }

    func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let edge = EdgeRequest(request: request)
        let path = edge.path
        let started = ContinuousClock.now
        let response = try await PageCompression.packed(
            respond(to: edge, path, caller: caller(of: edge, context)), for: edge)
        journal.note(
            edge, route: Self.route(path), status: response.status.code, elapsed: started.duration(to: .now))
        return response
    }

    /// The address a request comes from: where the site is behind a server of this machine that ends TLS, the one that
    /// server names last.
    private func caller(of edge: EdgeRequest, _ context: EdgeContext) -> String {
        guard parts.isHTTPS, Loopback.contains(context.caller) else { return context.caller }
        let named = edge.header("X-Forwarded-For")?.split(separator: ",").last
        return named.map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init) ?? context.caller
    }

    private func respond(to edge: EdgeRequest, _ path: [String], caller: String) async throws -> Response {
        let cookie = edge.header("Cookie").flatMap { SessionCookie.session(https: parts.isHTTPS).value(in: $0) }
        let answer = cookie.map { parts.sessions.session($0, isActivity: true) }
        let portal = PortalRequest(
            edge: edge, path: path, caller: caller, cookie: cookie, session: answer?.session,
            isDemonstration: parts.testIssuer != nil)
        do {
            if case .ended? = answer, path.first == "staff" || path.first == "record" || path.first == "me" {
                return PortalResponse.page(NoticePage.html(.signedOutIdle, portal.page))
            }
            return try await route(portal)
        } catch {
            let reference = RandomIdentifier.make()
            logger.error(
                "a page could not be made", metadata: ["reference": "\(reference)", "error": "\(type(of: error))"])
            return PortalResponse.page(
                NoticePage.html(.failed(reference: reference), portal.page), status: .internalServerError)
        }
    }

    private func route(_ request: PortalRequest) async throws -> Response {
        let isPost = request.edge.request.method == .post
        switch (request.path.first, isPost) {
        case (nil, false), ("areas", false), ("organisations", false), ("feeds", false), ("privacy", false),
            ("accessibility", false), ("sources-explained", false):
            return await publicPage(request)
        case ("assets", false): return stylesheet(request)
        case ("healthz", false), ("readyz", false): return PortalResponse.bytes(Array("ok\n".utf8), type: "text/plain")
        case ("metrics", false) where !parts.isHTTPS && Loopback.contains(request.caller):
            return PortalResponse.bytes(Array(metrics.text.utf8), type: "text/plain; charset=utf-8")
        case ("sign-in", false): return try await SignInPages(parts: parts).respond(to: request)
        case ("sign-out", true): return try await SignInPages(parts: parts).signOut(request)
        case ("issuer", _): return try await TestIssuerPages(parts: parts).respond(to: request)
        case ("staff", _), ("record", _): return try await StaffPages(parts: parts).respond(to: request)
        case ("me", false): return try await LondonerPages(parts: parts).respond(to: request)
        default: return Self.notAvailable(request)
        }
    }

    private static let places: Set = [
        "areas", "organisations", "feeds", "privacy", "accessibility", "sources-explained", "assets", "healthz",
        "readyz",
        "metrics", "sign-in", "sign-out", "issuer", "staff", "record", "me",
    ]

    /// The shape of a path: handles and ids are left out.
    private static func route(_ path: [String]) -> String {
        guard let place = path.first else { return "home" }
        guard places.contains(place) else { return "none" }
        return path.count == 1 ? place : place == "record" && path.count > 2 ? "record/{handle}/…" : place + "/…"
    }

    /// The same bytes for what is not there and what may not be seen.
    static func notAvailable(_ request: PortalRequest) -> Response {
        PortalResponse.page(NoticePage.html(.notAvailable, request.page), status: .notFound)
    }

    private func publicPage(_ request: PortalRequest) async -> Response {
        let now = parts.clock.now()
        let directory = await parts.directory.snapshot()
        let silent = parts.directory.silentNodes
        let organisations = OrganisationsPage.Model(
            session: request.page, directory: directory, silentAreas: silent, now: now)
        let html: [UInt8] =
            switch request.path.first {
            case "areas":
                AreasPage.html(
                    .init(session: request.page, areas: directory.areas, day: LondonTime.reading(of: now).date))
            case "organisations": OrganisationsPage.html(organisations)
            case "feeds": FeedHealthPage.html(.init(organisations))
            case "privacy": PrivacyPage.html(request.page)
            case "accessibility": AccessibilityPage.html(request.page)
            case "sources-explained": SourcesExplainedPage.html(request.page)
            default:
                PublicHomePage.html(
                    .init(
                        session: request.page, organisations: organisations.organisations.count + organisations.unnamed,
                        freshness: FeedFreshness(directory, now: now),
                        silentAreas: silent, now: now))
            }
        return PortalResponse.page(html)
    }

    private func stylesheet(_ request: PortalRequest) -> Response {
        guard request.edge.request.uri.path == Stylesheet.address.text else { return Self.notAvailable(request) }
        return PortalResponse.bytes(
            Stylesheet.bytes, type: "text/css; charset=utf-8", cache: "public, max-age=31536000, immutable")
    }
}
