// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Directory
internal import FHIRModel
internal import FHIRSearch
package import RecordStore
internal import Synchronization

/// The directory that a node keeps in its own store, read anew every few
/// seconds: who sends what, and how long ago.
package final class NodeDirectory: Sendable {
    /// From this age on the directory in hand is read anew, by one reading at a time.
    package static let lifetime = Duration.seconds(5)
    /// Nobody is answered from a directory older than this.
    package static let oldest = Duration.seconds(60)

    private struct Reading {
        var snapshot: DirectorySnapshot
        var lines: [UInt8]
        var rejected: [String: Int]
        var state: StoreSnapshot
        var readAt: Timestamp
    }

    private struct State {
        var known: Reading?
        /// The reading under way; it ends by itself and is owned by this directory.
        var fresh: Task<Reading, any Error>?
    }

    private static let types = ["Organization", "Endpoint", "Practitioner", "PractitionerRole"]
    private let store: any RecordStore
    private let clock: any WallClock
    private let onRejected: @Sendable ([String: Int]) -> Void
    private let state = Mutex(State())

    /// The directory in `store`.
    ///
    /// - Parameter onRejected: is told, whenever they change, how many resources could not be taken for which reason.
    package init(
        store: any RecordStore, clock: any WallClock,
        onRejected: @escaping @Sendable ([String: Int]) -> Void = { _ in }
    ) {
        self.store = store
        self.clock = clock
        self.onRejected = onRejected
    }

    /// The directory, at most ``oldest`` old.
    package func snapshot() async throws -> DirectorySnapshot { try await read().snapshot }

    /// The same as NDJSON, for an exchange that puts the directories of all nodes together.
    package func lines() async throws -> [UInt8] { try await read().lines }

    private func read() async throws -> Reading {
        let now = clock.now()
        let (known, fresh) = state.withLock { state -> (Reading?, Task<Reading, any Error>?) in
            if let known = state.known, now - known.readAt < Self.lifetime { return (known, nil) }
            let fresh = state.fresh ?? Task { try await self.readAnew(at: now) }
            state.fresh = fresh
            return (state.known.flatMap { now - $0.readAt < Self.oldest ? $0 : nil }, fresh)
        }
        if let known { return known }
        guard let fresh else { return try await readAnew(at: now) }
        return try await fresh.value
    }

    private func readAnew(at now: Timestamp) async throws -> Reading {
        do {
            let reading = try await reading(at: now)
            let before = state.withLock { state in
                defer { state = State(known: reading, fresh: nil) }
                return state.known?.rejected ?? [:]
            }
            if reading.rejected != before { onRejected(reading.rejected) }
            return reading
        } catch {
            state.withLock { $0.fresh = nil }
            throw error
        }
    }

    private func reading(at now: Timestamp) async throws -> Reading {
        let storeState = try await store.snapshot()
        if var known = state.withLock({ $0.known }), known.state == storeState {
            known.readAt = now
            return known
        }
        var lines: [UInt8] = []
        for type in Self.types {
            var page: SearchPosition?
            repeat {
                let found = try await store.search(
                    SearchQuery(resourceType: type, count: 1_000), visibility: .unrestricted, page: page)
                for match in found.matches {
                    guard let body = match.body else { continue }
                    lines += body.json
                    lines.append(UInt8(ascii: "\n"))
                }
                page = found.next
            } while page != nil
        }
        let outcome = DirectoryReader.read(ndjson: lines)
        return Reading(
            snapshot: outcome.snapshot, lines: lines, rejected: outcome.rejectedByReason, state: storeState,
            readAt: now)
    }
}

extension NodeGateway {
    /// The node's directory as NDJSON.
    package func directoryLines() async throws -> [UInt8] { try await directory.lines() }
}
