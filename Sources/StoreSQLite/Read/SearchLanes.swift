// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import Foundation
internal import RecordStore
internal import Synchronization

/// Threads of their own for searches, so that costly ones do not hold those that everybody shares.
///
/// So many run at once, others wait in a row. One that runs long is a slow one from then on, and only so many of these may
/// run beside each other: there are always lanes for quick ones. Who cannot be served soon is told to come again.
package final class SearchLanes: Sendable {
    /// How many lanes there are and how long one may use them.
    package struct Size: Sendable {
        /// How many searches run at once.
        package var lanes = max(8, 2 * ProcessInfo.processInfo.activeProcessorCount)
        /// Lanes that are left to searches which are not slow.
        package var quickLanes = max(3, ProcessInfo.processInfo.activeProcessorCount)
        /// How long a search runs before it is a slow one.
        package var quick = Duration.milliseconds(250)
        /// Most searches that wait.
        package var longestRow = 2_000
        /// Longest time one waits.
        package var longestWait = Duration.seconds(3)

        /// The usual size.
        package init() {}
    }

    private struct Waiting {
        let until: ContinuousClock.Instant
        /// Runs it on a lane, or with a failure tells it that it will not run.
        let run: @Sendable (StoreFailure?) -> Void
    }

    private struct State {
        var freeLanes: [Int]
        var waiting: [Waiting] = []
        /// Those before this one have gone.
        var first = 0
        var slow = 0
    }

    private let size: Size
    private let queues: [DispatchQueue]
    private let state: Mutex<State>

    /// Lanes, all free.
    package init(size: Size = Size()) {
        self.size = size
        queues = (0..<size.lanes).map { DispatchQueue(label: "onelondon.store.search.\($0)") }
        state = Mutex(State(freeLanes: Array(0..<size.lanes)))
    }

    /// Runs `body` on a lane; it asks its pace now and then whether it may go on.
    ///
    /// - Throws: ``StoreFailure/throttled(retryAfter:)`` where too many wait or are slow, `CancellationError` where nobody
    ///   waits for the result any more.
    package func run<Result: Sendable>(
        _ body: @escaping @Sendable (SearchPace) throws -> Result
    ) async throws -> Result {
        let pace = SearchPace(lanes: self, quick: size.quick)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter { failure in
                    if let failure { return continuation.resume(throwing: failure) }
                    pace.begin()
                    let result = Swift.Result {
                        try pace.checkIsWanted()
                        return try body(pace)
                    }
                    // Before anyone hears of the result: who asks again then finds the lane quick.
                    pace.end()
                    continuation.resume(with: result)
                }
            }
        } onCancel: {
            pace.cancel()
        }
    }

    /// Whether one more search may be slow.
    fileprivate func admitSlow() -> Bool {
        state.withLock { state in
            guard state.slow < size.lanes - size.quickLanes else { return false }
            state.slow += 1
            return true
        }
    }

    fileprivate func leaveSlow() { state.withLock { $0.slow -= 1 } }

    private func enter(_ run: @escaping @Sendable (StoreFailure?) -> Void) {
        let waiting = Waiting(until: .now + size.longestWait, run: run)
        let (lane, isFull) = state.withLock { state -> (Int?, Bool) in
            if let lane = state.freeLanes.popLast() { return (lane, false) }
            guard state.waiting.count - state.first < size.longestRow else { return (nil, true) }
            state.waiting.append(waiting)
            return (nil, false)
        }
        if isFull { return run(Self.busy) }
        guard let lane else { return }
        queues[lane].async { [self] in
            run(nil)
            while let next = next(on: lane) { next.run(next.until < .now ? Self.busy : nil) }
        }
    }

    /// Who waits longest; nil, and the lane is free again, where nobody does.
    private func next(on lane: Int) -> Waiting? {
        state.withLock { state in
            guard state.first < state.waiting.count else {
                state.waiting.removeAll(keepingCapacity: true)
                state.first = 0
                state.freeLanes.append(lane)
                return nil
            }
            defer {
                state.first += 1
                if state.first > size.longestRow {
                    state.waiting.removeFirst(state.first)
                    state.first = 0
                }
            }
            return state.waiting[state.first]
        }
    }

    fileprivate static let busy = StoreFailure.throttled(retryAfter: .seconds(5))
}

/// How far one search has gone, asked by the search itself.
package final class SearchPace: Sendable {
    private struct State {
        var quickUntil: ContinuousClock.Instant?
        var isSlow = false
        var isCancelled = false
    }

    private let lanes: SearchLanes
    private let quick: Duration
    private let state = Mutex(State())

    fileprivate init(lanes: SearchLanes, quick: Duration) {
        self.lanes = lanes
        self.quick = quick
    }

    /// - Throws: `CancellationError` where nobody waits for the search any more.
    fileprivate func checkIsWanted() throws {
        if state.withLock({ $0.isCancelled }) { throw CancellationError() }
    }

    /// - Throws: ``StoreFailure/throttled(retryAfter:)`` where the search turns out slow and too many others are,
    ///   `CancellationError` where nobody waits for it any more.
    package func check() throws {
        let becomesSlow = try state.withLock { state in
            if state.isCancelled { throw CancellationError() }
            guard !state.isSlow, let until = state.quickUntil else { return false }
            return until < .now
        }
        guard becomesSlow else { return }
        guard lanes.admitSlow() else { throw SearchLanes.busy }
        state.withLock { $0.isSlow = true }
    }

    fileprivate func begin() { state.withLock { $0.quickUntil = .now + quick } }

    fileprivate func end() {
        if state.withLock({ $0.isSlow }) { lanes.leaveSlow() }
    }

    fileprivate func cancel() { state.withLock { $0.isCancelled = true } }
}
