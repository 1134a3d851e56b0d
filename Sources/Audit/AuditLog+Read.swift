// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

extension AuditLog {
    /// The events that concern a person, newest first.
    ///
    /// - Parameters:
    ///   - person: the text of the person key, as it was given when the events were recorded.
    ///   - limit: most events to return.
    ///   - position: only events before this place; the place of the last event of the page before.
    package func events(
        concerning person: String, limit: Int, before position: LogPosition? = nil
    ) throws -> [AuditEvent] {
        guard limit > 0, let salt = try salts.existingSalt(for: person) else { return [] }
        let commitment = salt.commitment(to: person)
        guard let key = PersonIndex.Key(commitment) else { return [] }
        let (newest, full, size) = readable.withLock { ($0.index.newest[key] ?? [], $0.index.full, $0.hashes.size) }
        let leaves = try PersonIndex.leaves(
            concerning: key, newest, full, below: min(position?.index ?? size, size), limit: limit)
        var open: (first: UInt64, file: AuditFile)?
        return try leaves.compactMap { index in
            let leaf = try leaf(at: index, in: &open)
            return leaf.commitments.contains(commitment) ? leaf.opened(with: salt, for: commitment) : nil
        }
    }

    /// The event at a place, without persons and sealed texts.
    package func event(at position: LogPosition) throws -> AuditEvent {
        try leaf(at: position.index).event
    }

    /// The events from a place on, oldest first, without persons and sealed texts; for review and for rules that
    /// look for unusual access.
    package func events(from position: LogPosition, limit: Int) throws -> [AuditEvent] {
        let size = size
        guard position.index < size, limit > 0 else { return [] }
        return try (position.index..<min(size, position.index + UInt64(limit))).map { try leaf(at: $0).event }
    }

    /// The commitments of the event at a place.
    package func commitments(at position: LogPosition) throws -> [PersonCommitment] {
        try leaf(at: position.index).commitments
    }

    /// What the log says instead of a person; nil where it knows no such person.
    package func commitment(to person: String) throws -> PersonCommitment? {
        try salts.existingSalt(for: person)?.commitment(to: person)
    }

    /// The hash of the leaf at a place.
    package func leafHash(at position: LogPosition) throws -> MerkleHash {
        guard let entry = try entry(position.index) else { throw AuditFailure(.notFound, "The log has no such leaf.") }
        return entry.hash
    }

    /// The root over the first `size` leaves.
    package func root(size: UInt64) throws -> MerkleHash {
        try tree.root(size: size)
    }

    /// The hashes that lead from a leaf to the root over the first `size` leaves.
    package func inclusionProof(of position: LogPosition, size: UInt64) throws -> [MerkleHash] {
        try tree.inclusionProof(of: position.index, size: size)
    }

    /// The hashes that show that the log of `size` leaves begins with that of `older` leaves.
    package func consistencyProof(from older: UInt64, to size: UInt64) throws -> [MerkleHash] {
        try tree.consistencyProof(from: older, to: size)
    }

    private var tree: MerkleTree {
        readable.withLock(\.hashes).tree(entries)
    }

    private func entry(_ index: UInt64) throws -> (hash: MerkleHash, offset: Int)? {
        guard index < size else { return nil }
        return try entries.read(index..<index + 1).first
    }

    private func leaf(at index: UInt64) throws -> AuditLeaf {
        var open: (first: UInt64, file: AuditFile)?
        return try leaf(at: index, in: &open)
    }

    /// The leaf at a place; the file it stands in stays open for the next.
    private func leaf(at index: UInt64, in open: inout (first: UInt64, file: AuditFile)?) throws -> AuditLeaf {
        guard let entry = try entry(index),
            let segment = readable.withLock({ $0.segments.last { $0 <= index } })
        else { throw AuditFailure(.notFound, "The log has no such leaf.") }
        let file =
            if let open, open.first == segment { open.file } else {
                try AuditFile(directory.path(LeafSegment.name(firstLeaf: segment)), .reading)
            }
        open = (segment, file)
        let header = try file.read(LeafSegment.frameHeader, at: entry.offset)
        let length = header.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        let bytes = try file.read(length, at: entry.offset + LeafSegment.frameHeader)
        guard bytes.count == length, MerkleHash.leaf(bytes) == entry.hash,
            let leaf = AuditLeaf(bytes, position: LogPosition(index))
        else { throw AuditFailure(.damaged, "Leaf \(index) is damaged; run onelondon audit verify.") }
        return leaf
    }
}
