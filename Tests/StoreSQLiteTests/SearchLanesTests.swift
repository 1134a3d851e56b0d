// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Dispatch
import RecordStore
import StoreSQLite
import Synchronization
import Testing

@Suite("The lanes of searches")
struct SearchLanesTests {
    @Test("leave room for quick searches, however many slow ones there are")
    func boundsSlow() async throws {
        let lanes = SearchLanes(size: size(lanes: 3, quickLanes: 1, quick: .seconds(-1)))
        let held = Gate()
        // Whatever fails, nobody is left waiting.
        defer { held.open() }
        async let first: Void = lanes.run { pace in
            try pace.check()
            held.wait()
        }
        async let second: Void = lanes.run { pace in
            try pace.check()
            held.wait()
        }
        await held.reached(by: 2)
        await #expect(throws: StoreFailure.throttled(retryAfter: .seconds(5))) {
            try await lanes.run { pace in try pace.check() }
        }
        // One that never asks has never been slow.
        #expect(try await lanes.run { _ in 7 } == 7)
        held.open()
        _ = try await (first, second)
        try await lanes.run { pace in try pace.check() }
    }

    @Test("turn away who would stand too far behind in the row")
    func boundsRow() async throws {
        let lanes = SearchLanes(size: size(lanes: 1, longestRow: 1))
        let held = Gate()
        // Whatever fails, nobody is left waiting.
        defer { held.open() }
        async let first: Void = lanes.run { _ in held.wait() }
        await held.reached(by: 1)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    do {
                        try await lanes.run { _ in }
                        return true
                    } catch StoreFailure.throttled { return false }
                }
            }
            // One of the three may wait; the others are told at once, while the lane is held.
            let refused = [try await group.next(), try await group.next()]
            #expect(refused == [false, false])
            held.open()
            let served = try await group.next()
            #expect(served == true)
        }
        try await first
    }

    @Test("tell who has waited too long to come again")
    func boundsWait() async throws {
        let lanes = SearchLanes(size: size(lanes: 1, longestWait: .milliseconds(-1)))
        let held = Gate()
        // Whatever fails, nobody is left waiting.
        defer { held.open() }
        async let first: Void = lanes.run { _ in held.wait() }
        await held.reached(by: 1)
        let ran = Mutex(false)
        async let second: Void = lanes.run { _ in ran.withLock { $0 = true } }
        held.openSoon()
        try await first
        do { try await second } catch { #expect(error as? StoreFailure == .throttled(retryAfter: .seconds(5))) }
        #expect(try await lanes.run { _ in 1 } == 1)
    }

    @Test("do not run what nobody waits for any more")
    func leavesOutCancelled() async throws {
        let lanes = SearchLanes(size: size(lanes: 1))
        let held = Gate()
        // Whatever fails, nobody is left waiting.
        defer { held.open() }
        let ran = Mutex(false)
        let first = Task { try await lanes.run { _ in held.wait() } }
        await held.reached(by: 1)
        let second = Task { try await lanes.run { _ in ran.withLock { $0 = true } } }
        second.cancel()
        held.open()
        try await first.value
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(!ran.withLock { $0 })
    }

    @Test("end a search that runs when nobody waits for it any more")
    func endsCancelled() async throws {
        let lanes = SearchLanes(size: size(lanes: 1))
        let held = Gate()
        // Whatever fails, nobody is left waiting.
        defer { held.open() }
        let task = Task {
            try await lanes.run { pace in
                held.wait()
                while true { try pace.check() }
            }
        }
        await held.reached(by: 1)
        task.cancel()
        held.open()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private func size(
        lanes: Int, quickLanes: Int = 0, quick: Duration = .seconds(60), longestRow: Int = 100,
        longestWait: Duration = .seconds(60)
    ) -> SearchLanes.Size {
        var size = SearchLanes.Size()
        size.lanes = lanes
        size.quickLanes = quickLanes
        size.quick = quick
        size.longestRow = longestRow
        size.longestWait = longestWait
        return size
    }
}

/// Holds the lanes' own threads until it is opened.
private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let count = Mutex(0)
    private let isOpen = Mutex(false)

    func wait() {
        count.withLock { $0 += 1 }
        if isOpen.withLock({ $0 }) { return }
        semaphore.wait()
        semaphore.signal()
    }

    func reached(by number: Int) async {
        while count.withLock({ $0 }) < number { await Task.yield() }
    }

    func open() {
        isOpen.withLock { $0 = true }
        semaphore.signal()
    }

    func openSoon() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) { self.open() }
    }
}
