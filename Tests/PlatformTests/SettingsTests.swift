// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import Platform
import ProcessTesting
import Testing

@Suite("Settings and refusals of the command line")
struct SettingsTests {
    @Test("A flag counts more than the file, and the file is used where there is no flag")
    func order() async throws {
        let folder = try TrialFolder()
        let file = folder.path("settings.json")
        try Data(#"{"node": {"port": 9123, "id": "from-file"}}"#.utf8).write(to: URL(filePath: file))
        let settings = try await Settings(flags: ["node.id": "from-flag", "node.name": nil], file: file)
        #expect(settings.text("node.id") == "from-flag")
        #expect(try settings.number("node.port") == 9123)
        #expect(settings.text("node.name") == nil)
    }

    @Test("A number that is none and a file that is not JSON are named")
    func faults() async throws {
        let folder = try TrialFolder()
        let settings = try await Settings(flags: ["node.port": "eighty"], file: nil)
        #expect(throws: Settings.Failure.self) { try settings.number("node.port") }
        try Data("{".utf8).write(to: folder.url.appending(path: "bad.json"))
        await #expect(throws: Settings.Failure.self) {
            try await Settings(flags: [:], file: folder.path("bad.json"))
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var says: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(
        "A command that cannot be done says what to do instead",
        arguments: [
            Refusal(arguments: ["node", "serve"], says: "--store sqlite:PATH"),
            Refusal(arguments: ["node", "serve", "--store", "sqlite:x"], says: "--auth open or --auth exchange"),
            Refusal(
                arguments: ["node", "serve", "--store", "sqlite:x", "--auth", "open", "--host", "0.0.0.0"],
                says: "Use 127.0.0.1"),
            Refusal(
                arguments: ["node", "serve", "--store", "sqlite:x", "--auth", "exchange"], says: "--exchange-keys FILE"),
            Refusal(
                arguments: [
                    "node", "serve", "--store", "sqlite:/dev/shm/onelondon.sqlite", "--auth", "exchange",
                    "--exchange-keys", "k",
                ], says: "Put it on a volume encrypted"),
            Refusal(
                arguments: [
                    "node", "serve", "--store", "sqlite:x", "--auth", "exchange", "--exchange-keys", "k", "--demo",
                    "--host", "0.0.0.0",
                ], says: "Use 127.0.0.1"),
            Refusal(
                arguments: [
                    "node", "serve", "--store", "sqlite:x", "--auth", "exchange", "--exchange-keys", "k", "--host",
                    "0.0.0.0",
                ], says: "--base-url https://"),
            Refusal(arguments: ["node", "serve", "--store", "postgres:x", "--auth", "open"], says: "sqlite:PATH"),
            Refusal(arguments: ["exchange", "serve"], says: "--nodes --key --audit"),
            Refusal(
                arguments: ["exchange", "serve", "--nodes", "n", "--key", "k", "--audit", "a"],
                says: "--test-people FILE"),
            Refusal(
                arguments: [
                    "exchange", "serve", "--nodes", "n", "--key", "k", "--audit", "a", "--test-people", "p", "--host",
                    "0.0.0.0",
                ], says: "--public-address https://"),
            Refusal(arguments: ["import", "x.json"], says: "--store sqlite:PATH"),
            Refusal(arguments: ["synth", "--people", "0", "--out", "x"], says: "1 to 1,000,000"),
        ])
    func refusal(_ refusal: Refusal) async throws {
        let folder = try TrialFolder()
        let program = try RunningProgram(refusal.arguments, log: folder.url.appending(path: "log"))
        #expect(await program.ended() != 0)
        #expect(program.text.contains(refusal.says), "\(program.text)")
    }

    @Test(
        "The help of every command shows an example",
        arguments: [
            ["node", "serve"], ["exchange", "serve"], ["import"], ["synth"], ["demo"], ["audit", "verify"],
            ["exchange", "key"],
        ])
    func help(_ command: [String]) async throws {
        let folder = try TrialFolder()
        let text = try await RunningProgram.output(command + ["--help"], log: folder.url.appending(path: "log"))
        #expect(text.contains("Example: onelondon " + command.joined(separator: " ")))
    }
}
