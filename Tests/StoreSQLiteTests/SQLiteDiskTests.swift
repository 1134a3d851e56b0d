// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import Testing

/// The system calls of a process that writes, as strace prints them.
@Suite("The SQLite store and the disk", .serialized)
struct SQLiteDiskTests {
    @Test("share one fsync among the writers that wait", .enabled(if: Strace.isUsable, Strace.absence))
    func sharesCommits() async throws {
        let (writers, rounds) = (64, 20)
        // How many writers are ready within the 5 ms of a sync depends on what else the machine does.
        var fewest = writers * rounds
        for _ in 0..<4 where writers * rounds < 20 * fewest {
            fewest = min(fewest, try await Self.syncs(writers: writers, rounds: rounds))
        }
        #expect(fewest > 0)
        #expect(writers * rounds >= 20 * fewest, "\(fewest) syncs for \(writers * rounds) writes")
        print("group commit: \(writers * rounds) writes, \(fewest) syncs")
    }

    /// How many syncs the writes of a process take when each sync is held up by 5 ms.
    private static func syncs(writers: Int, rounds: Int) async throws -> Int {
        let folder = try TemporaryFolder()
        let trace = folder.path("trace.txt")
        let child = try await ChildProcess.run(
            ["write", folder.path("store.sqlite"), "\(writers)", "\(rounds)"],
            wrapper: [
                Strace.path, "-f", "--seccomp-bpf", "-y", "-o", trace, "-e", "trace=fdatasync,fsync,write", "-e",
                "inject=fdatasync,fsync:delay_enter=5000",
            ])
        #expect(child.acknowledged.count == writers * rounds)
        let calls = try SystemCalls(trace)
        let opened = try #require(calls.position { $0.isWrite(of: "open") })
        let closing = try #require(calls.lastPosition { $0.isWrite(of: "ack ") })
        return calls.all[opened..<closing].count { $0.isSync }
    }

    @Test(
        "agree that a write is on disk before it is acknowledged", .enabled(if: Strace.isUsable, Strace.absence))
    func syncsBeforeAnswering() async throws {
        let folder = try TemporaryFolder()
        let trace = folder.path("trace.txt")
        let child = try await ChildProcess.run(
            ["write", folder.path("store.sqlite"), "1", "30"],
            wrapper: [
                Strace.path, "-f", "--seccomp-bpf", "-y", "-o", trace, "-e",
                "trace=fdatasync,fsync,write,pwrite64,pwritev,msync",
            ])
        #expect(child.acknowledged.count == 30)
        let calls = try SystemCalls(trace)
        var acknowledged = 0
        var hasUnsynced = false
        var synced = 0
        let opened = try #require(calls.position { $0.isWrite(of: "open") })
        for call in calls.all[opened...] {
            if call.name.hasPrefix("pwrite"), call.text.contains("-wal>") {
                hasUnsynced = true
            } else if call.isSync, call.text.contains("-wal>"), call.hasSucceeded {
                hasUnsynced = false
                synced += 1
            } else if call.isWrite(of: "ack ") {
                acknowledged += 1
                #expect(!hasUnsynced, "write \(acknowledged) was acknowledged before it was on disk")
                #expect(synced >= acknowledged, "write \(acknowledged) was acknowledged without a sync of its own")
            }
        }
        #expect(acknowledged == 30)
    }

    @Test(
        "agree that a large resource's file and its name are on disk before the row that refers to it",
        .enabled(if: Strace.isUsable, Strace.absence))
    func syncsFilesFirst() async throws {
        let folder = try TemporaryFolder()
        let trace = folder.path("trace.txt")
        let child = try await ChildProcess.run(
            ["documents", folder.path("store.sqlite"), "1", "12"],
            wrapper: [
                Strace.path, "-f", "--seccomp-bpf", "-y", "-o", trace, "-e",
                "trace=fdatasync,fsync,write,pwrite64,rename,renameat,renameat2",
            ])
        #expect(child.acknowledged.count == 12)
        let calls = try SystemCalls(trace)
        /// How far the file of the batch that is being written has come.
        var state = "nothing"
        var acknowledged = 0
        let opened = try #require(calls.position { $0.isWrite(of: "open") })
        let closing = try #require(calls.lastPosition { $0.isWrite(of: "ack ") })
        for call in calls.all[opened...closing] {
            if call.name == "write", call.text.contains(".unfinished>") {
                state = "written"
            } else if call.isSync, call.text.contains(".unfinished>"), call.hasSucceeded {
                #expect(state == "written")
                state = "synced"
            } else if call.name.hasPrefix("rename"), call.text.contains(".content/") {
                #expect(state == "synced", "a file got its name before its content was on disk")
                state = "named"
            } else if call.isSync, call.text.contains(".content>"), call.hasSucceeded {
                #expect(state == "named", "the folder was synced before the file had its name")
                state = "durable"
            } else if call.name.hasPrefix("pwrite"), call.text.contains("-wal>") {
                #expect(state == "durable", "the row was written before its file was durable")
            } else if call.isWrite(of: "ack ") {
                #expect(state == "durable")
                acknowledged += 1
                state = "nothing"
            }
        }
        #expect(acknowledged == 12)
    }
}

/// Lines of strace, one for each finished system call, in the order of their ends.
private struct SystemCalls {
    struct Call {
        var name: String
        var text: String

        var isSync: Bool { name == "fdatasync" || name == "fsync" }
        var hasSucceeded: Bool { text.contains("= 0") }

        /// Whether this prints a line that begins so.
        func isWrite(of line: String) -> Bool { name == "write" && text.contains("\"\(line)") }
    }

    let all: [Call]

    init(_ path: String) throws {
        var unfinished: [Substring: String] = [:]
        var all: [Call] = []
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let process = line.prefix { $0 != " " }
            var text = String(line.dropFirst(process.count)).trimmingCharacters(in: .whitespaces)
            if let cut = text.range(of: " <unfinished ...>") {
                unfinished[process] = String(text[..<cut.lowerBound])
                // A write shows when it begins, a sync only counts when it has ended.
                guard text.hasPrefix("write") || text.hasPrefix("pwrite") else { continue }
                text = String(text[..<cut.lowerBound])
            } else if text.hasPrefix("<... ") {
                let start = unfinished.removeValue(forKey: process) ?? ""
                if start.hasPrefix("write") || start.hasPrefix("pwrite") { continue }
                text = start + text
            }
            all.append(Call(name: String(text.prefix { $0 != "(" }), text: text))
        }
        self.all = all
    }

    func position(where condition: (Call) -> Bool) -> Int? { all.firstIndex(where: condition) }

    func lastPosition(where condition: (Call) -> Bool) -> Int? { all.lastIndex(where: condition) }
}
