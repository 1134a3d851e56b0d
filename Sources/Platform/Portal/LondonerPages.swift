// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareRecord
internal import CareTypes
internal import Exchange
internal import Hummingbird
internal import Identity
internal import SignIn
internal import WebUI

/// A Londoner's own pages: the record that professionals see, and who looked at it.
struct LondonerPages: Sendable {
    let parts: PortalParts
    /// Most looks that one page reads; where there are more, the page says so.
    private static let longestHistory = 10_000

    func respond(to request: PortalRequest) async throws -> Response {
        guard let session = request.session, case .londoner(let identity) = session.user else {
            return PortalResponse.redirect("/sign-in")
        }
        let person = TracedPerson(number: identity.nhsNumber, birthDate: identity.dateOfBirth.value)
        let user = Exchange.EndUser(
            kind: .person, userID: identity.account, displayName: identity.displayName.value, role: nil,
            organisation: nil, organisationName: nil, purpose: .selfAccess, identity: person)
        let rest = Array(request.path.dropFirst())
        switch rest.first {
        case nil:
            let events = try await parts.exchange.whoLooked(at: person, for: user, limit: Self.longestHistory)
            let looks = AccessHistory(events, hidesPlaces: false).lines
            let emergency = looks.filter { $0.isEmergency && !$0.wasDenied }.map(\.time).max()
            return PortalResponse.page(LondonerHomePage.html(request.page, emergencyAccess: emergency))
        case "record": return try await record(person, user, request, Array(rest.dropFirst()))
        case "who-looked": return try await whoLooked(person, user, request)
        default: return PortalResponder.notAvailable(request)
        }
    }

    private func record(
        _ person: TracedPerson, _ user: Exchange.EndUser, _ request: PortalRequest, _ rest: [String]
    ) async throws -> Response {
        let gathered = try await parts.exchange.record(of: person, for: user)
        let record = CareRecord(
            gathered, directory: await parts.directory.snapshot(), visibleSections: AccessPolicy.standard.personSections
        )
        let view = RecordView(session: request.page, record: record, reader: .person, now: parts.clock.now())
        if rest.isEmpty { return PortalResponse.page(OwnRecordPage.html(view)) }
        let pages = RecordParts(
            view: view, gathered: gathered, exchange: parts.exchange, person: person, user: user)
        return try await pages.respond(rest) ?? PortalResponder.notAvailable(request)
    }

    private func whoLooked(
        _ person: TracedPerson, _ user: Exchange.EndUser, _ request: PortalRequest
    ) async throws -> Response {
        let page = request.edge.query.first { $0.name == "page" }.flatMap { Int($0.value) } ?? 1
        let events = try await parts.exchange.whoLooked(at: person, for: user, limit: Self.longestHistory)
        let history = AccessHistory(
            events, hidesPlaces: await parts.exchange.hidesPlaces(of: person, for: user))
        return PortalResponse.page(
            WhoLookedPage.html(
                .init(
                    session: request.page, lines: history.lines, page: min(max(1, page), 1_000),
                    isCut: events.count == Self.longestHistory)))
    }
}
