// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("The time of a Bundle")
struct BundleDeadlineTests {
    private static let conditional = (1...30).map {
        TransactionTests.entry(
            "POST", "Patient", TransactionTests.patient(), more: #","ifNoneExist":"identifier=s|\#($0)""#)
    }

    private static func bundle(_ entries: [String], type: String = "transaction") -> [UInt8] {
        Array(#"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#.utf8)
    }

    private static func service(_ store: MemoryStore, _ gate: SearchGate, _ time: Duration) -> FHIRService {
        FHIRService(
            store: HeldStore(store: store, gate: gate), base: TestNode.base, timeOfBundle: { _ in time })
    }

    @Test("ends while conditions are searched for: nothing is written")
    func conditions() async throws {
        let store = MemoryStore()
        let gate = SearchGate(delay: .milliseconds(100))
        gate.allow(1_000)
        let request = FHIRRequest(.post, [], body: Self.bundle(Self.conditional), caller: TestNode.writer)
        let refused = Answer(await Self.service(store, gate, .milliseconds(200)).respond(to: request))
        #expect(refused.status == 503 && refused.diagnostics.contains("Nothing of it"), "\(refused.text)")
        #expect(refused.codes == ["too-costly"])
        #expect(try await store.snapshot().version == 0)
        let done = Answer(await Self.service(store, gate, .seconds(3_600)).respond(to: request))
        #expect(done.status == 200, "\(done.text)")
    }

    @Test("ends when the client goes", arguments: ["batch", "transaction"])
    func cancelled(_ type: String) async throws {
        let store = MemoryStore()
        let gate = SearchGate()
        let entries = Array(repeating: TransactionTests.entry("GET", "Patient?identifier=s|1"), count: 50)
        let request = FHIRRequest(.post, [], body: Self.bundle(entries, type: type), caller: TestNode.writer)
        let service = Self.service(store, gate, .seconds(3_600))
        let task = Task { await service.respond(to: request) }
        gate.allow(3)
        try await gate.held()
        task.cancel()
        let answer = Answer(await task.value)
        if type == "batch" {
            #expect(answer.entryStatuses.count == 50 && answer.entryStatuses.suffix(46).allSatisfy { $0 == "503" })
        } else {
            #expect(answer.status == 503, "\(answer.text)")
        }
    }
}
