// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Foundation
import Platform

/// The command `onelondon demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Runs a whole OneLondon with synthetic Londoners on this machine.",
        discussion: """
            Makes the people and their records on the first start, which takes a minute; later starts take seconds.
            Everything listens on 127.0.0.1 only.

            Example: onelondon demo --people 2000 --port 8080
            """
    )

    @Option(help: "How many people.")
    var people = 2_000

    @Option(help: "The seed; another seed makes other people.")
    var seed: UInt64 = 1

    @Option(help: "The port of the pages; the nodes use the five ports after it.")
    var port = 8_080

    @Option(help: "The folder of the demonstration's data.", completion: .directory)
    var data = "demo-data"

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL database, as postgres://USER@HOST:PORT/NAME: each area has NAME_AREA, made where it is missing.",
            valueName: "address"))
    var store: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (50...1_000_000).contains(people) else { throw ValidationError("--people is 50 to 1,000,000") }
        guard store.map({ $0.hasPrefix("postgres://") || $0.hasPrefix("postgresql://") }) ?? true else {
            throw ValidationError(
                "--store is postgres://USER@HOST:PORT/NAME; without it the stores are files in --data")
        }
        guard (1...65_000).contains(port) else { throw ValidationError("--port is 1 to 65000") }
    }

    func run() async throws {
        let settings = try await common.settings(["log.level": common.logLevel ?? "warning"])
        let display = ProgressDisplay(fileCount: 1)
        try await DemoRun(
            options: .init(people: people, seed: seed, port: port, folder: data, store: store),
            logger: common.logger("demo", settings)
        ).run(progress: { display.show($0) }, say: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) })
    }
}
