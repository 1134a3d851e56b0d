// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The roots of all complete subtrees of 256, 65,536, … leaves in memory:
/// eight megabytes for sixty million leaves.
///
/// With them any root or proof needs a few hundred hashes from the disk.
struct SubtreeHashes: Sendable {
    static let heightStep = 8
    static let leavesPerSubtree: UInt64 = 256

    /// `levels[n]` holds the roots of subtrees of 256^(n+1) leaves.
    private var levels: [[MerkleHash]] = [[]]
    private var open = [MerkleFrontier()]

    /// Leaves that have gone in.
    private(set) var size: UInt64 = 0
    /// The right edge of the tree.
    private(set) var frontier = MerkleFrontier()

    /// Number of complete subtrees of 256 leaves.
    var completeSubtrees: Int { levels[0].count }

    mutating func append(_ leaf: MerkleHash) {
        frontier.append(leaf)
        size += 1
        carry(leaf, into: 0)
    }

    /// Adds a complete subtree of 256 leaves; the size must be a multiple of 256.
    mutating func append(subtree: MerkleHash) {
        precondition(size % Self.leavesPerSubtree == 0, "a subtree must start at its own boundary")
        frontier.append(subtree, height: Self.heightStep)
        size += Self.leavesPerSubtree
        levels[0].append(subtree)
        carry(subtree, into: 1)
    }

    /// The roots of the subtrees of 256 leaves from a position on.
    func subtrees(from position: Int) -> ArraySlice<MerkleHash> {
        levels[0][position...]
    }

    /// The root of a complete subtree of 2^height leaves, from `leaves` where it is small.
    func root(start: UInt64, height: Int, leaves: (Range<UInt64>) throws -> [MerkleHash]) throws -> MerkleHash {
        var frontier = MerkleFrontier()
        if height < Self.heightStep {
            let hashes = try leaves(start..<start + (1 << UInt64(height)))
            guard hashes.count == 1 << height else { throw AuditFailure(.damaged, "The file of leaf hashes is cut.") }
            for hash in hashes { frontier.append(hash) }
            return frontier.root
        }
        let level = min(height / Self.heightStep, levels.count) - 1
        let unit = (level + 1) * Self.heightStep
        let first = Int(start >> UInt64(unit))
        let count = 1 << (height - unit)
        guard first + count <= levels[level].count else {
            throw AuditFailure(.notFound, "The log has fewer leaves.")
        }
        for hash in levels[level][first..<first + count] { frontier.append(hash) }
        return frontier.root
    }

    private mutating func carry(_ hash: MerkleHash, into start: Int) {
        var hash = hash
        var level = start
        while true {
            if level == open.count {
                open.append(MerkleFrontier())
                levels.append([])
            }
            open[level].append(hash)
            guard open[level].size == Self.leavesPerSubtree else { return }
            hash = open[level].root
            open[level] = MerkleFrontier()
            levels[level].append(hash)
            level += 1
        }
    }
}
