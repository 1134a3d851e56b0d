// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
internal import NIOHTTP1
import ProcessTesting

/// One node as a process whose FHIR service anyone on this machine may use.
struct OneNode: Sendable {
    let folder: TrialFolder
    let program: RunningProgram
    let sender: FHIRSender

    init() async throws {
        folder = try TrialFolder()
        let port = try FreePort.several(1)[0]
        program = try RunningProgram(
            [
                "node", "serve", "--store", "sqlite:\(folder.path("node.sqlite"))", "--port", "\(port)", "--auth",
                "open",
                "--log-level", "error",
            ], log: folder.url.appending(path: "log"))
        sender = FHIRSender(address: "http://127.0.0.1:\(port)/fhir")
        try await TrialLondon.awaitReady("http://127.0.0.1:\(port)/readyz", program)
    }

    /// How many resources of a type there are.
    func count(_ type: String) async throws -> Int {
        let (_, text) = try await sender.send(.GET, "/\(type)?_summary=count", [])
        return try JSONDocument.parse(Array(text.utf8)).root["total"]?.numberText.flatMap { Int($0) } ?? -1
    }
}
