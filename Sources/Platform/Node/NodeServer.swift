// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import FHIRSearch
internal import FHIRService
internal import Foundation
internal import Hummingbird
internal import Jobs
package import Logging
internal import Metrics
internal import RecordStore
internal import ServiceLifecycle
internal import SignIn

/// A node: one store behind the FHIR service, over HTTP.
package struct NodeServer: Sendable {
    /// How callers of the FHIR service prove who they are.
    ///
    /// The exchange proves itself with signed tokens in either case.
    package enum Authentication: String, Sendable {
        /// Anyone may read and write everything: for trying things out on one's own machine.
        case open
        /// Nobody but an exchange is answered.
        case exchange
    }

    /// What a node needs to know.
    package struct Options: Sendable {
        package var store: StoreAddress
        package var host: String
        package var port: Int
        package var base: String?
        package var authentication: Authentication
        /// The node's id, such as `ncl`, and its name as shown to people.
        package var id: String
        package var name: String
        /// The file of the exchange's public keys; nil where the node answers no exchange.
        package var exchangeKeys: String?
        /// The id that the exchange's tokens name.
        package var exchangeID: String
        /// Whether everyone in the store is made up, so that the volume need not be encrypted.
        package var isDemonstration: Bool

        /// Options; see the members.
        package init(
            store: StoreAddress, host: String, port: Int, base: String?, authentication: Authentication,
            id: String, name: String, exchangeKeys: String?, exchangeID: String,
            isDemonstration: Bool
        ) {
            self.isDemonstration = isDemonstration
            self.exchangeKeys = exchangeKeys
            self.exchangeID = exchangeID
            self.id = id
            self.name = name
            self.store = store
            self.host = host
            self.port = port
            self.base = base
            self.authentication = authentication
        }
    }

    /// Why a node does not start.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let options: Options
    private let logger: Logger

    /// A node that is not running yet.
    package init(options: Options, logger: Logger) throws(Failure) {
        if options.authentication == .open, !Loopback.contains(options.host) {
            throw Failure(
                description: "--auth open lets anyone read and write; it is refused on \(options.host). Use 127.0.0.1")
        }
        if options.isDemonstration, !Loopback.contains(options.host) {
            throw Failure(description: "--demo is for made-up people on one machine. Use 127.0.0.1")
        }
        if !Loopback.contains(options.host), options.base?.hasPrefix("https://") != true {
            throw Failure(
                description:
                    "on \(options.host) records must travel by https: put the node behind a server that ends TLS and "
                    + "give that address with --base-url https://…/fhir")
        }
        if options.authentication == .exchange, options.exchangeKeys == nil {
            throw Failure(
                description: "--auth exchange answers an exchange alone: give its public keys with --exchange-keys FILE"
            )
        }
        self.options = options
        self.logger = logger
    }

    /// Serves until the process is asked to stop, then finishes what it accepted.
    package func run() async throws {
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let base = options.base ?? "http://\(options.host):\(options.port)/fhir"
        let descriptor = NodeDescriptor(id: options.id, name: options.name, baseURL: base)
        if options.authentication != .open, !options.isDemonstration { try options.store.requireEncryptedVolume() }
        let runtime = try NodeRuntime(
            descriptor: descriptor, address: options.store, base: base, security: options.authentication.security,
            logger: logger)
        if options.authentication == .open {
            logger.warning(
                "ANYONE ON THIS MACHINE CAN READ AND WRITE EVERY RECORD: --auth open is for trying things out")
        }
        let logger = logger
        let application = Application(
            responder: NodeResponder(
                runtime: runtime, authentication: options.authentication, verifier: try await verifier(),
                metrics: metrics,
                logger: logger),
            server: LoopChannel.server,
            configuration: .edge(options.host, port: options.port),
            services: [
                Self.upkeep(of: runtime, logger), JobWork(desk: runtime.jobs), Self.indexWatch(of: runtime, logger),
            ],
            onServerRunning: { channel in
                logger.info(
                    "node is ready",
                    metadata: ["address": "\(channel.localAddress?.description ?? "")", "base": "\(base)"])
            },
            logger: logger)
        do {
            try await application.runService()
        } catch {
            try await runtime.close()
            throw error
        }
        try await runtime.close()
        logger.info("node has stopped")
    }

    private func verifier() async throws -> NodeTokenVerifier? {
        guard let file = options.exchangeKeys else { return nil }
        return NodeTokenVerifier(
            node: options.id, keys: [options.exchangeID: try await ExchangeKeyFile.publicKeys(file)],
            clock: SystemClock())
    }

    /// Tells how far the index is.
    private static func indexWatch(of runtime: NodeRuntime, _ logger: Logger) -> Upkeep {
        let watch = IndexWatch(store: runtime.store, logger: logger)
        return Upkeep(every: .seconds(5)) { await watch.look() }
    }

    /// Forgets index entries that only expired page links need.
    private static func upkeep(of runtime: NodeRuntime, _ logger: Logger) -> Upkeep {
        Upkeep(every: .seconds(300)) {
            do {
                runtime.jobs.expire()
                let expired = SystemClock().now() - runtime.pageLifetime
                // An export reads one state of the store until it has ended.
                let damaged = try await runtime.store.purgeSuperseded(
                    before: min(expired, runtime.jobs.oldestNeeded ?? expired))
                if damaged > 0 {
                    logger.error("old versions cannot be read any more", metadata: ["count": "\(damaged)"])
                }
            } catch {
                logger.error("expired index entries could not be removed", metadata: ["error": "\(error)"])
            }
        }
    }
}
