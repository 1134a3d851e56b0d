// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import RecordStoreTesting
import Testing

@Suite("The fault-injecting store")
struct FaultInjectingStoreTests {
    private let full = StoreFailure.unavailable("the disk is full")

    @Test(
        "passes the suite of all stores while nothing is injected",
        arguments: ConformanceSuite.cases(seed: 4, queryCount: 50))
    func conforms(_ conformanceCase: ConformanceCase) async throws {
        try await conformanceCase.run { FaultInjectingStore(MemoryStore(clock: $0)) }
    }

    @Test("fails a call without effect, as often as asked and not before")
    func fails() async throws {
        let store = FaultInjectingStore(MemoryStore())
        store.inject(.fail(full), into: .write, skipping: 1, times: 2)
        var random = RandomRecords(seed: 1)
        var outcomes: [Bool] = []
        for _ in 0..<5 { outcomes.append((try? await store.write(random.batch())) != nil) }
        #expect(outcomes == [true, false, false, true, true])
        #expect(store.count(of: .write) == 5)
        #expect(store.count(of: .read) == 0)
    }

    @Test("loses an answer of a call that had its effect")
    func losesAnswers() async throws {
        let store = FaultInjectingStore(MemoryStore())
        store.inject(.loseAnswer(full), into: .write)
        await #expect(throws: full) {
            try await store.write(WriteBatch(changes: [], bookmark: .init(name: "a", value: "1")))
        }
        #expect(try await store.bookmark("a") == "1")
    }

    @Test("delays a call")
    func delays() async throws {
        let store = FaultInjectingStore(MemoryStore())
        store.inject(.delay(.milliseconds(50)), into: .snapshot)
        let started = ContinuousClock.now
        _ = try await store.snapshot()
        #expect(started.duration(to: .now) >= .milliseconds(50))
    }

    @Test("reaches every call", arguments: FaultInjectingStore.Call.allCases)
    func reaches(_ call: FaultInjectingStore.Call) async throws {
        let store = FaultInjectingStore(MemoryStore())
        store.inject(.fail(full), into: call)
        let id = ResourceID("Patient", "1")
        await #expect(throws: full) {
            switch call {
            case .read: _ = try await store.read(id, visibility: .unrestricted)
            case .readVersion: _ = try await store.read(id, version: 1, visibility: .unrestricted)
            case .history:
                _ = try await store.history(HistoryQuery(.resource(id)), visibility: .unrestricted, page: nil)
            case .search:
                _ = try await store.search(SearchQuery(resourceType: "Patient"), visibility: .unrestricted, page: nil)
            case .everything:
                _ = try await store.everything(about: "1", types: nil, count: 1, visibility: .unrestricted, page: nil)
            case .write: _ = try await store.write(WriteBatch(changes: []))
            case .changes: _ = try await store.changes(after: 0, limit: 1)
            case .bookmark: _ = try await store.bookmark("a")
            case .snapshot: _ = try await store.snapshot()
            case .purgeSuperseded: try await store.purgeSuperseded(before: Timestamp(seconds: 0))
            }
        }
    }
}
