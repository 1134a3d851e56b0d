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

/// The exchange's own server: the pages of staff, Londoners and the public.
struct PortalServer: Sendable {
    /// Who vouches for the people who sign in.
    enum SignInWith: Sendable {
        /// The built-in issuer, with these made-up people; on this machine only.
        case testIssuer(TestPeople)
        /// Issuers of staff and of Londoners elsewhere.
        case issuers(staff: IssuerAddress, londoners: IssuerAddress)
    }

    /// An issuer and the name it knows the site by.
    struct IssuerAddress: Sendable {
        var issuer: String
        var clientID: String
    }

    /// What a portal needs to know.
    struct Options: Sendable {
        var host: String
        var port: Int
        /// The address that browsers use, without a final slash; nil for host and port.
        var publicAddress: String?
        /// The folder of the exchange's own audit log.
        var auditFolder: String
        var signInWith: SignInWith
    }

    let options: Options
    let clients: [any NodeClient]
    let directory: LondonDirectory
    let http: HTTPClient
    let clock: any WallClock
    let metrics: MetricsRegistry
    let logger: Logger

    /// The address of the site.
    var address: String { options.publicAddress ?? "http://\(options.host):\(options.port)" }

    /// The application, and the audit log to close after it.
    func make() async throws -> (application: Application<PortalResponder>, audit: AuditLog) {
        let audit = try AuditFolder.open(
            options.auditFolder, origin: "exchange.onelondon.example/audit", clock: SystemClock())
        let people = PeopleIndex(clients: clients, clock: clock)
        let exchange = ExchangeService(
            fanOut: FanOut(clients: clients, clock: clock), people: people, policy: .standard, audit: audit,
            clock: clock,
            directory: { [directory] in await directory.snapshot() })
        // The first visitor is not to meet pages without organisations.
        _ = await directory.snapshot()
        let sessions = SessionStore<PersonTicket>(clock: clock)
        let (staff, londoners, testIssuer) = try await signIn()
        let parts = PortalParts(
            exchange: exchange, directory: directory, sessions: sessions, staffSignIn: staff, londonerSignIn: londoners,
            testIssuer: testIssuer, clock: clock, throttle: SignInThrottle(clock: clock),
            isHTTPS: address.hasPrefix("https://"))
        let application = Application(
            responder: PortalResponder(parts: parts, metrics: metrics, logger: logger),
            server: .edge, configuration: .edge(options.host, port: options.port),
            services: [Upkeep(every: .seconds(60)) { sessions.sweep() }, PeopleFollower(people: people)],
            onServerRunning: { [logger, address] channel in
                logger.info(
                    "exchange is ready",
                    metadata: ["address": "\(channel.localAddress?.description ?? "")", "site": "\(address)"])
            },
            logger: logger)
        return (application, audit)
    }

    private func signIn() async throws -> (staff: PortalSignIn, londoners: PortalSignIn, TestIssuer?) {
        switch options.signInWith {
        case .issuers(let staff, let londoners):
            return (signIn(staff, .professionals), signIn(londoners, .londoners), nil)
        case .testIssuer(let people):
            let staff = IssuerAddress(issuer: address + "/issuer", clientID: "onelondon-staff")
            let londoners = IssuerAddress(issuer: address + "/issuer", clientID: "onelondon-londoners")
            let issuer = try await TestIssuer(
                issuer: address + "/issuer", demo: true, host: options.host,
                clients: [
                    TestClient(id: staff.clientID, redirectURIs: [wayBack], population: .professionals),
                    TestClient(id: londoners.clientID, redirectURIs: [wayBack], population: .londoners),
                ], people: people, clock: clock)
            return (signIn(staff, .professionals), signIn(londoners, .londoners), issuer)
        }
    }

    private var wayBack: String { address + "/sign-in/callback" }

    private func signIn(_ issuer: IssuerAddress, _ population: ClientRegistration.Population) -> PortalSignIn {
        PortalSignIn(
            issuer: issuer.issuer,
            registration: ClientRegistration(
                clientID: issuer.clientID, redirectURI: wayBack, population: population),
            clock: clock, http: http)
    }
}
