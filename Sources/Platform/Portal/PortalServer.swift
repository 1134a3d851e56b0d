// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import AsyncHTTPClient
internal import Audit
internal import CareTypes
internal import Exchange
internal import Hummingbird
internal import Logging
internal import ServiceLifecycle
internal import SignIn

/// The exchange together with its web pages, as one service.
struct PortalServer: Sendable {
    /// What a portal needs to know.
    struct Options: Sendable {
        var host: String
        var port: Int
        /// The folder of the exchange's own audit log.
        var auditFolder: String
        /// People who can sign in with the built-in issuer; demonstrations only.
        var people: TestPeople
    }

    let options: Options
    let clients: [any NodeClient]
    let directory: LondonDirectory
    let http: HTTPClient
    let clock: any WallClock
    let logger: Logger

    /// The address of the site.
    var address: String { "http://\(options.host):\(options.port)" }

    /// The application and the audit log to close after it.
    func make() async throws -> (application: Application<PortalResponder>, audit: AuditLog) {
        let audit = try AuditFolder.open(
            options.auditFolder, origin: "exchange.onelondon.example/audit", clock: SystemClock())
        let exchange = ExchangeService(
            fanOut: FanOut(clients: clients, clock: clock), policy: .standard, audit: audit, clock: clock,
            directory: { [directory] in await directory.snapshot() })
        let issuerAddress = address + "/issuer"
        let back = address + "/sign-in/callback"
        let issuer = try await TestIssuer(
            issuer: issuerAddress, demo: true, host: options.host,
            clients: [
                TestClient(id: "onelondon-staff", redirectURIs: [back], population: .professionals),
                TestClient(id: "onelondon-londoners", redirectURIs: [back], population: .londoners),
            ], people: options.people, clock: clock)
        func signIn(_ client: String, _ population: ClientRegistration.Population) -> PortalSignIn {
            PortalSignIn(
                issuer: issuerAddress,
                registration: ClientRegistration(clientID: client, redirectURI: back, population: population),
                clock: clock, http: http)
        }
        let parts = PortalParts(
            exchange: exchange, directory: directory, sessions: SessionStore(clock: clock),
            staffSignIn: signIn("onelondon-staff", .professionals),
            londonerSignIn: signIn("onelondon-londoners", .londoners), testIssuer: issuer, clock: clock,
            throttle: SignInThrottle(clock: clock), isHTTPS: false)
        let application = Application(
            responder: PortalResponder(parts: parts, logger: logger),
            configuration: .init(address: .hostname(options.host, port: options.port), serverName: nil), logger: logger)
        return (application, audit)
    }
}
