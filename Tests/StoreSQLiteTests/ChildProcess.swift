// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import Synchronization
import Testing

/// The store-crash-child program, as built beside the tests.
///
/// Started with posix_spawn and waited for on a thread of its own: several
/// suites start and kill children at the same time, hundreds in all.
struct ChildProcess {
    /// Standard output, line by line, as far as it came.
    let lines: [String]
    /// The exit code, or the signal that ended it.
    let exitCode: Int32

    /// Runs the child, maybe below another program, and maybe kills it.
    ///
    /// - Parameters:
    ///   - wrapper: program and arguments that run the child.
    ///   - killAfter: how long after the word the process is killed with SIGKILL; nil lets it end.
    ///   - word: what the process must have said before.
    static func run(
        _ arguments: [String], wrapper: [String] = [], killAfter: Duration? = nil, saying word: String = "open"
    ) async throws -> ChildProcess {
        let command = try wrapper + [executable().path] + arguments
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try ChildProcess(command, killAfter: killAfter, saying: word) })
            }
        }
    }

    /// Runs a command to its end, or to its being killed.
    init(_ command: [String], killAfter: Duration? = nil, saying word: String = "open") throws {
        let (process, descriptor) = try Self.start(command)
        defer { close(descriptor) }
        var isWaiting = true
        let output = Self.read(descriptor) { piece in
            guard isWaiting, let killAfter, piece.contains(word) else { return }
            isWaiting = false
            usleep(UInt32(killAfter / .microseconds(1)))
            kill(process, SIGKILL)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        exitCode = status & 0x7F != 0 ? status & 0x7F : status >> 8 & 0xFF
        var lines = output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        // A line that was cut was not said.
        if !output.hasSuffix("\n"), !lines.isEmpty { lines.removeLast() }
        self.lines = lines
    }

    /// One child is started at a time, so that none inherits the pipe of another.
    private static let starting = Mutex(())

    /// Starts a command; gives its number and what its output is read from.
    private static func start(_ command: [String]) throws -> (pid_t, Int32) {
        try starting.withLock { _ in
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
            let arguments = command.map { strdup($0) }
            defer { for argument in arguments { free(argument) } }
            var process: pid_t = 0
            let code = posix_spawn(&process, command[0], &actions, nil, arguments + [nil], environ)
            close(ends[1])
            try #require(code == 0, "\(command[0]) cannot be started")
            return (process, ends[0])
        }
    }

    /// Reads to the end and tells of each piece.
    private static func read(_ descriptor: Int32, _ told: (String) -> Void) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            told(String(decoding: buffer.prefix(count), as: UTF8.self))
            bytes += buffer.prefix(count)
        }
    }

    /// What the child acknowledged.
    var acknowledged: [String] { lines.filter { $0.hasPrefix("ack ") }.map { String($0.dropFirst(4)) } }

    private static func executable() throws -> URL {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let url = URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "store-crash-child")
        try #require(FileManager.default.isExecutableFile(atPath: url.path), "store-crash-child is not built")
        return url
    }
}

/// The program that shows a process's system calls.
enum Strace {
    static let path = "/usr/bin/strace"

    /// What a test says that is skipped.
    static let absence: Comment =
        "strace is not installed or may trace no process here, so nothing shows the order of system calls"

    /// Whether it is there and may trace a process.
    static let isUsable =
        FileManager.default.isExecutableFile(atPath: path)
        && (try? ChildProcess([path, "-f", "--seccomp-bpf", "-o", "/dev/null", "true"]).exitCode) == 0
}
