// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The files of an open log, to be used by one writer at a time.
///
/// Only the leaves are written durably. All other files hold what can be made
/// again from them: the entries are made durable when a segment is full, so
/// that opening reads no more than the newest segment.
struct LogFiles {
    private let directory: AuditDirectory
    private let segmentBytes: Int
    private let entries: LeafEntries
    private let subtrees: SubtreeFile
    private var segment: AuditFile
    private var segmentEnd: Int
    /// Index of the newest segment's first leaf.
    private(set) var segmentStart: UInt64

    /// What the files of a log say when it is opened.
    struct Content {
        var hashes = SubtreeHashes()
        var index = PersonIndex()
        /// Bytes behind the last whole frame that were taken away: never acknowledged.
        var tornBytes = 0
    }

    /// Opens or creates the files.
    ///
    /// Derived files that do not fit are made again; with `rebuilding` all of them are.
    static func open(
        _ directory: AuditDirectory, segmentBytes: Int, rebuilding: Bool
    ) throws -> (files: LogFiles, content: Content) {
        if rebuilding {
            for name in try directory.names() where name == LeafEntries.name || name == SubtreeFile.name {
                directory.remove(name)
            }
        }
        var segments = try LeafSegment.segments(in: directory)
        if segments.isEmpty { segments = [0] }
        let entries = try LeafEntries(directory, .writing)
        let subtrees = try SubtreeFile(directory)
        var content = Content()
        for (first, next) in zip(segments, segments.dropFirst()) {
            try loadFull(first..<next, directory, entries, subtrees, rebuilding: rebuilding, into: &content)
        }
        let newest = segments[segments.count - 1]
        guard content.hashes.size == newest else {
            throw AuditFailure(.damaged, "A file of leaves is missing or cut.")
        }
        let file = try AuditFile(directory.path(LeafSegment.name(firstLeaf: newest)), .writing)
        let end = try loadNewest(file, entries, into: &content)
        try subtrees.write(content.hashes)
        try directory.synchronise()
        let files = LogFiles(
            directory: directory, segmentBytes: segmentBytes, entries: entries, subtrees: subtrees, segment: file,
            segmentEnd: end, segmentStart: newest)
        return (files, content)
    }

    /// Whether the newest segment has reached its size.
    var isSegmentFull: Bool { segmentEnd >= segmentBytes }

