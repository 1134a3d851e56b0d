// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The right edge of a growing tree: all that is needed to add leaves and to
/// know the root.
///
/// One hash for every complete subtree the leaves form, largest first; their
/// sizes are the binary digits of the number of leaves.
package struct MerkleFrontier: Sendable, Equatable {
    /// Number of leaves.
    package private(set) var size: UInt64 = 0
    private var peaks: [MerkleHash] = []

    /// A tree without leaves.
    package init() {}

    /// Adds a leaf by its hash.
    package mutating func append(_ leaf: MerkleHash) {
        append(leaf, height: 0)
    }

    /// Adds a complete subtree of 2^height leaves; the size must be a multiple of that.
    mutating func append(_ subtree: MerkleHash, height: Int) {
        precondition(size.trailingZeroBitCount >= height || size == 0, "a subtree must start at its own boundary")
        var merged = subtree
        var remaining = size >> UInt64(height)
        while remaining & 1 == 1, let left = peaks.popLast() {
            merged = .node(left, merged)
            remaining >>= 1
        }
        peaks.append(merged)
        size += 1 << UInt64(height)
    }

    /// The root hash of all leaves so far.
    package var root: MerkleHash {
        guard var root = peaks.last else { return .emptyRoot }
        for peak in peaks.dropLast().reversed() {
            root = .node(peak, root)
        }
        return root
    }
}
