// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Hummingbird
internal import SignIn
internal import WebUI

/// The built-in issuer of a demonstration, as browsers and this program's own sign-in reach it.
struct TestIssuerPages: Sendable {
    let parts: PortalParts

    func respond(to request: PortalRequest) async throws -> Response {
        guard let issuer = parts.testIssuer else { return PortalResponder.notAvailable(request) }
        let isPost = request.edge.request.method == .post
        switch (request.path.dropFirst().joined(separator: "/"), isPost) {
        case (".well-known/openid-configuration", false): return json(issuer.discovery)
        case ("keys", false), ("jwks", false): return json(issuer.keySet)
        case ("token", true):
            let answer = issuer.token(try await request.form())
            return PortalResponse.bytes(answer.body, type: "application/json", status: .init(code: answer.status))
        case ("authorise", false), ("authorize", false):
            return choose(issuer, FormFields(parsing: request.edge.request.uri.query ?? ""), request)
        case ("authorise", true), ("authorize", true):
            return chosen(issuer, try await request.form(), request)
        default: return PortalResponder.notAvailable(request)
        }
    }

    private func choose(_ issuer: TestIssuer, _ fields: FormFields, _ request: PortalRequest) -> Response {
        switch issuer.authorise(fields) {
        case .redirect(let address): return PortalResponse.redirect(address)
        case .refuse(let text):
            return PortalResponse.bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: .badRequest)
        case .choose(let wish):
            let isStaff = fields["client_id"]?.contains("staff") ?? false
            let accounts = issuer.choices(for: wish).map {
                TestIssuerPage.Account(
                    id: $0.user, name: $0.name, description: $0.detail, kind: isStaff ? .staff : .londoner)
            }
            return PortalResponse.page(
                TestIssuerPage.html(
                    .init(
                        session: PageSession(.nobody, csrf: "", isDemonstration: true), accounts: accounts,
                        client: "OneLondon",
                        claims: isStaff
                            ? ["your name", "your role and organisation"]
                            : ["your name", "your NHS number and date of birth"],
                        action: PageAddress("/issuer/authorize"),
                        carried: fields.names.compactMap { name in fields[name].map { (name, $0) } })))
        }
    }

    private func chosen(_ issuer: TestIssuer, _ fields: FormFields, _ request: PortalRequest) -> Response {
        guard case .choose(let wish) = issuer.authorise(fields), let user = fields["account"],
            let address = issuer.choose(user, for: wish)
        else { return choose(issuer, fields, request) }
        return PortalResponse.redirect(address)
    }

    private func json(_ bytes: [UInt8]) -> Response { PortalResponse.bytes(bytes, type: "application/json") }
}
