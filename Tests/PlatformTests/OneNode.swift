// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
internal import NIOHTTP1
import ProcessTesting

/// One node as a process whose FHIR service anyone on this machine may use.
struct OneNode: Sendable {
    let folder: TrialFolder
    private let port: FreePort
    let program: RunningProgram
    let sender: FHIRSender

    /// Starts a node.
    ///
    /// - Parameters:
    ///   - store: where its records are; nil for a new file.
    ///   - descriptors: how many files and connections it may have open at first, and at most.
    init(store: String? = nil, descriptors: (soft: Int, hard: Int)? = nil) async throws {
        folder = try TrialFolder()
        port = try FreePort()
        program = try RunningProgram(
            [
                "node", "serve", "--store", store ?? "sqlite:\(folder.path("node.sqlite"))", "--files", folder.url.path,
                "--port", "\(port.number)", "--auth", "open", "--log-level", "error",
            ], log: folder.url.appending(path: "log"), descriptors: descriptors)
        sender = FHIRSender(address: "http://127.0.0.1:\(port.number)/fhir")
        try await TrialLondon.awaitReady("http://127.0.0.1:\(port.number)/readyz", program)
    }

    /// Where it listens.
    var portNumber: Int { port.number }

    /// How many resources of a type there are.
    func count(_ type: String) async throws -> Int {
        let (_, text) = try await sender.send(.GET, "/\(type)?_summary=count", [])
        return try JSONDocument.parse(Array(text.utf8)).root["total"]?.numberText.flatMap { Int($0) } ?? -1
    }
}
