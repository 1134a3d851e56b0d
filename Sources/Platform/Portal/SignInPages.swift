// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareTypes
internal import Exchange
internal import Hummingbird
internal import SignIn
internal import WebUI

/// Signing in with an issuer and out again.
struct SignInPages: Sendable {
    let parts: PortalParts

    private var sessionCookie: SessionCookie { .session(https: parts.isHTTPS) }
    private var signInCookie: SessionCookie { .signIn(https: parts.isHTTPS) }

    func respond(to request: PortalRequest) async throws -> Response {
        switch request.path.dropFirst().first {
        case nil: return PortalResponse.page(SignInPage.html(request.page))
        case "staff": return try await begin(parts.staffSignIn, returnTo: "/staff")
        case "londoner": return try await begin(parts.londonerSignIn, returnTo: "/me")
        case "callback": return try await finish(request)
        default: return PortalResponder.notAvailable(request)
        }
    }

    func signOut(_ request: PortalRequest) async throws -> Response {
        let form = try await request.form()
        guard let cookie = request.cookie, parts.sessions.isGenuine(formToken: form["csrf"] ?? "", for: cookie) else {
            return PortalResponse.page(NoticePage.html(.formExpired, request.page), status: .forbidden)
        }
        if let user = request.session?.user { try await parts.exchange.note(.signOut, by: Exchange.EndUser(user)) }
        parts.sessions.end(cookie)
        let visitor = PageSession(.nobody, csrf: "", isDemonstration: request.isDemonstration)
        return PortalResponse.page(NoticePage.html(.signedOut, visitor), cookies: [sessionCookie.cleared])
    }

    private func begin(_ signIn: PortalSignIn, returnTo: String) async throws -> Response {
        let start = try await signIn.begin(returnTo: returnTo)
        let kept = parts.sessions.keep(start.pending)
        return PortalResponse.redirect(start.address, cookies: [signInCookie.set(kept)])
    }

    private func finish(_ request: PortalRequest) async throws -> Response {
        guard let kept = request.edge.header("Cookie").flatMap({ signInCookie.value(in: $0) }),
            let pending = parts.sessions.takePending(kept)
        else { return PortalResponse.redirect("/sign-in") }
        let callback = FormFields(parsing: request.edge.request.uri.query ?? "")
        guard let signIn = [parts.staffSignIn, parts.londonerSignIn].first(where: { $0.began(pending) }) else {
            return PortalResponse.redirect("/sign-in")
        }
        // Waited for and not refused: others may come from the same address.
        try await Task.sleep(for: parts.throttle.wait(for: ClientAddress(request.caller)))
        do {
            let user = try await signIn.complete(callback, pending: pending)
            parts.throttle.noteSuccess(from: ClientAddress(request.caller))
            try await parts.exchange.note(.signIn, by: Exchange.EndUser(user))
            let opened = parts.sessions.signIn(user, replacing: request.cookie)
            return PortalResponse.redirect(
                pending.returnTo, cookies: [sessionCookie.set(opened.id), signInCookie.cleared])
        } catch {
            parts.throttle.noteFailure(from: ClientAddress(request.caller))
            return PortalResponse.page(
                SignInPage.html(request.page), status: .forbidden, cookies: [signInCookie.cleared])
        }
    }
}

extension Exchange.EndUser {
    /// Somebody who signed in, before a role is chosen or a record opened.
    init(_ user: SignedInUser) {
        switch user {
        case .professional(let identity):
            self.init(
                kind: .professional, userID: identity.userID, displayName: identity.displayName, role: nil,
                organisation: nil, organisationName: nil, purpose: .administration)
        case .londoner(let identity):
            self.init(
                kind: .person, userID: identity.account, displayName: identity.displayName.value, role: nil,
                organisation: nil, organisationName: nil, purpose: .selfAccess)
        }
    }
}
