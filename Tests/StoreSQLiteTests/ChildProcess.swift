// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import Synchronization
import Testing

/// The store-crash-child program, as built beside the tests.
struct ChildProcess {
    /// Standard output, line by line, as far as it came.
    let lines: [String]
    let exitCode: Int32

    /// Runs the child, maybe below another program, and maybe kills it.
    ///
    /// - Parameters:
    ///   - wrapper: program and arguments that run the child.
    ///   - killAfter: how long after "open" the process is killed with SIGKILL; nil lets it end.
    static func run(
        _ arguments: [String], wrapper: [String] = [], killAfter: Duration? = nil
    ) async throws -> ChildProcess {
        let child = try executable().path
        let command = wrapper + [child] + arguments
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        let pipe = Pipe()
        process.standardOutput = pipe
        let output = Mutex(Data())
        let ended = AsyncStream<Void>.makeStream()
        let opened = AsyncStream<Void>.makeStream()
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                opened.continuation.finish()
                ended.continuation.finish()
            } else {
                output.withLock { $0.append(data) }
                opened.continuation.finish()
            }
        }
        try process.run()
        if let killAfter {
            for await _ in opened.stream {}
            try await Task.sleep(for: killAfter)
            kill(process.processIdentifier, SIGKILL)
        }
        for await _ in ended.stream {}
        process.waitUntilExit()
        let text = String(decoding: output.withLock { $0 }, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        // A line that was cut was not said.
        if !text.hasSuffix("\n"), !lines.isEmpty { lines.removeLast() }
        return ChildProcess(lines: lines, exitCode: process.terminationStatus)
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

/// Where strace is, if it is there and may be used.
func strace() -> String? {
    let path = ["/usr/bin/strace", "/usr/local/bin/strace"].first { FileManager.default.isExecutableFile(atPath: $0) }
    if path == nil { print("skipped: strace is not installed, so system calls cannot be watched") }
    return path
}
