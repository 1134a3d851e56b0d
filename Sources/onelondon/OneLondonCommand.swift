// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser

/// The one program, `onelondon`.
@main
struct OneLondonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onelondon",
        abstract: "Joins up health and care records across London.",
        discussion: """
            Every option can also be set in the environment or a JSON file: --port of \
            'node serve' is ONELONDON_NODE_PORT, or {"node": {"port": 8080}} in the file given with --config.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, NodeCommand.self, ExchangeCommand.self, ImportCommand.self, SynthCommand.self,
            AuditCommand.self, FHIRPathCommand.self, ValidateCommand.self, ConformanceCommand.self,
        ]
    )
}
