// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The leaves that concern each person, by the first half of their commitment.
///
/// The newest segment's part is in memory; a full segment's part is a sorted
/// file that is searched in place. Like the leaf entries it is derived data:
/// a missing or unfit file is made again from the leaves.
struct PersonIndex {
    /// The first 16 bytes of a commitment.
    struct Key: Hashable, Comparable, Sendable {
        let first: UInt64
        let second: UInt64

        init?(_ commitment: PersonCommitment) {
            let digits = Array(commitment.text.utf8)
            guard digits.count == 64, let first = Self.word(digits[..<16]), let second = Self.word(digits[16..<32])
            else { return nil }
            self.first = first
            self.second = second
        }

        private static func word(_ digits: ArraySlice<UInt8>) -> UInt64? {
            var word: UInt64 = 0
            for digit in digits {
                switch digit {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
                case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
                default: return nil
                }
            }
            return word
        }

        init(first: UInt64, second: UInt64) {
            self.first = first
            self.second = second
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    /// The leaves of the newest segment, ascending for each person.
    private(set) var newest: [Key: [UInt64]] = [:]
    /// Full segments, oldest first.
    private(set) var full: [PersonIndexFile] = []

    mutating func add(_ index: UInt64, concerning keys: [Key]) {
        for key in keys { newest[key, default: []].append(index) }
    }

    mutating func add(_ file: PersonIndexFile) {
        full.append(file)
    }

    mutating func startSegment() {
        newest.removeAll(keepingCapacity: true)
    }

    /// Up to `limit` leaves below `end` that concern a person, newest first.
    ///
    /// Static, with the person's part of the newest segment: a reader must not hold on to the
    /// whole index, or the writer's next change would copy it.
    static func leaves(
        concerning key: Key, _ newest: [UInt64], _ full: [PersonIndexFile], below end: UInt64, limit: Int
    ) throws -> [UInt64] {
        var found = Array(newest.reversed().lazy.filter { $0 < end }.prefix(limit))
        for file in full.reversed() where found.count < limit && file.firstLeaf < end {
            found += try file.leaves(concerning: key).reversed().filter { $0 < end }.prefix(limit - found.count)
        }
        return found
    }
}

/// The sorted index of one full segment: 24 bytes for each person of each leaf.
struct PersonIndexFile: Sendable {
    private static let magic = Array("OLINDEX1".utf8)
    private static let headerSize = 32
    private static let recordSize = 24

    let firstLeaf: UInt64
    let recordCount: Int
    private let file: AuditFile

    static func name(firstLeaf: UInt64) -> String {
        LeafSegment.name(firstLeaf: firstLeaf).replacing("leaves-", with: "persons-")
    }

    /// Opens the index of a segment; nil where there is none that fits.
    init?(_ directory: AuditDirectory, firstLeaf: UInt64, leafCount: UInt64) throws {
        let name = Self.name(firstLeaf: firstLeaf)
        guard directory.contains(name) else { return nil }
        file = try AuditFile(directory.path(name), .reading)
        self.firstLeaf = firstLeaf
        let header = try file.read(Self.headerSize, at: 0)
        guard header.count == Self.headerSize, header.starts(with: Self.magic) else { return nil }
        let words = header.withUnsafeBytes { bytes in
            [8, 16, 24].map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)) }
        }
        guard words[0] == firstLeaf, words[1] == leafCount,
            words[2] <= UInt64(Int.max) / UInt64(Self.recordSize) - 2,
            try file.size == Self.headerSize + Int(words[2]) * Self.recordSize
        else { return nil }
        recordCount = Int(words[2])
    }

    /// The bytes of the index of a full segment.
    static func bytes(of leaves: [PersonIndex.Key: [UInt64]], firstLeaf: UInt64, leafCount: UInt64) -> [UInt8] {
        let keys = leaves.keys.sorted()
        let recordCount = leaves.values.reduce(0) { $0 + $1.count }
        var bytes = magic
        bytes.reserveCapacity(headerSize + recordCount * recordSize)
        for word in [firstLeaf, leafCount, UInt64(recordCount)] { append(word.littleEndian, to: &bytes) }
        for key in keys {
            for index in leaves[key] ?? [] {
                append(key.first.bigEndian, to: &bytes)
                append(key.second.bigEndian, to: &bytes)
                append(index.littleEndian, to: &bytes)
            }
        }
        return bytes
    }

    /// Writes the index of a full segment so that it is there as a whole or not at all.
    static func write(_ bytes: [UInt8], in directory: AuditDirectory, firstLeaf: UInt64) throws {
        let name = name(firstLeaf: firstLeaf)
        directory.remove(name)
        let file = try AuditFile(directory.path(name), .writing)
        // The header comes last: without it the file counts as missing.
        try file.write(Array(bytes[headerSize...]), at: headerSize)
        try file.synchronise()
        try file.write(Array(bytes[..<headerSize]), at: 0)
        try file.synchronise()
    }

    /// Whether the file holds exactly these bytes.
    func holds(_ bytes: [UInt8]) throws -> Bool {
        try file.read(bytes.count + 1, at: 0) == bytes
    }

    /// The leaves of the segment that concern a person, ascending.
    func leaves(concerning key: PersonIndex.Key) throws -> [UInt64] {
        var low = 0
        var high = recordCount
        while low < high {
            let middle = (low + high) / 2
            if try record(middle).key < key { low = middle + 1 } else { high = middle }
        }
        var found: [UInt64] = []
        while low < recordCount {
            let record = try record(low)
            guard record.key == key else { break }
            found.append(record.index)
            low += 1
        }
        return found
    }

    private func record(_ position: Int) throws -> (key: PersonIndex.Key, index: UInt64) {
        let bytes = try file.read(Self.recordSize, at: Self.headerSize + position * Self.recordSize)
        guard bytes.count == Self.recordSize else { throw AuditFailure(.damaged, "A person index is cut.") }
        return bytes.withUnsafeBytes { bytes in
            let first = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
            let second = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            let index = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            return (PersonIndex.Key(first: first, second: second), index)
        }
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
    }
}
