// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation
import ProcessTesting
import Testing

@Suite("A log that was stopped in the middle", .serialized)
struct AuditCrashTests {
    @Test("Every acknowledged event is there after the process was ended with SIGKILL", arguments: [50, 700, 3_000])
    func endedProcess(acknowledged wanted: Int) async throws {
        let directory = try TemporaryDirectory()
        let output = try TrialFolder()
        let program = try RunningProgram(
            command: [RunningProgram.built("AuditCrashWriter"), directory.path],
            log: output.url.appending(path: "acknowledged"))
        while program.isRunning, program.text.count(where: \.isNewline) < wanted {
            try await Task.sleep(for: .milliseconds(2))
        }
        await program.killNow()

        let lines = program.text.split(separator: "\n", omittingEmptySubsequences: false)
        let acknowledged = lines.dropLast().compactMap { line -> (LogPosition, String)? in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let index = UInt64(parts[0]) else { return nil }
            return (LogPosition(index), String(parts[1]))
        }
        #expect(acknowledged.count >= wanted)
        let configuration = AuditLog.Configuration(
            directory: directory.path, origin: "crash.onelondon.example/audit")
        // The program that was ended signed at the time of the day; what is signed after it is no older.
        let log = try AuditLog(configuration, clock: SystemClock())
        for (position, correlation) in acknowledged {
            #expect(try log.event(at: position).correlation == correlation)
        }
        let found = try (0..<50).reduce(0) { try $0 + log.events(concerning: "person-\($1)", limit: 1_000_000).count }
        #expect(found == Int(log.size), "every event is found through its person")
        try await log.append(event("after"))
        await log.close()
        #expect(try verify(directory).isIntact)
    }

    private static func segment(_ directory: TemporaryDirectory) -> String { "log/leaves-0000000000000000" }

    @Test("An unfinished frame at the end is taken away", arguments: [1, 7, 8, 9, 100])
    func tornFrame(byteCount: Int) async throws {
        let directory = try await Self.logOfThree()
        let name = Self.segment(directory)
        let whole = try directory.read(name)
        let extra = [UInt8(200), 0, 0, 0, 1, 2, 3, 4] + [UInt8](repeating: 65, count: 150)
        try directory.write(whole + extra.prefix(byteCount), to: name)
        #expect(kinds(try verify(directory)) == [.unfinished])
        let log = try openLog(directory)
        #expect(log.size == 3)
        #expect(log.activity.tornBytes == byteCount)
        #expect(try directory.read(name) == whole)
        #expect(try await log.append(event("d")) == LogPosition(3))
    }

    @Test("Zeros that a power loss left at the end are taken away")
    func zeros() async throws {
        let directory = try await Self.logOfThree()
        let name = Self.segment(directory)
        let whole = try directory.read(name)
        try directory.write(whole + [UInt8](repeating: 0, count: 4_096), to: name)
        let log = try openLog(directory)
        #expect(log.size == 3)
        #expect(try directory.read(name) == whole)
    }

    @Test("A whole frame is never taken away: a damaged one stops the log from opening")
    func damagedFrame() async throws {
        let directory = try await Self.logOfThree()
        let name = Self.segment(directory)
        var bytes = try directory.read(name)
        bytes[bytes.count - 3] ^= 1
        try directory.write(bytes, to: name)
        let failure = #expect(throws: AuditFailure.self) { try openLog(directory) }
        #expect(failure?.code == .damaged)
        #expect(try directory.read(name) == bytes)
    }

    @Test("A whole leaf cut off after the last checkpoint stops the log from opening")
    func cutAfterCheckpoint() async throws {
        let directory = try TemporaryDirectory()
        let log = try openLog(directory)
        for name in ["a", "b", "c"] { try await log.append(event(name)) }
        let copy = try directory.copy()
        await log.close()
        let name = Self.segment(copy)
        let bytes = try copy.read(name)
        try copy.write(bytes.prefix(bytes.count / 3 * 2), to: name)
        #expect(kinds(try verify(copy)).contains(.cut))
        let failure = #expect(throws: AuditFailure.self) { try openLog(copy) }
        #expect(failure?.code == .damaged)
    }

    @Test("An unfinished checkpoint is taken away")
    func tornCheckpoint() async throws {
        let directory = try await Self.logOfThree()
        let whole = try directory.read("checkpoints")
        for count in [1, 20, 120, whole.count / 2 - 1] {
            try directory.write(whole + whole.prefix(count), to: "checkpoints")
            let log = try openLog(directory)
            #expect(log.checkpoint.size == 3)
            await log.close()
            #expect(try directory.read("checkpoints") == whole)
        }
    }

    private static func logOfThree() async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let log = try openLog(directory)
        for name in ["a", "b", "c"] { try await log.append(event(name, persons: ["p"])) }
        await log.close()
        return directory
    }
}
