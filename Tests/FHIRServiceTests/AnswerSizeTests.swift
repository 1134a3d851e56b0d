// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import Testing

@Suite("Answers and requests have a largest size")
struct AnswerSizeTests {
    private static func bundle(_ type: String, _ entries: [String]) -> String {
        TransactionTests.bundle(entries.joined(separator: ","), type: type)
    }

    /// A service whose answers hold at most this many bytes, over ten patients of some 600 bytes.
    private static func service(largestAnswer: Int) async throws -> FHIRService {
        let service = FHIRService(
            store: MemoryStore(), base: TestNode.base, largestAnswer: largestAnswer, timeOfBundle: TestNode.allTheTime)
        let text = String(repeating: "a", count: 500)
        for number in 0..<10 {
            let json = #"{"resourceType":"Patient","id":"p\#(number)","language":"\#(text)"}"#
            let answer = await service.respond(
                to: FHIRRequest(.put, ["Patient", "p\(number)"], body: Array(json.utf8), caller: TestNode.writer))
            try #require(answer.status == 201)
        }
        for number in 1...9 {
            let json = #"{"resourceType":"Patient","id":"p0","language":"\#(text)\#(number)"}"#
            _ = await service.respond(
                to: FHIRRequest(.put, ["Patient", "p0"], body: Array(json.utf8), caller: TestNode.writer))
        }
        return service
    }

    @Test(
        "A search, a history or $everything beyond it is refused, with the way to get it in parts",
        arguments: [["Patient"], ["Patient", "p0", "_history"]])
    func reads(_ path: [String]) async throws {
        let service = try await Self.service(largestAnswer: 4_000)
        let all = await service.respond(to: FHIRRequest(.get, path, caller: TestNode.reader))
        #expect(all.status == 413)
        #expect(String(decoding: all.body, as: UTF8.self).contains("_count"))
        let few = await service.respond(
            to: FHIRRequest(.get, path, query: [("_count", "3")], caller: TestNode.reader))
        #expect(few.status == 200)
        #expect(few.body.count < 4_500)
    }

    @Test(
        "A Bundle's reads stop where the answer is full, its writes are done and told",
        arguments: ["batch", "transaction"])
    func bundles(_ type: String) async throws {
        let service = try await Self.service(largestAnswer: 4_000)
        var entries = (0..<10).map { TransactionTests.entry("GET", "Patient/p\($0)") }
        entries += (0..<3).map {
            TransactionTests.entry("PUT", "Patient/n\($0)", #"{"resourceType":"Patient","id":"n\#($0)"}"#)
        }
        let request = FHIRRequest(
            .post, [], headers: .init(prefer: "return=representation"),
            body: Array(Self.bundle(type, entries).utf8), caller: TestNode.writer)
        let answer = try Resource(await service.respond(to: request).body)
        let statuses = answer.items("entry").map { $0["response"]?["status"]?.string?.prefix(3) ?? "" }
        #expect(statuses.count == 13)
        let read = statuses.prefix { $0 == "200" }.count
        #expect((4...8).contains(read))
        #expect(statuses[read..<10].allSatisfy { $0 == "413" })
        #expect(statuses.suffix(3).allSatisfy { $0 == "201" })
        #expect(answer.bytes.count < 7_000)
        let written = await service.respond(to: FHIRRequest(.get, ["Patient", "n2"], caller: TestNode.reader))
        #expect(written.status == 200)
    }

    @Test("A Bundle of too many entries is refused before any is done", arguments: ["batch", "transaction"])
    func entries(_ type: String) async throws {
        let node = try TestNode(.memory)
        let one = TransactionTests.entry("POST", "Basic", #"{"resourceType":"Basic","code":{}}"#)
        let answer = await node.ask(.post, "", Self.bundle(type, Array(repeating: one, count: 10_001)))
        #expect(answer.status == 413)
        #expect(answer.text.contains("10000 entries"))
        #expect(try await node.store.snapshot().version == 0)
    }

    @Test("Ten thousand questions for the CapabilityStatement stay within it")
    func capabilities() async throws {
        let service = try await Self.service(largestAnswer: 5_000_000)
        let entries = Array(repeating: TransactionTests.entry("GET", "metadata"), count: 10_000)
        let answer = await service.respond(
            to: FHIRRequest(.post, [], body: Array(Self.bundle("batch", entries).utf8), caller: TestNode.reader))
        #expect(answer.status == 200)
        #expect(answer.body.count < 10_000_000)
        let statuses = try Resource(answer.body).items("entry").map { $0["response"]?["status"]?.string?.prefix(3) }
        #expect(statuses.count == 10_000)
        #expect(statuses.first == "200" && statuses.last == "413")
    }

    @Test("An include that stands twice is one")
    func includes() throws {
        let parameters =
            Array(repeating: (name: "_include", value: "Observation:subject"), count: 50)
            + [("_include", "Observation:subject:Patient"), ("_revinclude", "Provenance:target")]
        let query = try SearchQueryParser().parse(resourceType: "Observation", parameters: parameters)
        #expect(query.includes.count == 3)
    }
}
