// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import ProcessTesting

/// Sends requests to a FHIR service.
struct FHIRSender: Sendable {
    let address: String

    /// Sends a body and gives status and answer.
    func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8]) async throws -> (status: Int, text: String) {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        request.headers.add(name: "Content-Type", value: "application/fhir+json")
        request.body = .bytes(body)
        let response = try await HTTPClient.patient.execute(request, timeout: .seconds(60))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 26)))
    }
}
