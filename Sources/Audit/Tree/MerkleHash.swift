// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation

/// A SHA-256 value of a leaf or node of the tree (RFC 6962 section 2.1).
package struct MerkleHash: Hashable, Sendable {
    // Four words instead of an array: a tree of millions of leaves allocates nothing.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Bytes in a hash.
    package static let byteCount = 32

    /// The root of a tree without leaves: the hash of nothing.
    package static let emptyRoot = MerkleHash(SHA256())

    /// The hash that 32 bytes hold; nil for any other number of bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { MerkleHash(loading: $0, at: 0) }
    }

    /// The hash in standard base 64; nil where the text holds none.
    package init?(base64: some StringProtocol) {
        guard let data = Data(base64Encoded: String(base64)) else { return nil }
        self.init(bytes: data)
    }

    /// The hash of a leaf: SHA-256 of a zero byte and the leaf.
    package static func leaf(_ bytes: [UInt8]) -> MerkleHash {
        bytes.withUnsafeBytes { leaf($0) }
    }

    static func leaf(_ bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
        return MerkleHash(hasher)
    }

    /// The hash of a node: SHA-256 of a one byte and the two hashes below it.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            left.store(in: buffer, at: 1)
            right.store(in: buffer, at: 1 + byteCount)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return MerkleHash(hasher)
        }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            store(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
            count = Self.byteCount
        }
    }

    /// The hash in standard base 64.
    package var base64: String { Data(bytes).base64EncodedString() }

    /// The first four bytes: enough to notice a leaf that was damaged by accident.
    var check: UInt32 { UInt32(truncatingIfNeeded: first) }

    init(loading bytes: UnsafeRawBufferPointer, at offset: Int) {
        first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
    }

    func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
        bytes.storeBytes(of: third, toByteOffset: offset + 16, as: UInt64.self)
        bytes.storeBytes(of: fourth, toByteOffset: offset + 24, as: UInt64.self)
    }

    private init(_ hasher: consuming SHA256) {
        self = hasher.finalize().withUnsafeBytes { MerkleHash(loading: $0, at: 0) }
    }
}
