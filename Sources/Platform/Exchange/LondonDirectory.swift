// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Logging
internal import Synchronization

/// The directories of all nodes as one, read anew every few seconds.
///
/// A node that does not answer keeps what it gave last.
final class LondonDirectory: Sendable {
    /// Where one node's directory comes from, as NDJSON.
    struct Source: Sendable {
        var node: String
        var lines: @Sendable () async throws -> [UInt8]
    }

    private struct State {
        /// What each node gave last; its lines are read by themselves, for ids mean something at their node only.
        var parts: [String: DirectorySnapshot] = [:]
        var rejected: [String: [String: Int]] = [:]
        var snapshot = DirectorySnapshot(areas: LondonAreas.areas)
        var readAt = Timestamp(microseconds: .min)
        var isReading = false
    }

    private static let lifetime = Duration.seconds(10)
    /// How long a reading waits for a node; its lines of last time stay.
    private static let patience = Duration.seconds(3)
    private let sources: [Source]
    private let clock: any WallClock
    private let logger: Logger
    private let state = Mutex(State())

    init(sources: [Source], clock: any WallClock, logger: Logger) {
        self.sources = sources
        self.clock = clock
        self.logger = logger
    }

    /// The directory; the first call waits for it, later ones get the one at hand while it is read anew.
    func snapshot() async -> DirectorySnapshot {
        let now = clock.now()
        let (known, isDue) = state.withLock { state -> (DirectorySnapshot?, Bool) in
            let isFirst = state.readAt == Timestamp(microseconds: .min)
            let isDue = !state.isReading && (isFirst || now - state.readAt > Self.lifetime)
            if isDue { state.isReading = true }
            return (isFirst ? nil : state.snapshot, isDue)
        }
        if let known {
            // Whoever asks is not made to wait for a node that does not answer.
            if isDue { Task { await readAnew(at: now) } }
            return known
        }
        if isDue { await readAnew(at: now) }
        return state.withLock { $0.snapshot }
    }

    private func readAnew(at now: Timestamp) async {
        var fresh: [String: [UInt8]] = [:]
        await withTaskGroup(of: (String, [UInt8]?).self) { group in
            for source in sources { group.addTask { (source.node, try? await source.lines()) } }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return ("", nil)
            }
            var waiting = Set(sources.map(\.node))
            while !waiting.isEmpty, let (node, lines) = await group.next(), !node.isEmpty {
                waiting.remove(node)
                if let lines { fresh[node] = lines }
            }
            group.cancelAll()
        }
        let outcomes = fresh.mapValues { DirectoryReader.read(ndjson: $0) }
        let (parts, before) = state.withLock { state in
            state.parts.merge(outcomes.mapValues(\.snapshot)) { $1 }
            defer { state.rejected.merge(outcomes.mapValues(\.rejectedByReason)) { $1 } }
            return (state.parts, state.rejected)
        }
        for (node, outcome) in outcomes where outcome.rejectedByReason != before[node] ?? [:] {
            logger.warning(
                "parts of a node's directory cannot be read",
                metadata: ["node": "\(node)", "rejected": "\(outcome.rejectedByReason)"])
        }
        let snapshot = DirectorySnapshot(merging: parts.sorted { $0.key < $1.key }.map(\.value))
        state.withLock { state in
            state.snapshot = snapshot
            state.readAt = now
            state.isReading = false
        }
    }
}
