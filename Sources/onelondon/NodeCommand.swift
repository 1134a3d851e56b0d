// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Logging
import Platform

/// The command `onelondon node …`.
struct NodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Holds the records of one area and serves them as FHIR R4.",
        subcommands: [Serve.self]
    )

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serves a store over HTTP.",
            discussion: """
                The FHIR service is at /fhir, health at /healthz and /readyz, metrics at /metrics.

                Example: onelondon node serve --store sqlite:north.sqlite --port 8080 --auth open

                The store must lie on encrypted storage, which is checked; --demo and --auth open leave that out.
                Of a PostgreSQL store only the place of the keys and the audit log is checked, not the server's storage.
                Keep a password out of the address: PGPASSFILE names a file of passwords.

                To answer an exchange: --auth exchange --exchange-keys exchange.key.public.json
                """
        )

        @Option(
            help:
                "Where the records are: sqlite:PATH or postgres://USER@HOST/DATABASE. The folder or database must exist."
        )
        var store: String?

        @Option(help: "Where keys and audit log lie (default: beside the store's file; of a database, here).")
        var files: String?

        @Option(
            help:
                "An index of all words for _text and _content, 'on' or 'off' (default: as the store has it, at first off)."
        )
        var fullText: String?

        @Option(help: "The address to listen on (default: 127.0.0.1).")
        var host: String?

        @Option(help: "The port to listen on (default: 8080).")
        var port: String?

        @Option(
            help:
                "Whom the FHIR service answers: 'open' is anyone and allowed on this machine only, 'exchange' is nobody, for the exchange has its own way in."
        )
        var auth: String?

        @Option(help: "The address under which others reach the FHIR service (default: from host and port).")
        var baseUrl: String?

        @Option(help: "The node's short id, such as ncl (default: node).")
        var id: String?

        @Option(help: "The node's name as shown to people.")
        var name: String?

        @Option(help: "The public keys of the exchange that may ask (FILE.public.json beside its key).")
        var exchangeKeys: String?

        @Option(help: "The id of that exchange (default: exchange).")
        var exchangeId: String?

        @Flag(help: "Everyone in the store is made up: its volume need not be encrypted. On this machine only.")
        var demo = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try await common.settings([
                "node.store": store, "node.files": files, "node.fullText": fullText, "node.host": host,
                "node.port": port, "node.auth": auth,
                "node.baseUrl": baseUrl,
                "node.id": id, "node.name": name, "node.exchangeKeys": exchangeKeys, "node.exchangeId": exchangeId,
            ])
            guard let address = settings.text("node.store") else {
                throw ValidationError(
                    "Say where the records are: --store sqlite:PATH or --store postgres://USER@HOST/DATABASE")
            }
            guard let text = settings.text("node.auth"), let authentication = NodeServer.Authentication(rawValue: text)
            else {
                throw ValidationError("Say whom the FHIR service answers: --auth open or --auth exchange")
            }
            let options = NodeServer.Options(
                store: try StoreAddress(
                    address, folder: settings.text("node.files"), fullText: settings.text("node.fullText")),
                host: settings.text("node.host") ?? "127.0.0.1",
                port: try settings.number("node.port") ?? 8080, base: settings.text("node.baseUrl"),
                authentication: authentication, id: settings.text("node.id") ?? "node",
                name: settings.text("node.name") ?? settings.text("node.id") ?? "This node",
                exchangeKeys: settings.text("node.exchangeKeys"),
                exchangeID: settings.text("node.exchangeId") ?? "exchange", isDemonstration: demo)
            try await NodeServer(options: options, logger: common.logger("node", settings)).run()
        }
    }
}
