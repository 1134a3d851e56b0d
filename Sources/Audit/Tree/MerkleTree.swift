// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Roots and proofs of a tree whose hashes lie somewhere else (RFC 6962
/// sections 2.1.1 and 2.1.2).
package struct MerkleTree {
    /// Gives the root of the complete subtree of 2^height leaves that starts at leaf `start`.
    package typealias SubtreeSource = (_ start: UInt64, _ height: Int) throws -> MerkleHash

    /// Number of leaves.
    package let size: UInt64
    private let subtree: SubtreeSource

    /// A tree of `size` leaves whose complete subtrees `subtree` knows.
    package init(size: UInt64, subtree: @escaping SubtreeSource) {
        self.size = size
        self.subtree = subtree
    }

    /// The root over the first `size` leaves.
    package func root(size: UInt64) throws -> MerkleHash {
        guard size <= self.size else { throw AuditFailure(.notFound, "The log has fewer leaves.") }
        return size == 0 ? .emptyRoot : try root(of: 0..<size)
    }

    /// The hashes that lead from leaf `index` to the root over the first `size` leaves.
    package func inclusionProof(of index: UInt64, size: UInt64) throws -> [MerkleHash] {
        guard index < size, size <= self.size else { throw AuditFailure(.notFound, "The log has no such leaf.") }
        var proof: [MerkleHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(range)
            if index < middle {
                proof.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return proof.reversed()
    }

    /// The hashes that show that the tree of `size` leaves begins with the tree of `older` leaves.
    package func consistencyProof(from older: UInt64, to size: UInt64) throws -> [MerkleHash] {
        guard older <= size, size <= self.size else { throw AuditFailure(.notFound, "The log has fewer leaves.") }
        guard older > 0, older < size else { return [] }
        var proof: [MerkleHash] = []
        var range = 0..<size
        var whole = true
        while older != range.upperBound {
            let middle = range.lowerBound + Self.split(range)
            if older <= middle {
                proof.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                whole = false
            }
        }
        if !whole { proof.append(try root(of: range)) }
        return proof.reversed()
    }

    private func root(of range: Range<UInt64>) throws -> MerkleHash {
        let count = range.upperBound - range.lowerBound
        if count & (count - 1) == 0 { return try subtree(range.lowerBound, count.trailingZeroBitCount) }
        let middle = range.lowerBound + Self.split(range)
        return .node(try root(of: range.lowerBound..<middle), try root(of: middle..<range.upperBound))
    }

    /// The largest power of two below the number of leaves in the range.
    private static func split(_ range: Range<UInt64>) -> UInt64 {
        let count = range.upperBound - range.lowerBound
        return 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
