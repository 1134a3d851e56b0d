// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A file of leaves, one behind the other.
///
/// Each leaf stands in a frame: its length and the first four bytes of its
/// leaf hash, both as 32 bits with the lowest byte first, then the leaf. A file
/// is named by the index of its first leaf, so a missing file shows.
enum LeafSegment {
    static let frameHeader = 8
    /// No event is larger; a length beyond this is damage.
    static let largestLeaf = 16_000_000

    static func name(firstLeaf: UInt64) -> String {
        let digits = String(firstLeaf)
        return "leaves-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func firstLeaf(ofName name: String) -> UInt64? {
        name.hasPrefix("leaves-") && name.utf8.count == 23 ? UInt64(name.dropFirst(7)) : nil
    }

    /// The first leaves of all segments in a directory, in order.
    static func segments(in directory: AuditDirectory) throws -> [UInt64] {
        try directory.names().compactMap(firstLeaf(ofName:)).sorted()
    }

    static func appendFrame(_ leaf: [UInt8], check: UInt32, to bytes: inout [UInt8]) {
        appendWord(UInt32(leaf.count), to: &bytes)
        appendWord(check, to: &bytes)
        bytes += leaf
    }

    private static func appendWord(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in [UInt32(0), 8, 16, 24] {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}

/// Reads the leaves of a segment from its start, a megabyte at a time.
struct LeafReader {
    /// What stands at a place of the file.
    enum Frame {
        case leaf(hash: MerkleHash, offset: Int, isIntact: Bool)
        /// The file ends here.
        case end
        /// The file ends inside a frame, or in zeros that a power loss left behind.
        case torn(offset: Int, byteCount: Int)
        /// No frame begins here although more bytes follow.
        case unreadable(offset: Int)
    }

    private static let chunk = 1 << 20

    private let file: AuditFile
    private let fileSize: Int
    private var buffer: [UInt8] = []
    private var bufferStart = 0
    private(set) var offset = 0
    /// The leaf that was read last.
    private(set) var leaf: Range<Int> = 0..<0

    init(_ file: AuditFile) throws {
        self.file = file
        fileSize = try file.size
    }

    /// Calls `body` with the bytes of the leaf that was read last.
    func withLeaf<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[leaf])) }
    }

    mutating func next() throws -> Frame {
        guard offset < fileSize else { return .end }
        let header = LeafSegment.frameHeader
        guard offset + header <= fileSize else { return .torn(offset: offset, byteCount: fileSize - offset) }
        try fill(header)
        let (length, check) = buffer.withUnsafeBytes { bytes in
            let start = offset - bufferStart
            return (
                Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))),
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self))
            )
        }
        guard length > 0, length <= LeafSegment.largestLeaf else {
            return try endsInZeros()
                ? .torn(offset: offset, byteCount: fileSize - offset) : .unreadable(offset: offset)
        }
        guard offset + header + length <= fileSize else {
            return .torn(offset: offset, byteCount: fileSize - offset)
        }
        try fill(header + length)
        let start = offset - bufferStart + header
        leaf = start..<start + length
        let hash = withLeaf { MerkleHash.leaf($0) }
        defer { offset += header + length }
        return .leaf(hash: hash, offset: offset, isIntact: hash.check == check)
    }

    private mutating func fill(_ count: Int) throws {
        guard offset + count > bufferStart + buffer.count else { return }
        buffer = try file.read(max(count, Self.chunk), at: offset)
        bufferStart = offset
        guard buffer.count >= count else {
            throw AuditFailure(.damaged, "An audit file became shorter while it was read.")
        }
    }

    private func endsInZeros() throws -> Bool {
        var position = offset
        while position < fileSize {
            let bytes = try file.read(Self.chunk, at: position)
            guard !bytes.isEmpty, bytes.allSatisfy({ $0 == 0 }) else { return bytes.isEmpty }
            position += bytes.count
        }
        return true
    }
}
