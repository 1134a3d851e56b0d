// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// Checks a log against its signed checkpoints.
///
/// Reads only, so it may run while the log is open.
package struct AuditVerifier {
    private var verification: AuditVerification
    private var expected: ArraySlice<AuditCheckpoint>
    private var frontier = MerkleFrontier()
    private var entries: EntryCursor?
    private let directory: AuditDirectory
    /// False once the leaves stopped fitting: every later root differs for the same reason.
    private var isComparing = true
    private var changed = 0

    /// Checks a log.
    ///
    /// - Parameters:
    ///   - directory: where the leaves lie.
    ///   - checkpoints: the file of signed checkpoints.
    ///   - publicKey: the key of this log, from a copy that was kept apart.
    ///   - witnessed: checkpoints that somebody else kept; they catch a log that was rewritten together
    ///     with its checkpoint file by someone who has the key.
    package static func verify(
        directory: String, checkpoints: String, publicKey: AuditPublicKey, witnessed: [String] = []
    ) throws -> AuditVerification {
        // Checkpoints first: leaves that are appended meanwhile can only be more.
        let file = AuditDirectory(existing: checkpoints).exists ? try AuditFile(checkpoints, .reading) : nil
        let text = try file.map { String(decoding: try $0.read($0.size, at: 0), as: UTF8.self) } ?? ""
        let review = CheckpointReview(file: text, witnessed: witnessed, key: publicKey)
        var verifier = try AuditVerifier(review, AuditDirectory(existing: directory))
        try verifier.readLeaves()
        return verifier.verification
    }

    private init(_ review: CheckpointReview, _ directory: AuditDirectory) throws {
        verification = review.verification
        expected = review.checkpoints[...]
        self.directory = directory
        if directory.contains(LeafEntries.name) { entries = try EntryCursor(directory) }
    }

    private mutating func readLeaves() throws {
        let segments = try LeafSegment.segments(in: directory)
        compareRoot()
        for (number, first) in segments.enumerated() {
            if first != frontier.size {
                let message = "The leaves from \(first) on do not follow those before them."
                verification.add(
                    .segmentMissing, message, leaves: min(first, frontier.size)..<max(first, frontier.size))
                isComparing = false
            }
            try read(first, isLast: number == segments.count - 1)
        }
        finish()
    }

    private mutating func read(_ first: UInt64, isLast: Bool) throws {
        var reader = try LeafReader(AuditFile(directory.path(LeafSegment.name(firstLeaf: first)), .reading))
        let start = frontier.size
        var index = PersonIndex()
        reading: while true {
            switch try reader.next() {
            case .leaf(let hash, _, let isIntact):
                try check(hash, isIntact: isIntact)
                if !isLast { index.add(frontier.size - 1, concerning: reader.personKeys()) }
            case .torn(_, let byteCount) where isLast:
                verification.add(.unfinished, "The last \(byteCount) bytes were never finished.")
                break reading
            case .end: break reading
            case .torn, .unreadable:
                verification.add(
                    .segmentUnreadable,
                    "The file of the leaves from \(first) on cannot be read behind leaf \(frontier.size).",
                    leaves: frontier.size..<frontier.size + 1)
                isComparing = false
                break reading
            }
        }
        verification.byteCount += reader.offset
        if !isLast, start == first { try compareIndex(index, first) }
    }

    private mutating func check(_ hash: MerkleHash, isIntact: Bool) throws {
        let place = frontier.size
        if !isIntact {
            verification.add(.leafDamaged, "Leaf \(place) is damaged.", leaves: place..<place + 1)
        }
        if let recorded = try entries?.hash(at: place), recorded != hash {
            changed += 1
            if changed == 1 {
                verification.add(
                    .leafChanged, "Leaf \(place) is not the one that was recorded there.", leaves: place..<place + 1)
            }
        }
        frontier.append(hash)
        compareRoot()
    }

    private mutating func compareRoot() {
        while let checkpoint = expected.first, checkpoint.size <= frontier.size {
            expected.removeFirst()
            guard isComparing, checkpoint.size == frontier.size else { continue }
            if checkpoint.root == frontier.root {
                verification.confirmedLeaves = checkpoint.size
            } else {
                isComparing = false
                let range = verification.confirmedLeaves..<checkpoint.size
                verification.add(
                    .rootDiffers,
                    "Something changed from leaf \(range.lowerBound) to before leaf \(range.upperBound) after it was signed.",
                    leaves: range)
            }
        }
    }

    private mutating func compareIndex(_ index: PersonIndex, _ first: UInt64) throws {
        let count = frontier.size - first
        let bytes = PersonIndexFile.bytes(of: index.newest, firstLeaf: first, leafCount: count)
        let file = try PersonIndexFile(directory, firstLeaf: first, leafCount: count)
        if try file?.holds(bytes) != true {
            verification.add(
                .indexDiffers,
                "Events from leaf \(first) on may be missing from people's lists; restart rebuilds a missing index.",
                leaves: first..<frontier.size)
        }
    }

    private mutating func finish() {
        verification.leafCount = frontier.size
        verification.root = frontier.root
        let recorded = max(expected.last?.size ?? 0, entries?.count ?? 0)
        if recorded > frontier.size {
            verification.add(
                .cut, "\(recorded - frontier.size) leaves that were recorded are gone.",
                leaves: frontier.size..<recorded)
        }
        if changed > 1 {
            verification.add(.leafChanged, "\(changed) leaves are not those that were recorded at their places.")
        }
        if isComparing, frontier.size > verification.confirmedLeaves, verification.isIntact {
            verification.add(
                .unsigned, "The last \(frontier.size - verification.confirmedLeaves) leaves await their checkpoint.",
                leaves: verification.confirmedLeaves..<frontier.size)
        }
    }
}

/// Reads recorded leaf hashes in order.
private struct EntryCursor {
    private static let chunk: UInt64 = 8_192

    let count: UInt64
    private let entries: LeafEntries
    private var start: UInt64 = 0
    private var hashes: [MerkleHash] = []

    init(_ directory: AuditDirectory) throws {
        entries = try LeafEntries(directory, .reading)
        count = try entries.count
    }

    mutating func hash(at index: UInt64) throws -> MerkleHash? {
        guard index < count else { return nil }
        if index < start || index >= start + UInt64(hashes.count) {
            start = index
            hashes = try entries.read(index..<min(count, index + Self.chunk)).map(\.hash)
        }
        let position = Int(index - start)
        return position < hashes.count ? hashes[position] : nil
    }
}

extension LeafReader {
    /// Whom the leaf that was read last concerns.
    func personKeys() -> [PersonIndex.Key] {
        withLeaf { AuditLeaf.commitments(in: $0) }.compactMap(PersonIndex.Key.init)
    }
}
