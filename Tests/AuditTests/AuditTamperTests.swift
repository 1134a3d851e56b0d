// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation
import Testing

/// A log of 240 leaves in several segments, with a checkpoint every 50.
private func signedLog() async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    var small = configuration(directory)
    small.segmentBytes = 20_000
    small.checkpointLeaves = 50
    let log = try AuditLog(small, clock: ManualClock(morning))
    for number in 0..<240 { try await log.append(event("c-\(number)", persons: ["p\(number % 7)"])) }
    await log.close()
    return directory
}

/// The frames of a segment, as someone with a hex editor sees them.
private func frames(_ bytes: [UInt8]) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
        let length = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        frames.append(Array(bytes[start..<start + 8 + length]))
        start += 8 + length
    }
    return frames
}

/// A frame whose check fits its leaf, as a careful forger makes it.
private func frame(_ leaf: [UInt8]) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: leaf.count >> (8 * $0)) }
    return length + MerkleHash.leaf(leaf).bytes.prefix(4) + leaf
}

@Suite("A log that was tampered with")
struct AuditTamperTests {
    private func segments(_ directory: TemporaryDirectory) throws -> [String] {
        try directory.names("log").filter { $0.hasPrefix("leaves-") }.map { "log/" + $0 }
    }

    /// Takes away everything a forger would take away to leave no trace but the checkpoints.
    private func removeDerived(_ directory: TemporaryDirectory) throws {
        for name in try directory.names("log") where !name.hasPrefix("leaves-") { try directory.remove("log/" + name) }
    }

    @Test("An untouched log is intact")
    func untouched() async throws {
        let result = try verify(try await signedLog())
        #expect(result.findings.isEmpty)
        #expect(result.isIntact)
        #expect(result.leafCount == 240)
        #expect(result.confirmedLeaves == 240)
        #expect(result.checkpointCount > 5)
    }

    @Test("Any changed byte of any leaf file is found")
    func changedBytes() async throws {
        let directory = try await signedLog()
        var random = SeededGenerator(seed: 11)
        let names = try segments(directory)
        for _ in 0..<150 {
            let name = try #require(names.randomElement(using: &random))
            let original = try directory.read(name)
            var bytes = original
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            try directory.write(bytes, to: name)
            #expect(try !verify(directory).isIntact)
            try directory.write(original, to: name)
        }
        #expect(try verify(directory).isIntact)
    }

