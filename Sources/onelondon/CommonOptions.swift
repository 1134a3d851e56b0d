// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Logging
import Platform

/// Options that every command has.
struct CommonOptions: ParsableArguments {
    @Option(help: "A JSON file with settings.")
    var config: String?

    @Option(help: "What to log: trace, debug, info, notice, warning, error (default: info).")
    var logLevel: String?

    /// Settings from flags, the environment and the file, in that order.
    func settings(_ flags: [String: String?]) async throws -> Settings {
        try await Settings(flags: flags.merging(["log.level": logLevel]) { own, _ in own }, file: config)
    }

    /// A logger that writes JSON lines.
    func logger(_ label: String, _ settings: Settings) -> Logger {
        let level = settings.text("log.level").flatMap(Logger.Level.init(rawValue:)) ?? .info
        return Logger(label: label) { StructuredLog(label: $0, level: level) }
    }
}
