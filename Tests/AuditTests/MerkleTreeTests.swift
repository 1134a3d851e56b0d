// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import Testing

/// The definitions of RFC 6962 section 2.1, word for word and slow.
private enum Definition {
    static func root(_ leaves: ArraySlice<[UInt8]>) -> MerkleHash {
        if leaves.isEmpty { return .emptyRoot }
        if leaves.count == 1 { return .leaf(leaves[leaves.startIndex]) }
        let k = split(leaves.count)
        return .node(root(leaves.prefix(k)), root(leaves.dropFirst(k)))
    }

    static func path(_ m: Int, _ leaves: ArraySlice<[UInt8]>) -> [MerkleHash] {
        if leaves.count == 1 { return [] }
        let k = split(leaves.count)
        return m < k
            ? path(m, leaves.prefix(k)) + [root(leaves.dropFirst(k))]
            : path(m - k, leaves.dropFirst(k)) + [root(leaves.prefix(k))]
    }

    static func subproof(_ m: Int, _ leaves: ArraySlice<[UInt8]>, _ whole: Bool) -> [MerkleHash] {
        if m == leaves.count { return whole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        return m <= k
            ? subproof(m, leaves.prefix(k), whole) + [root(leaves.dropFirst(k))]
            : subproof(m - k, leaves.dropFirst(k), false) + [root(leaves.prefix(k))]
    }

    static func split(_ n: Int) -> Int {
        var k = 1
        while k * 2 < n { k *= 2 }
        return k
    }
}

@Suite("The Merkle tree agrees with the definitions of RFC 6962")
struct MerkleTreeTests {
    private let leaves: [[UInt8]] = (0..<300).map { number in
        (0..<number % 70).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    private func tree(_ size: Int) -> MerkleTree {
        let leaves = leaves
        return MerkleTree(size: UInt64(size)) { start, height in
            Definition.root(leaves[Int(start)..<Int(start) + (1 << height)])
        }
    }

    @Test("The hashes of nothing and of an empty leaf are the published ones")
    func publishedHashes() throws {
        let nothing = [UInt8](hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let emptyLeaf = [UInt8](hex: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(MerkleHash.emptyRoot.bytes == nothing)
        #expect(MerkleHash.leaf([]).bytes == emptyLeaf)
        #expect(try #require(MerkleHash(base64: MerkleHash.leaf([]).base64)) == .leaf([]))
    }

    @Test("The frontier's root is the root of all leaves, for every size to 300")
    func frontier() {
        var frontier = MerkleFrontier()
        for size in 0...300 {
            #expect(frontier.root == Definition.root(leaves[..<size]), "size \(size)")
            #expect(frontier.size == UInt64(size))
            if size < 300 { frontier.append(.leaf(leaves[size])) }
        }
    }

    @Test("Inclusion proofs are the defined ones and hold for their leaf only", arguments: 0...66)
    func inclusion(size: Int) throws {
        let root = Definition.root(leaves[..<size])
        for index in 0..<size {
            let proof = try tree(size).inclusionProof(of: UInt64(index), size: UInt64(size))
            #expect(proof == Definition.path(index, leaves[..<size]))
            let leaf = MerkleHash.leaf(leaves[index])
            func holds(_ leaf: MerkleHash, _ index: Int, _ size: Int, _ proof: [MerkleHash]) -> Bool {
                MerkleProof.includes(leaf, at: UInt64(index), size: UInt64(size), proof: proof, root: root)
            }
            #expect(holds(leaf, index, size, proof))
            #expect(!holds(.leaf([1, 2, 3]), index, size, proof))
            #expect(!holds(leaf, index + 1, size, proof))
            #expect(!holds(leaf, index, size, proof + [leaf]))
            if !proof.isEmpty { #expect(!holds(leaf, index, size, Array(proof.dropLast()))) }
        }
    }

    @Test("Consistency proofs are the defined ones and hold for their trees only", arguments: 0...66)
    func consistency(size: Int) throws {
        let root = Definition.root(leaves[..<size])
        for older in 0...size {
            let proof = try tree(size).consistencyProof(from: UInt64(older), to: UInt64(size))
            if older > 0 { #expect(proof == Definition.subproof(older, leaves[..<size], true)) }
            let olderRoot = Definition.root(leaves[..<older])
            func holds(_ olderRoot: MerkleHash, _ root: MerkleHash, _ proof: [MerkleHash]) -> Bool {
                MerkleProof.extends(olderRoot, size: UInt64(older), to: root, size: UInt64(size), proof: proof)
            }
            #expect(holds(olderRoot, root, proof))
            #expect(!holds(.leaf([9]), root, proof))
            if older > 0 { #expect(!holds(olderRoot, .leaf([9]), proof)) }
            #expect(!holds(olderRoot, root, proof + [root]))
        }
    }

    @Test("Larger trees give valid proofs", arguments: [127, 128, 129, 255, 256, 257, 299, 300])
    func largerTrees(size: Int) throws {
        let tree = tree(size)
        let root = try tree.root(size: UInt64(size))
        #expect(root == Definition.root(leaves[..<size]))
        for index in stride(from: 0, to: size, by: 13) {
            let proof = try tree.inclusionProof(of: UInt64(index), size: UInt64(size))
            #expect(
                MerkleProof.includes(
                    .leaf(leaves[index]), at: UInt64(index), size: UInt64(size), proof: proof, root: root))
            let older = try tree.root(size: UInt64(index))
            let extends = try tree.consistencyProof(from: UInt64(index), to: UInt64(size))
            #expect(MerkleProof.extends(older, size: UInt64(index), to: root, size: UInt64(size), proof: extends))
        }
    }

    @Test("What the tree does not hold has no proof")
    func outside() {
        let tree = tree(5)
        #expect(throws: AuditFailure.self) { try tree.inclusionProof(of: 5, size: 5) }
        #expect(throws: AuditFailure.self) { try tree.root(size: 6) }
        #expect(throws: AuditFailure.self) { try tree.consistencyProof(from: 4, to: 3) }
        #expect(!MerkleProof.includes(.emptyRoot, at: 0, size: 0, proof: [], root: .emptyRoot))
        #expect(!MerkleProof.extends(.emptyRoot, size: 3, to: .emptyRoot, size: 2, proof: []))
    }
}

extension [UInt8] {
    init(hex: String) {
        let digits = [Character](hex)
        self = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