    @Test("A leaf rewritten with a fitting check is found, and where", arguments: [false, true])
    func rewritten(derivedRemoved: Bool) async throws {
        let directory = try await signedLog()
        let name = try segments(directory)[1]
        var all = frames(try directory.read(name))
        let first = try #require(UInt64(name.suffix(16)))
        let forged = String(decoding: all[3].dropFirst(8), as: UTF8.self).replacing("u-100", with: "u-101")
        all[3] = frame(Array(forged.utf8))
        try directory.write(all.joined(), to: name)
        if derivedRemoved { try removeDerived(directory) }
        let result = try verify(directory)
        #expect(!result.isIntact)
        #expect(kinds(result).contains(.rootDiffers))
        let range = try #require(result.findings.first { $0.kind == .rootDiffers }?.leaves)
        #expect(range.contains(first + 3))
        #expect(range.count <= 50)
        let exact = result.findings.first { $0.kind == .leafChanged }?.leaves
        #expect(exact == (derivedRemoved ? nil : first + 3..<first + 4))
        #expect(throws: AuditFailure.self) {
            try removeDerived(directory)
            return try openLog(directory)
        }
    }

    @Test("A removed leaf is found", arguments: [false, true])
    func removed(derivedRemoved: Bool) async throws {
        let directory = try await signedLog()
        let name = try #require(try segments(directory).last)
        var all = frames(try directory.read(name))
        all.remove(at: 2)
        try directory.write(all.joined(), to: name)
        if derivedRemoved { try removeDerived(directory) }
        let result = try verify(directory)
        #expect(!result.isIntact)
        #expect(kinds(result).contains(.cut))
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    @Test("Two leaves that changed places are found")
    func swapped() async throws {
        let directory = try await signedLog()
        let name = try segments(directory)[0]
        var all = frames(try directory.read(name))
        all.swapAt(4, 5)
        try directory.write(all.joined(), to: name)
        try removeDerived(directory)
        #expect(kinds(try verify(directory)).contains(.rootDiffers))
    }

    @Test("A cut end is found", arguments: [1, 10, 60])
    func cut(leaves: Int) async throws {
        let directory = try await signedLog()
        var left = leaves
        for name in try segments(directory).reversed() where left > 0 {
            let all = frames(try directory.read(name))
            try directory.write(all.dropLast(left).joined(), to: name)
            left -= min(left, all.count)
        }
        try removeDerived(directory)
        let finding = try #require(try verify(directory).findings.first { $0.kind == .cut })
        #expect(finding.leaves == UInt64(240 - leaves)..<240)
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    @Test("A missing file of leaves is found", arguments: [0, 1])
    func missingFile(number: Int) async throws {
        let directory = try await signedLog()
        try directory.remove(try segments(directory)[number])
        #expect(kinds(try verify(directory)).contains(.segmentMissing))
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    @Test("Removed checkpoints are found, and stop the log from opening")
    func checkpointsRemoved() async throws {
        let directory = try await signedLog()
        try directory.remove("checkpoints")
        #expect(kinds(try verify(directory)) == [.noCheckpoint])
        let failure = #expect(throws: AuditFailure.self) { try openLog(directory) }
        #expect(failure?.code == .checkpointsMissing)
    }

    @Test("A changed checkpoint is found to be forged")
    func checkpointChanged() async throws {
        let directory = try await signedLog()
        let text = try directory.text("checkpoints")
        try directory.write(text.replacing("\n240\n", with: "\n241\n").utf8, to: "checkpoints")
        #expect(kinds(try verify(directory)) == [.checkpointForged])
        try directory.write((text + "\nnot a checkpoint\n\n\u{2014} x y\n").utf8, to: "checkpoints")
        #expect(kinds(try verify(directory)) == [.checkpointMalformed])
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    @Test("The checkpoints of another log are found", arguments: [origin, "other.onelondon.example/audit"])
    func otherLog(otherOrigin: String) async throws {
        let directory = try await signedLog()
        let other = try TemporaryDirectory()
        let log = try AuditLog(
            AuditLog.Configuration(directory: other.path, origin: otherOrigin), clock: ManualClock(morning))
        try await log.append(event("x"))
        await log.close()
        try directory.write(try other.read("checkpoints"), to: "checkpoints")
        let result = try verify(directory)
        #expect(Set(kinds(result)) == [.checkpointOfOtherLog, .noCheckpoint])
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    @Test("A log rolled back together with its checkpoints is found with a checkpoint someone else kept")
    func rolledBack() async throws {
        let directory = try TemporaryDirectory()
        var log = try openLog(directory)
        for number in 0..<10 { try await log.append(event("\(number)")) }
        await log.close()
        let earlier = try directory.copy()
        log = try openLog(directory)
        for number in 10..<20 { try await log.append(event("\(number)")) }
        await log.close()
        let note = log.checkpointNote
        #expect(try verify(earlier).isIntact)
        let result = try verify(earlier, witnessed: [note])
        #expect(kinds(result).contains(.cut))
        // A different history of the same length is found too.
        log = try openLog(earlier)
        for number in 10..<20 { try await log.append(event("other \(number)")) }
        await log.close()
        #expect(try verify(earlier).isIntact)
        #expect(kinds(try verify(earlier, witnessed: [note])).contains(.checkpointsContradict))
    }

    @Test("An index that hides an event from a person is found")
    func hiddenEvent() async throws {
        let directory = try await signedLog()
        let index = try #require(try directory.names("log").first { $0.hasPrefix("persons-") })
        var bytes = try directory.read("log/" + index)
        bytes[40] ^= 1
        try directory.write(bytes, to: "log/" + index)
        #expect(kinds(try verify(directory)) == [.indexDiffers])
    }

    @Test("Leaves behind the last checkpoint are reported, not blamed")
    func unsigned() async throws {
        let directory = try TemporaryDirectory()
        let log = try openLog(directory)
        for number in 0..<4 { try await log.append(event("\(number)")) }
        let result = try verify(directory)
        #expect(result.isIntact)
        #expect(kinds(result) == [.unsigned])
        #expect(result.findings.first?.leaves == 0..<4)
        await log.close()
    }
}
