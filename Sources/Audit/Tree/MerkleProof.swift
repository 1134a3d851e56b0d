// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Checks proofs without the tree, as someone does who only holds a checkpoint.
package enum MerkleProof {
    /// Whether `proof` leads from a leaf at `index` to the root of a tree of `size` leaves.
    package static func includes(
        _ leaf: MerkleHash, at index: UInt64, size: UInt64, proof: [MerkleHash], root: MerkleHash
    ) -> Bool {
        guard index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows that a tree of `size` leaves and root `root`
    /// begins with the tree of `older` leaves and root `olderRoot`.
    package static func extends(
        _ olderRoot: MerkleHash, size older: UInt64, to root: MerkleHash, size: UInt64, proof: [MerkleHash]
    ) -> Bool {
        guard older <= size else { return false }
        if older == size { return proof.isEmpty && olderRoot == root }
        if older == 0 { return proof.isEmpty && olderRoot == .emptyRoot }
        var path = proof[...]
        // A complete old tree is itself the first hash of the path.
        if older & (older - 1) == 0 { path = [olderRoot] + path }
        guard let start = path.popFirst() else { return false }
        var node = older - 1
        var last = size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var oldHash = start
        var newHash = start
        for sibling in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                oldHash = .node(sibling, oldHash)
                newHash = .node(sibling, newHash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = .node(newHash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == olderRoot && newHash == root
    }
}
