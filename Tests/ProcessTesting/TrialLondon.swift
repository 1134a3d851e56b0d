// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// A whole OneLondon in processes of its own: five nodes and an exchange that asks them with signed tokens.
package final class TrialLondon: Sendable {
    package static let nodeIDs = ["ncl", "nel", "nwl", "sel", "swl"]

    package let folder: TrialFolder
    /// The address of the pages.
    package let site: String
    /// The nodes, by id.
    package let nodes: [String: RunningProgram]
    /// The nodes' ports, by id.
    package let ports: [String: Int]
    package let exchange: RunningProgram
    private let reserved: [FreePort]
    private let turn: Turn

    /// Makes synthetic people where there are any, imports what their sources send, and starts everything.
    ///
    /// - Parameters:
    ///   - people: how many; 0 for stores without anything.
    ///   - links: ports to reach nodes by in place of their own, made from the nodes' ports.
    ///   - auth: whom the nodes' FHIR services answer.
    package init(
        people: Int, seed: Int = 1, auth: String = "exchange", logLevel: String = "warning",
        folder: TrialFolder? = nil,
        links: @Sendable ([String: Int]) throws -> [String: Int] = { _ in [:] }
    ) async throws {
        turn = await Turn.come()
        let folder = try folder ?? TrialFolder()
        self.folder = folder
        try await Self.prepare(folder, people: people, seed: seed)
        reserved = try (0...Self.nodeIDs.count).map { _ in try FreePort() }
        let free = reserved.map(\.number)
        ports = Dictionary(uniqueKeysWithValues: zip(Self.nodeIDs, free))
        site = "http://127.0.0.1:\(free[Self.nodeIDs.count])"
        var nodes: [String: RunningProgram] = [:]
        for (node, port) in ports { nodes[node] = try Self.node(node, port, folder, auth, logLevel) }
        self.nodes = nodes
        let reached = ports.merging(try links(ports)) { $1 }
        let list = Self.nodeIDs.map { node in
            "{\"id\": \"\(node)\", \"name\": \"Node \(node)\", \"address\": \"http://127.0.0.1:\(reached[node] ?? 0)\"}"
        }
        try Data("[\(list.joined(separator: ", "))]".utf8).write(to: folder.url.appending(path: "nodes.json"))
        exchange = try RunningProgram(
            [
                "exchange", "serve", "--nodes", folder.path("nodes.json"), "--key", folder.path("exchange.key"),
                "--audit", folder.path("exchange.audit"), "--test-people", folder.path("sources/staff.json"),
                "--port", "\(free[Self.nodeIDs.count])", "--log-level", logLevel,
            ], log: folder.url.appending(path: "exchange.log"))
        for (node, port) in ports { try await Self.awaitReady("http://127.0.0.1:\(port)/readyz", nodes[node]) }
        try await Self.awaitReady(site + "/readyz", exchange)
    }

    /// Starts one node again, such as after it was ended.
    package static func node(
        _ id: String, _ port: Int, _ folder: TrialFolder, _ auth: String, _ logLevel: String = "warning"
    ) throws -> RunningProgram {
        try RunningProgram(
            [
                "node", "serve", "--store", "sqlite:\(folder.path("\(id).sqlite"))", "--port", "\(port)", "--id", id,
                "--name", "Node \(id)", "--demo", "--auth", auth, "--exchange-keys",
                folder.path("exchange.key.public.json"),
                "--log-level", logLevel,
            ], log: folder.url.appending(path: "\(id).log"))
    }

    /// Waits until a program answers that it is ready.
    package static func awaitReady(_ address: String, _ program: RunningProgram?) async throws {
        for _ in 0..<600 {
            let answer = try? await HTTPClient.patient.execute(HTTPClientRequest(url: address), timeout: .seconds(1))
            if answer?.status == .ok { return }
            if program?.isRunning != true { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw RunningProgram.Failure(description: "not ready at \(address): \(program?.text ?? "")")
    }

    /// When somebody was born whom a scenario is about: as old as the scenario says on the day the people were made.
    package func born(_ slug: String) throws -> (day: Int, month: Int, year: Int) {
        struct Staff: Decodable {
            struct Scenario: Decodable { var slug, birthDate: String }
            var scenarios: [Scenario]
        }
        let data = try Data(contentsOf: folder.url.appending(path: "sources/staff.json"))
        let scenarios = try JSONDecoder().decode(Staff.self, from: data).scenarios
        let parts = scenarios.first { $0.slug == slug }?.birthDate.split(separator: "-").compactMap { Int($0) } ?? []
        guard parts.count == 3 else { throw RunningProgram.Failure(description: "no scenario is about \(slug)") }
        return (parts[2], parts[1], parts[0])
    }

    /// Stops everything and gives the exit statuses.
    @discardableResult
    package func stop() async -> [Int32] {
        var statuses = [await exchange.stop()]
        for node in nodes.values { statuses.append(await node.stop()) }
        return statuses
    }

    private static func prepare(_ folder: TrialFolder, people: Int, seed: Int) async throws {
        let files = FileManager.default
        let log = folder.url.appending(path: "prepare.log")
        guard !files.fileExists(atPath: folder.path("exchange.key")) else { return }
        // Without people there still is the staff of a small London, to sign in as.
        try await RunningProgram.output(
            ["synth", "--people", "\(max(people, 50))", "--seed", "\(seed)", "--out", folder.path("sources")], log: log)
        if people > 0 {
            for node in nodeIDs {
                let inbox = folder.path("sources/nodes/\(node)")
                let feeds = try files.contentsOfDirectory(atPath: inbox).sorted().map { inbox + "/" + $0 }
                try await RunningProgram.output(
                    ["import", "--store", "sqlite:\(folder.path("\(node).sqlite"))"] + feeds, log: log)
            }
        }
        try await RunningProgram.output(["exchange", "key", folder.path("exchange.key")], log: log)
    }
}