    /// Appends leaves and returns their offsets once they are durable.
    mutating func append(_ leaves: [(bytes: [UInt8], hash: MerkleHash)]) throws -> [Int] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(leaves.reduce(0) { $0 + $1.bytes.count + LeafSegment.frameHeader })
        var offsets: [Int] = []
        for leaf in leaves {
            offsets.append(segmentEnd + buffer.count)
            LeafSegment.appendFrame(leaf.bytes, check: leaf.hash.check, to: &buffer)
        }
        try segment.write(buffer, at: segmentEnd)
        try segment.synchronise()
        segmentEnd += buffer.count
        return offsets
    }

    /// Writes where leaves stand, which can be made again from them; not durable.
    func appendEntries(_ added: [(hash: MerkleHash, offset: Int)], at index: UInt64) throws {
        try entries.append(added, at: index)
    }

    /// Writes the hashes of whole subtrees, which can be made again from the leaves; not durable.
    func writeSubtrees(_ hashes: SubtreeHashes) throws { try subtrees.write(hashes) }

    /// Closes the newest segment and begins the next; returns the index of the closed one.
    mutating func startSegment(at index: UInt64, after leaves: [PersonIndex.Key: [UInt64]]) throws -> PersonIndexFile? {
        try entries.synchronise()
        try subtrees.synchronise()
        let count = index - segmentStart
        let bytes = PersonIndexFile.bytes(of: leaves, firstLeaf: segmentStart, leafCount: count)
        try PersonIndexFile.write(bytes, in: directory, firstLeaf: segmentStart)
        let written = try PersonIndexFile(directory, firstLeaf: segmentStart, leafCount: count)
        segment = try AuditFile(directory.path(LeafSegment.name(firstLeaf: index)), .writing)
        try directory.synchronise()
        segmentStart = index
        segmentEnd = 0
        return written
    }

    private static func loadFull(
        _ range: Range<UInt64>, _ directory: AuditDirectory, _ entries: LeafEntries, _ subtrees: SubtreeFile,
        rebuilding: Bool, into content: inout Content
    ) throws {
        guard content.hashes.size == range.lowerBound else {
            throw AuditFailure(.damaged, "A file of leaves is missing or cut.")
        }
        let hasEntries = try !rebuilding && entries.count >= range.upperBound
        if hasEntries,
            let index = try PersonIndexFile(directory, firstLeaf: range.lowerBound, leafCount: UInt64(range.count))
        {
            content.index.add(index)
            try subtrees.load(upTo: range.upperBound, entries, into: &content.hashes)
            return
        }
        var part = PersonIndex()
        let file = try AuditFile(directory.path(LeafSegment.name(firstLeaf: range.lowerBound)), .reading)
        let scan = try scan(file, entries, &content.hashes, &part)
        guard scan.tornBytes == 0 else { throw AuditFailure(.damaged, "A file of leaves is cut.") }
        let bytes = PersonIndexFile.bytes(
            of: part.newest, firstLeaf: range.lowerBound, leafCount: UInt64(range.count))
        try PersonIndexFile.write(bytes, in: directory, firstLeaf: range.lowerBound)
        if let index = try PersonIndexFile(directory, firstLeaf: range.lowerBound, leafCount: UInt64(range.count)) {
            content.index.add(index)
        }
    }

    /// Reads the newest segment, takes a torn end away and returns where the leaves end.
    private static func loadNewest(
        _ file: AuditFile, _ entries: LeafEntries, into content: inout Content
    ) throws -> Int {
        // An entry is written when its leaf lies on the disk, never before.
        let recorded = try entries.count
        let scan = try scan(file, entries, &content.hashes, &content.index)
        guard content.hashes.size >= recorded else {
            throw AuditFailure(.damaged, "Leaves are missing at the end; run onelondon audit verify.")
        }
        if scan.tornBytes > 0 {
            try file.truncate(to: scan.end)
            try file.synchronise()
            content.tornBytes = scan.tornBytes
        }
        return scan.end
    }

    private static func scan(
        _ file: AuditFile, _ entries: LeafEntries, _ hashes: inout SubtreeHashes, _ index: inout PersonIndex
    ) throws -> (end: Int, tornBytes: Int) {
        var reader = try LeafReader(file)
        var added: [(hash: MerkleHash, offset: Int)] = []
        var start = hashes.size
        var result: (end: Int, tornBytes: Int)?
        while result == nil {
            switch try reader.next() {
            case .leaf(let hash, let offset, isIntact: true):
                index.add(hashes.size, concerning: reader.personKeys())
                hashes.append(hash)
                added.append((hash, offset))
            case .end: result = (reader.offset, 0)
            case .torn(let offset, let byteCount): result = (offset, byteCount)
            case .leaf, .unreadable:
                throw AuditFailure(.damaged, "Leaf \(hashes.size) is damaged; run onelondon audit verify.")
            }
            if added.count == 4_096 || result != nil {
                try entries.append(added, at: start)
                start = hashes.size
                added.removeAll(keepingCapacity: true)
            }
        }
        return result ?? (0, 0)
    }
}

/// The roots of the complete subtrees of 256 leaves, 32 bytes each, so that
/// opening need not read every leaf's hash.
struct SubtreeFile {
    static let name = "subtrees"

    private let file: AuditFile
    private var written: Int { get throws { try file.size / MerkleHash.byteCount } }

    init(_ directory: AuditDirectory) throws {
        file = try AuditFile(directory.path(Self.name), .writing)
    }

    /// Adds the leaves up to `end`: whole subtrees from this file where it has them, the rest by leaf hashes.
    func load(upTo end: UInt64, _ entries: LeafEntries, into hashes: inout SubtreeHashes) throws {
        let unit = SubtreeHashes.leavesPerSubtree
        while hashes.size < end {
            let position = Int(hashes.size / unit)
            let whole = min(Int(end / unit), try written)
            if hashes.size % unit == 0, position < whole {
                let bytes = try file.read(
                    (whole - position) * MerkleHash.byteCount, at: position * MerkleHash.byteCount)
                bytes.withUnsafeBytes { buffer in
                    for start in stride(from: 0, to: buffer.count, by: MerkleHash.byteCount) {
                        hashes.append(subtree: MerkleHash(loading: buffer, at: start))
                    }
                }
            } else {
                let stop = min(end, (hashes.size / unit + 1) * unit)
                for entry in try entries.read(hashes.size..<stop) { hashes.append(entry.hash) }
                guard hashes.size == stop else { throw AuditFailure(.damaged, "The file of leaf hashes is cut.") }
            }
        }
    }

    /// Brings the file up to date.
    func write(_ hashes: SubtreeHashes) throws {
        let have = min(try written, hashes.completeSubtrees)
        let missing = hashes.subtrees(from: have)
        guard !missing.isEmpty else { return }
        try file.write(missing.flatMap(\.bytes), at: have * MerkleHash.byteCount)
    }

    func synchronise() throws {
        try file.synchronise()
    }
}
