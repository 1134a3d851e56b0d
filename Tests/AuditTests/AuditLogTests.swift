// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation
import Testing

@Suite("The audit log")
struct AuditLogTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test("Leaves are numbered without gaps and still there after reopening")
    func reopening() async throws {
        let log = try openLog(directory)
        for number in 0..<20 {
            let position = try await log.append(event("c-\(number)", persons: ["p\(number % 3)"]))
            #expect(position == LogPosition(UInt64(number)))
        }
        let root = try log.root(size: 20)
        await log.close()
        let again = try openLog(directory)
        #expect(again.size == 20)
        #expect(try again.root(size: 20) == root)
        #expect(again.activity.tornBytes == 0)
        #expect(again.checkpoint.size == 20)
        #expect(try again.event(at: LogPosition(7)).correlation == "c-7")
        #expect(try again.events(from: LogPosition(18), limit: 5).map(\.correlation) == ["c-18", "c-19"])
        #expect(try again.events(from: LogPosition(3), limit: 2).map(\.correlation) == ["c-3", "c-4"])
        #expect(try again.events(from: LogPosition(20), limit: 2).isEmpty)
        #expect(try await again.append(event("next")) == LogPosition(20))
    }

    @Test("Events of one person come newest first, page by page, over segments and restarts", arguments: [false, true])
    func personPages(restarts: Bool) async throws {
        var small = configuration(directory)
        small.segmentBytes = 2_000
        var log = try AuditLog(small, clock: ManualClock(morning))
        for number in 0..<60 {
            try await log.append(event("c-\(number)", persons: ["p\(number % 3)", "everyone"]))
        }
        if restarts {
            await log.close()
            log = try AuditLog(small, clock: ManualClock(morning))
        }
        #expect(try directory.names("log").filter { $0.hasPrefix("leaves-") }.count > 5)
        let all = try log.events(concerning: "p1", limit: 100)
        #expect(all.map(\.correlation) == stride(from: 58, to: 0, by: -3).map { "c-\($0)" })
        var pages: [String] = []
        var before: LogPosition?
        while true {
            let page = try log.events(concerning: "p1", limit: 7, before: before)
            guard let last = page.last else { break }
            pages += page.map(\.correlation)
            before = last.position
        }
        #expect(pages == all.map(\.correlation))
        #expect(try log.events(concerning: "everyone", limit: 100).count == 60)
        #expect(try log.events(concerning: "nobody", limit: 100).isEmpty)
    }

    @Test("Derived files that are missing or worthless are made again", arguments: ["entries", "subtrees", "persons"])
    func derivedFiles(kind: String) async throws {
        var small = configuration(directory)
        small.segmentBytes = 40_000
        var log = try AuditLog(small, clock: ManualClock(morning))
        try await append(600, to: log)
        let root = try log.root(size: 600)
        await log.close()
        for name in try directory.names("log") where name.hasPrefix(kind) {
            if kind == "subtrees" {
                try directory.write([UInt8](repeating: 7, count: 64), to: "log/" + name)
            } else {
                try directory.remove("log/" + name)
            }
        }
        log = try AuditLog(small, clock: ManualClock(morning))
        #expect(try log.root(size: 600) == root)
        #expect(try log.events(concerning: "p1", limit: 1_000).count == 60)
        await log.close()
        #expect(try verify(directory).isIntact)
    }

    @Test("Proofs hold against the signed checkpoint")
    func proofs() async throws {
        let log = try openLog(directory)
        try await append(700, to: log)
        let olderRoot = try log.root(size: 333)
        await log.close()
        let checkpoint = log.checkpoint
        #expect(checkpoint.size == 700)
        for index: UInt64 in [0, 1, 255, 256, 511, 512, 698, 699] {
            let proof = try log.inclusionProof(of: LogPosition(index), size: 700)
            let leaf = try log.leafHash(at: LogPosition(index))
            #expect(MerkleProof.includes(leaf, at: index, size: 700, proof: proof, root: checkpoint.root))
        }
        let proof = try log.consistencyProof(from: 333, to: 700)
        #expect(MerkleProof.extends(olderRoot, size: 333, to: checkpoint.root, size: 700, proof: proof))
        #expect(throws: AuditFailure.self) { try log.inclusionProof(of: LogPosition(700), size: 700) }
        #expect(throws: AuditFailure.self) { try log.event(at: LogPosition(700)) }
    }

    @Test("Events that wait together share one write")
    func groupCommit() async throws {
        let log = try openLog(directory)
        let places = try await withThrowingTaskGroup(of: [LogPosition].self) { group in
            for task in 0..<64 {
                group.addTask {
                    var places: [LogPosition] = []
                    for number in 0..<50 { places.append(try await log.append(event("\(task)-\(number)"))) }
                    return places
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(places).count == 3_200)
        #expect(log.size == 3_200)
        #expect(log.activity.appended == 3_200)
        #expect(log.activity.commits < 3_200, "\(log.activity.commits) writes for 3,200 events")
        await log.close()
        #expect(try verify(directory).isIntact)
    }

    @Test("Erasing a person's salt makes their events unfindable and leaves the tree whole")
    func erasure() async throws {
        let log = try openLog(directory)
        try await append(30, to: log)
        let commitment = try #require(try log.commitment(to: "p1"))
        let root = try log.root(size: 30)
        #expect(try log.events(concerning: "p1", limit: 9).count == 3)
        let salts = try directory.read("log/salts")
        #expect(try await log.eraseLinks(to: "p1"))
        #expect(try await !log.eraseLinks(to: "p1"))
        #expect(try log.events(concerning: "p1", limit: 9).isEmpty)
        #expect(try log.commitment(to: "p1") == nil)
        #expect(try log.events(concerning: "p2", limit: 9).count == 3)
        // The slot is overwritten in the file, and only this one.
        let after = try directory.read("log/salts")
        #expect(zip(salts, after).filter { $0 != $1 }.count <= 64)
        #expect(after != salts)
        #expect(try log.root(size: 30) == root)
        // A new event about the same person starts anew.
        try await log.append(event("later", persons: ["p1"]))
        #expect(try log.commitment(to: "p1") != commitment)
        #expect(try log.events(concerning: "p1", limit: 9).map(\.correlation) == ["later"])
        await log.close()
        let again = try openLog(directory)
        #expect(try again.events(concerning: "p1", limit: 9).count == 1)
        #expect(try verify(directory).isIntact)
    }

    @Test("A checkpoint is signed after so many leaves, after a while, and at the end")
    func checkpoints() async throws {
        var often = configuration(directory)
        often.checkpointLeaves = 10
        let log = try AuditLog(often, clock: ManualClock(morning))
        #expect(log.checkpoint.size == 0)
        for number in 0..<25 { try await log.append(event("\(number)")) }
        await log.close()
        #expect(log.checkpoint.size == 25)
        #expect(log.activity.checkpoints == 3)
        let text = try directory.text("checkpoints")
        #expect(text.components(separatedBy: "\n\u{2014} \(origin) ").count == 5)

        let other = try TemporaryDirectory()
        var soon = configuration(other)
        soon.checkpointInterval = .milliseconds(20)
        let timed = try AuditLog(soon, clock: ManualClock(morning))
        try await timed.append(event("one"))
        for _ in 0..<3_000 where timed.checkpoint.size == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(timed.checkpoint.size == 1)
    }

    @Test("Only one process may have a log open")
    func lock() async throws {
        let log = try openLog(directory)
        #expect(throws: AuditFailure.self) { try openLog(directory) }
        await log.close()
        #expect(try openLog(directory).size == 0)
    }

    @Test("A closed log accepts nothing")
    func closed() async throws {
        let log = try openLog(directory)
        await log.close()
        await #expect(throws: AuditFailure.self) { try await log.append(event("late")) }
        await #expect(throws: AuditFailure.self) { try await log.eraseLinks(to: "p") }
    }

    @Test("After a failed write nothing is acknowledged any more")
    func failedWrite() async throws {
        let log = try openLog(directory)
        await log.close()
        try directory.remove("log/leaves-0000000000000000")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("log/leaves-0000000000000000"), withDestinationPath: "/dev/full")
        let full = try openLog(directory)
        let first = await #expect(throws: AuditFailure.self) { try await full.append(event("a")) }
        #expect(first?.code == .file)
        let second = await #expect(throws: AuditFailure.self) { try await full.append(event("b")) }
        #expect(second?.code == .unavailable)
        #expect(full.size == 0)
    }

    @Test("The signing key is readable by its owner only, and a log refuses one that is not")
    func keyFile() async throws {
        await (try openLog(directory)).close()
        let path = directory.file("signing-key")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try openLog(directory).size == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: AuditFailure.self) { try openLog(directory) }
    }

    private func append(_ count: Int, to log: AuditLog) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { try await log.append(event("c-\(number)", persons: ["p\(number % 10)"])) }
            }
            try await group.waitForAll()
        }
    }
}
