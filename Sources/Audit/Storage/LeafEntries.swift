// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where each leaf stands and what its hash is: 40 bytes a leaf in one file.
///
/// A file of derived data: it can always be made again from the leaves, so it
/// is trusted only as far as its root agrees with a signed checkpoint.
struct LeafEntries {
    static let name = "entries"
    static let entrySize = 40

    private let file: AuditFile

    init(_ directory: AuditDirectory, _ mode: AuditFile.Mode) throws {
        file = try AuditFile(directory.path(Self.name), mode)
    }

    var count: UInt64 { get throws { UInt64(try file.size / Self.entrySize) } }

    func append(_ entries: [(hash: MerkleHash, offset: Int)], at index: UInt64) throws {
        var bytes = [UInt8](repeating: 0, count: entries.count * Self.entrySize)
        bytes.withUnsafeMutableBytes { buffer in
            for (position, entry) in entries.enumerated() {
                entry.hash.store(in: buffer, at: position * Self.entrySize)
                buffer.storeBytes(
                    of: UInt64(entry.offset).littleEndian, toByteOffset: position * Self.entrySize + 32, as: UInt64.self
                )
            }
        }
        try file.write(bytes, at: Int(index) * Self.entrySize)
    }

    /// The entries of a range of leaves; fewer where the file is shorter.
    func read(_ range: Range<UInt64>) throws -> [(hash: MerkleHash, offset: Int)] {
        let bytes = try file.read(range.count * Self.entrySize, at: Int(range.lowerBound) * Self.entrySize)
        return bytes.withUnsafeBytes { buffer in
            (0..<bytes.count / Self.entrySize).map { position in
                let start = position * Self.entrySize
                let offset = buffer.loadUnaligned(fromByteOffset: start + 32, as: UInt64.self)
                return (MerkleHash(loading: buffer, at: start), Int(truncatingIfNeeded: UInt64(littleEndian: offset)))
            }
        }
    }

    func synchronise() throws {
        try file.synchronise()
    }
}
