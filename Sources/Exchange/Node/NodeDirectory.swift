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
    /// How old the directory in hand may be.
    package static let lifetime = Duration.seconds(5)

    private struct Cached {
        var snapshot: DirectorySnapshot
        var lines: [UInt8]
        var state: StoreSnapshot
        var readAt: Timestamp
    }

    private static let types = ["Organization", "Endpoint", "Practitioner", "PractitionerRole"]
    private let store: any RecordStore
    private let clock: any WallClock
    private let cached = Mutex<Cached?>(nil)

    /// The directory in `store`.
    package init(store: any RecordStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The directory, at most ``lifetime`` old.
    package func snapshot() async throws -> DirectorySnapshot { try await read().snapshot }

    /// The same as NDJSON, for an exchange that puts the directories of all nodes together.
    package func lines() async throws -> [UInt8] { try await read().lines }

    private func read() async throws -> Cached {
        let now = clock.now()
        if let known = cached.withLock({ $0 }), now - known.readAt < Self.lifetime { return known }
        let state = try await store.snapshot()
        if let known = cached.withLock({ $0 }), known.state == state {
            cached.withLock { $0?.readAt = now }
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
        let snapshot = DirectoryReader.read(ndjson: lines).snapshot
        let fresh = Cached(snapshot: snapshot, lines: lines, state: state, readAt: now)
        cached.withLock { $0 = fresh }
        return fresh
    }
}

extension NodeGateway {
    /// The node's directory as NDJSON.
    package func directoryLines() async throws -> [UInt8] { try await directory.lines() }
}
