// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Exchange
import FHIRModel
import FHIRSearch
import RecordStore
import Synchronization
import Testing

@Suite("The directory of a node")
struct NodeDirectoryTests {
    private let clock = ManualClock(SyntheticNodes.asOf)

    private func put(_ text: String, into store: MemoryStore) async throws {
        let resource = try Resource(text.utf8)
        let prepared = try PreparedResource(
            resource, id: try #require(resource.id), labels: [], extractor: IndexExtractor())
        _ = try await store.write(WriteBatch(changes: [WriteChange(.put(prepared))]))
    }

    @Test("Nobody waits while the directory is read again, and nobody gets one older than a minute")
    func ages() async throws {
        let store = try await SyntheticNodes.store(of: [Array(SmallNodes.organisation("X99").utf8)])
        let directory = NodeDirectory(store: store, clock: clock)
        #expect(try await directory.snapshot().organisations.count == 1)
        try await put(SmallNodes.organisation("X88"), into: store)
        clock.advance(by: .seconds(4))
        #expect(try await directory.snapshot().organisations.count == 1)
        // Due: whoever asks first gets the one at hand, and has it read again.
        clock.advance(by: .seconds(1))
        #expect(try await directory.snapshot().organisations.count == 1)
        clock.advance(by: NodeDirectory.oldest)
        #expect(try await directory.snapshot().organisations.count == 2)
    }

    @Test("All who ask first get the same directory, and what cannot be read is told once until it changes")
    func rejected() async throws {
        let broken = SmallNodes.feed("y", of: "X99").replacing(#""live""#, with: #""sometimes""#)
        let store = try await SyntheticNodes.store(
            of: [SmallNodes.organisation("X99"), broken].map { Array($0.utf8) })
        let told = Mutex<[[String: Int]]>([])
        let directory = NodeDirectory(store: store, clock: clock) { rejected in told.withLock { $0.append(rejected) } }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await directory.snapshot().unreadableFeeds } }
            for try await count in group { #expect(count == 1) }
        }
        #expect(told.withLock { $0 } == [["value": 1]])
        clock.advance(by: NodeDirectory.oldest)
        try await put(SmallNodes.organisation("X88"), into: store)
        #expect(try await directory.snapshot().organisations.count == 2)
        #expect(told.withLock { $0 }.count == 1)
        clock.advance(by: NodeDirectory.oldest)
        try await put(SmallNodes.feed("y", of: "X99"), into: store)
        #expect(try await directory.snapshot().feeds.count == 1)
        #expect(told.withLock { $0 } == [["value": 1], [:]])
    }
}
