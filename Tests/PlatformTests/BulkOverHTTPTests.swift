// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import AsyncHTTPClient
import FHIRModel
import Foundation
import NIOCore
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("Bulk data over HTTP")
struct BulkOverHTTPTests {
    /// A node as a process that can be ended and started again on the same files.
    struct Node: Sendable {
        let folder: TrialFolder
        let port: FreePort

        init() throws {
            folder = try TrialFolder()
            port = try FreePort()
        }

        var base: String { "http://127.0.0.1:\(port.number)/fhir" }

        func start() async throws -> RunningProgram {
            let program = try RunningProgram(
                [
                    "node", "serve", "--store", "sqlite:\(folder.path("node.sqlite"))", "--port", "\(port.number)",
                    "--auth", "open", "--log-level", "error",
                ], log: folder.url.appending(path: "log"))
            try await TrialLondon.awaitReady("http://127.0.0.1:\(port.number)/readyz", program)
            return program
        }

        func ask(
            _ method: HTTPMethod, _ address: String, _ type: String? = nil, _ body: [UInt8] = []
        ) async throws -> FormsOverHTTPTests.Reply {
            var request = HTTPClientRequest(url: address.hasPrefix("http") ? address : base + address)
            request.method = method
            request.headers.add(name: "Prefer", value: "respond-async")
            request.headers.add(
                name: "Accept", value: "application/fhir+ndjson, application/json, application/fhir+json")
            if let type { request.headers.add(name: "Content-Type", value: type) }
            if !body.isEmpty { request.body = .bytes(body) }
            let response = try await HTTPClient.patient.execute(request, timeout: .seconds(120))
            let bytes = try await response.body.collect(upTo: 1 << 28)
            return .init(status: Int(response.status.code), headers: response.headers, body: Array(buffer: bytes))
        }

        /// Waits for the end of a job.
        func manifest(_ job: String) async throws -> JSONNode {
            for _ in 0..<600 {
                let reply = try await ask(.GET, job)
                if reply.status == 200 { return try JSONDocument.parse(reply.body).root }
                #expect(reply.status == 202, "\(reply.text)")
                #expect(reply.headers.first(name: "X-Progress") != nil)
                try await Task.sleep(for: .milliseconds(100))
            }
            Issue.record("the job does not end")
            return try JSONDocument.parse(Array("{}".utf8)).root
        }
    }

    static func lines(_ count: Int) -> [UInt8] {
        var text = ""
        for number in 0..<count {
            text += #"{"resourceType":"Patient","id":"p\#(number)","birthDate":"1980-01-01"}"# + "\n"
        }
        return Array(text.utf8)
    }

    static func job(_ reply: FormsOverHTTPTests.Reply) throws -> String {
        #expect(reply.status == 202, "\(reply.text)")
        return try #require(reply.headers.first(name: "Content-Location"))
    }

    @Test("What is imported is exported, also across a sudden end of the program")
    func roundTrip() async throws {
        let count = 20_000
        let node = try Node()
        var program = try await node.start()
        let imported = try Self.job(
            await node.ask(.POST, "/$import", "application/fhir+ndjson", Self.lines(count)))
        // The import is under way, or has not begun.
        await program.killNow()
        program = try await node.start()
        let done = try await node.manifest(imported)
        #expect(done["error"]?.count == 0)
        let exported = try Self.job(await node.ask(.GET, "/Patient/$export?_type=Patient"))
        await program.killNow()
        program = try await node.start()
        let manifest = try await node.manifest(exported)
        var ids = Set<String>()
        var total = 0
        for file in manifest.items("output") {
            let reply = try await node.ask(.GET, try #require(file["url"]?.string))
            #expect(reply.type == "application/fhir+ndjson")
            #expect(reply.headers.first(name: "Content-Length") == "\(reply.body.count)")
            for line in reply.body.split(separator: UInt8(ascii: "\n")) {
                total += 1
                if let id = try Resource(Array(line)).id { ids.insert(id) }
            }
        }
        #expect((total, ids.count) == (count, count), "each once")
        #expect(
            try await node.ask(.HEAD, try #require(manifest.items("output").first { _ in true }?["url"]?.string)).body
                .isEmpty)
        #expect(try await node.ask(.DELETE, exported).status == 202)
        #expect(try await node.ask(.GET, exported).status == 404)
        #expect(await program.stop() == 0)
    }
}
