// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import AsyncHTTPClient
internal import Audit
internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRService
internal import Foundation
internal import Hummingbird
package import Ingest
package import Logging
internal import Metrics
internal import ServiceLifecycle
internal import SignIn
internal import SyntheticLondon
internal import UnixSignals
internal import WebUI

/// A whole OneLondon on one machine: synthetic people, five nodes, the
/// exchange and the pages, all real, on loopback only.
package struct DemoRun: Sendable {
    /// What a demonstration needs to know.
    package struct Options: Sendable {
        package var people: Int
        package var seed: UInt64
        /// The port of the pages; the nodes use the five ports after it.
        package var port: Int
        /// The folder of its data; made on the first start and used again.
        package var folder: String
        /// A PostgreSQL database, beside which each area has its own; nil for files in the folder.
        package var store: String?

        /// Options; see the members.
        package init(people: Int, seed: UInt64, port: Int, folder: String, store: String? = nil) {
            self.people = people
            self.seed = seed
            self.port = port
            self.folder = folder
            self.store = store
        }
    }

    private let options: Options
    private let logger: Logger
    private static let host = "127.0.0.1"

    /// A demonstration that is not running yet.
    package init(options: Options, logger: Logger) {
        self.options = options
        self.logger = logger
    }

    /// Prepares the data where it is missing, starts everything and serves until asked to stop.
    ///
    /// - Parameter say: told what a person at the terminal should know.
    package func run(
        progress: @escaping @Sendable (BulkImport.Progress) -> Void, say: @escaping @Sendable (String) -> Void
    ) async throws {
        let data = try DemoData(
            folder: options.folder, people: options.people, seed: options.seed,
            stores: StoreAddress(options.store ?? "sqlite:" + options.folder, folder: options.folder))
        try await data.prepare(progress: progress, say: say)
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let clock = SystemClock()
        var runtimes: [NodeRuntime] = []
        var services: [any Service] = []
        for (position, node) in London.nodes.enumerated() {
            let port = options.port + 1 + position
            let base = "http://\(Self.host):\(port)/fhir"
            let runtime = try NodeRuntime(
                descriptor: NodeDescriptor(id: node.id, name: node.name, baseURL: base),
                address: data.stores.ofArea(node.id), base: base, clock: clock,
                security: NodeServer.Authentication.open.security, logger: logger)
            runtimes.append(runtime)
            services.append(
                Application(
                    responder: NodeResponder(
                        runtime: runtime, authentication: .open, metrics: metrics, logger: logger),
                    server: .edge, configuration: .edge(Self.host, port: port),
                    logger: logger))
        }
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let directory = LondonDirectory(
            sources: runtimes.map { runtime in
                .init(node: runtime.descriptor.id, name: runtime.descriptor.name) {
                    try await runtime.gateway.directoryLines()
                }
            }, clock: clock, logger: logger)
        let people = try TestPeople.read(data.staff())
        let portal = PortalServer(
            options: .init(
                host: Self.host, port: options.port, auditFolder: options.folder + "/exchange.audit",
                signInWith: .testIssuer(people)),
            clients: runtimes.map { LocalNodeClient($0.gateway) }, directory: directory, http: http, clock: clock,
            metrics: metrics, logger: logger)
        let (application, audit) = try await portal.make()
        services.append(application)
        services.append(FeedHeartbeat(runtimes: runtimes, clock: clock, logger: logger))
        say(Self.welcome(portal.address, people, nodes: runtimes.map { ($0.descriptor.name, $0.base) }))
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        var failure: (any Error)?
        do {
            try await group.run()
        } catch {
            failure = error
        }
        await audit.close()
        for runtime in runtimes { try await runtime.close() }
        try await http.shutdown()
        if let failure { throw failure }
    }

    private static func welcome(
        _ address: String, _ people: TestPeople, nodes: [(name: String, base: String)]
    ) -> String {
        let width = (nodes.map(\.name.count).max() ?? 0) + 2
        let list = nodes.map { "    " + $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.base }
        return """

            OneLondon is running. Everyone in it is made up.

              The pages           \(address)
              Staff               \(address)/sign-in → “Health and care staff”, choose any account
              Londoners           \(address)/sign-in → “My own record”, choose any account

            \(Self.suggestion(people))
              The nodes' FHIR R4 services, open to this machine only:
            \(list.joined(separator: "\n"))

            Stop with Ctrl-C; the data stays in place for the next start.

            """
    }

    /// Whose record shows the most, and how to open it.
    private static func suggestion(_ people: TestPeople) -> String {
        guard let lead = people.londoners.first(where: { $0.user == "lead" }) else { return "" }
        let born = PublicDateText.day(lead.birthDate)
        return """
              To see a full record: sign in as “gp” and find NHS number
              \(lead.nhsNumber.spaced), born \(born).

            """
    }
}
