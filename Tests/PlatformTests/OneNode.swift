// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import AsyncHTTPClient
import FHIRModel
import Foundation
import NIOCore
import NIOHTTP1
import ProcessTesting

/// One node as a process whose FHIR service anyone on this machine may use.
struct OneNode: Sendable {
    let folder: TrialFolder
    let program: RunningProgram
    let address: String

    init() async throws {
        folder = try TrialFolder()
        let port = try FreePort.several(1)[0]
        program = try RunningProgram(
            [
                "node", "serve", "--store", "sqlite:\(folder.path("node.sqlite"))", "--port", "\(port)", "--auth",
                "open",
                "--log-level", "error",
            ], log: folder.url.appending(path: "log"))
        address = "http://127.0.0.1:\(port)/fhir"
        try await TrialLondon.awaitReady("http://127.0.0.1:\(port)/readyz", program)
    }

    /// Sends a body and gives status and answer.
    func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8]) async throws -> (status: Int, text: String) {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        request.headers.add(name: "Content-Type", value: "application/fhir+json")
        request.body = .bytes(body)
        let response = try await HTTPClient.patient.execute(request, timeout: .seconds(60))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 26)))
    }

    /// How many resources of a type there are.
    func count(_ type: String) async throws -> Int {
        let (_, text) = try await send(.GET, "/\(type)?_summary=count", [])
        return try JSONDocument.parse(Array(text.utf8)).root["total"]?.numberText.flatMap { Int($0) } ?? -1
    }
}
