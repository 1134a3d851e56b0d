// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Logging
import Platform

/// The command `onelondon exchange …`.
struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Joins what the nodes hold and serves the pages.",
        subcommands: [Serve.self, Key.self]
    )

    /// Makes the signing key before the exchange runs, so that the nodes can be started first.
    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the exchange's signing key, and FILE.public.json for the nodes.",
            discussion: "Example: onelondon exchange key exchange.key"
        )

        @Argument(help: "The file of the private key; kept where it exists.", completion: .file())
        var file: String

        func run() async throws {
            try await ExchangeServer.makeKey(file)
            print("give \(file).public.json to the nodes; keep \(file) secret")
        }
    }

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serves the pages over HTTP and asks the nodes.",
            discussion: """
                The nodes are listed in a file: [{"id": "ncl", "name": "North Central London", \
                "address": "http://127.0.0.1:8081"}, …]. Each must run with the exchange's public keys. The exchange \
                holds no clinical data.

                Example: onelondon exchange serve --nodes nodes.json --key exchange.key --audit exchange.audit \
                --test-people staff.json --port 8080
                """
        )

        @Option(help: "The file that lists the nodes.", completion: .file())
        var nodes: String?

        @Option(help: "The file of the signing key; made where it is missing.")
        var key: String?

        @Option(help: "The folder of the exchange's audit log.", completion: .directory)
        var audit: String?

        @Option(help: "The address to listen on (default: 127.0.0.1).")
        var host: String?

        @Option(help: "The port to listen on (default: 8080).")
        var port: String?

        @Option(help: "The address that browsers use, such as https://record.example.nhs.uk (default: host and port).")
        var publicAddress: String?

        @Option(help: "The exchange's id, which nodes know it by (default: exchange).")
        var id: String?

        @Option(help: "A file of made-up people who can sign in with the built-in issuer; on this machine only.")
        var testPeople: String?

        @Option(help: "The OpenID Connect issuer of staff.")
        var staffIssuer: String?

        @Option(help: "The client id by which the staff issuer knows this site.")
        var staffClient: String?

        @Option(help: "The OpenID Connect issuer of Londoners.")
        var londonerIssuer: String?

        @Option(help: "The client id by which the Londoners' issuer knows this site.")
        var londonerClient: String?

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try await common.settings([
                "exchange.nodes": nodes, "exchange.key": key, "exchange.audit": audit, "exchange.host": host,
                "exchange.port": port, "exchange.publicAddress": publicAddress, "exchange.id": id,
                "exchange.testPeople": testPeople, "exchange.staffIssuer": staffIssuer,
                "exchange.staffClient": staffClient, "exchange.londonerIssuer": londonerIssuer,
                "exchange.londonerClient": londonerClient,
            ])
            guard let nodes = settings.text("exchange.nodes"), let key = settings.text("exchange.key"),
                let audit = settings.text("exchange.audit")
            else { throw ValidationError("Give the nodes, the key and the audit folder: --nodes --key --audit") }
            let options = ExchangeServer.Options(
                id: settings.text("exchange.id") ?? "exchange", nodes: nodes, key: key, auditFolder: audit,
                host: settings.text("exchange.host") ?? "127.0.0.1",
                port: try settings.number("exchange.port") ?? 8080,
                publicAddress: settings.text("exchange.publicAddress"), signInWith: try signInWith(settings))
            try await ExchangeServer(options: options, logger: common.logger("exchange", settings)).run()
        }

        private func signInWith(_ settings: Settings) throws -> ExchangeServer.SignInWith {
            if let file = settings.text("exchange.testPeople") { return .testPeople(file: file) }
            guard let staff = settings.text("exchange.staffIssuer"),
                let staffClient = settings.text("exchange.staffClient"),
                let londoners = settings.text("exchange.londonerIssuer"),
                let londonersClient = settings.text("exchange.londonerClient")
            else {
                throw ValidationError(
                    """
                    Say who signs people in: --staff-issuer, --staff-client, --londoner-issuer and --londoner-client, \
                    or --test-people FILE for a trial
                    """)
            }
            return .issuers(
                staff: staff, staffClient: staffClient, londoners: londoners, londonersClient: londonersClient)
        }
    }
}
