// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Synchronization

/// The directories of all nodes as one, read anew every few seconds.
///
/// A node that does not answer keeps the lines it gave last.
final class LondonDirectory: Sendable {
    /// Where one node's directory comes from, as NDJSON.
    struct Source: Sendable {
        var node: String
        var lines: @Sendable () async throws -> [UInt8]
    }

    private struct State {
        var lines: [String: [UInt8]] = [:]
        var snapshot = DirectorySnapshot(areas: LondonAreas.areas)
        var readAt = Timestamp(microseconds: .min)
        var isReading = false
    }

    private static let lifetime = Duration.seconds(10)
    /// How long a reading waits for a node; its lines of last time stay.
    private static let patience = Duration.seconds(3)
    private let sources: [Source]
    private let clock: any WallClock
    private let state = Mutex(State())

    init(sources: [Source], clock: any WallClock) {
        self.sources = sources
        self.clock = clock
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
        let all = state.withLock { state in
            state.lines.merge(fresh) { $1 }
            return state.lines
        }
        let snapshot = DirectoryReader.read(ndjson: Array(all.sorted { $0.key < $1.key }.map(\.value).joined()))
            .snapshot
        state.withLock { state in
            state.snapshot = snapshot
            state.readAt = now
            state.isReading = false
        }
    }
}
