// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import AsyncHTTPClient
internal import Audit
internal import CareTypes
internal import Exchange
internal import Foundation
internal import Hummingbird
package import Logging
internal import Metrics
internal import ServiceLifecycle
internal import SignIn
internal import StoreSQLite

/// An exchange as a process of its own: it asks nodes elsewhere with signed tokens and serves the pages.
package struct ExchangeServer: Sendable {
    /// Who vouches for the people who sign in.
    package enum SignInWith: Sendable {
        /// The built-in issuer, with the made-up people of a file; on this machine only.
        case testPeople(file: String)
        /// Issuers of staff and of Londoners, by address and the client id they know the exchange by.
        case issuers(staff: String, staffClient: String, londoners: String, londonersClient: String)
    }

    /// What an exchange needs to know.
    package struct Options: Sendable {
        /// The id by which nodes know it.
        package var id: String
        /// The file that lists the nodes.
        package var nodes: String
        /// The file of its signing key; made on first use, with the public half beside it.
        package var key: String
        /// The folder of its audit log.
        package var auditFolder: String
        package var host: String
        package var port: Int
        /// The address that browsers use; nil for host and port.
        package var publicAddress: String?
        package var signInWith: SignInWith

        /// Options; see the members.
        package init(
            id: String, nodes: String, key: String, auditFolder: String, host: String, port: Int,
            publicAddress: String?, signInWith: SignInWith
        ) {
            self.id = id
            self.nodes = nodes
            self.key = key
            self.auditFolder = auditFolder
            self.host = host
            self.port = port
            self.publicAddress = publicAddress
            self.signInWith = signInWith
        }
    }

    private let options: Options
    private let logger: Logger

    /// An exchange that is not running yet.
    package init(options: Options, logger: Logger) throws(NodeServer.Failure) {
        let isSafe = options.publicAddress?.hasPrefix("https://") ?? false
        if !Loopback.contains(options.host), !isSafe {
            throw NodeServer.Failure(
                description:
                    "on \(options.host) browsers must reach the exchange by https: put it behind a server that ends TLS "
                    + "and give that address with --public-address https://…")
        }
        self.options = options
        self.logger = logger
    }

    /// Makes the signing key and its public half where they are missing, so that nodes can be given the latter before
    /// the exchange runs for the first time.
    package static func makeKey(_ path: String) async throws { _ = try await ExchangeKeyFile.load(path) }

    /// Serves until the process is asked to stop.
    package func run() async throws {
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let clock = SystemClock()
        if case .issuers = options.signInWith {
            // Who looked at whose record is as confidential as the records.
            try VolumeEncryption.require(forStoreAt: options.auditFolder)
        }
        let nodes = try NodeList(file: options.nodes).entries
        let tokens = NodeTokenIssuer(
            exchange: options.id, key: try await ExchangeKeyFile.load(options.key), clock: clock)
        let http = Self.client()
        let clients = nodes.map { node in
            HTTPNodeClient(
                node: node.id, name: node.name, address: node.address, tokens: tokens,
                policyVersion: AccessPolicy.standard.version, http: http)
        }
        let directory = LondonDirectory(
            sources: clients.map { client in
                .init(node: client.node, name: client.name) { try await client.directoryLines() }
            },
            clock: clock, logger: logger)
        let portal = PortalServer(
            options: .init(
                host: options.host, port: options.port, publicAddress: options.publicAddress,
                auditFolder: options.auditFolder, signInWith: try signInWith()),
            clients: clients, directory: directory, http: http, clock: clock, metrics: metrics, logger: logger)
        let (application, audit) = try await portal.make()
        do {
            try await application.runService()
        } catch {
            await audit.close()
            try await http.shutdown()
            throw error
        }
        await audit.close()
        try await http.shutdown()
        logger.info("exchange has stopped")
    }

    private func signInWith() throws -> PortalServer.SignInWith {
        switch options.signInWith {
        case .issuers(let staff, let staffClient, let londoners, let londonersClient):
            return .issuers(
                staff: .init(issuer: staff, clientID: staffClient),
                londoners: .init(issuer: londoners, clientID: londonersClient))
        case .testPeople(let file):
            guard let data = FileManager.default.contents(atPath: file) else {
                throw NodeServer.Failure(description: "\(file) cannot be read; it lists who may sign in for a trial")
            }
            return .testIssuer(try TestPeople.read(Array(data)))
        }
    }

    /// Many questions at once to each node, over connections that stay open.
    private static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // Nodes close connections that rest for half a minute; they must not do so while a question is on its way.
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(1)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
