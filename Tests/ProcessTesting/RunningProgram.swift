// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Foundation
internal import Synchronization

/// The program `onelondon` as a process of its own.
package final class RunningProgram: Sendable {
    private let process: Mutex<Process>
    /// What it wrote to standard output and standard error.
    package let log: URL
    private let processID: pid_t
    /// One program is started at a time, so that none inherits what the start of another uses.
    private static let starting = Mutex(())

    /// Why a program is not running.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        /// A failure, told in words.
        package init(description: String) { self.description = description }
    }

    /// Starts the program with arguments.
    ///
    /// - Parameters:
    ///   - log: the file that takes what it writes.
    ///   - descriptors: how many files and connections it may have open at first, and at most.
    package init(_ arguments: [String], log: URL, descriptors: (soft: Int, hard: Int)? = nil) throws {
        guard let program = Self.program else {
            throw Failure(description: "the program onelondon is not beside this one; build all targets")
        }
        self.log = log
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        let child = Process()
        if let descriptors {
            child.executableURL = URL(filePath: "/usr/bin/prlimit")
            child.arguments = ["--nofile=\(descriptors.soft):\(descriptors.hard)", program.path] + arguments
        } else {
            child.executableURL = program
            child.arguments = arguments
        }
        child.standardOutput = output
        child.standardError = output
        child.standardInput = FileHandle.nullDevice
        try Self.starting.withLock { _ in try child.run() }
        processID = child.processIdentifier
        process = Mutex(child)
    }

    deinit { if isRunning { kill(processID, SIGKILL) } }

    /// Runs the program to its end and gives what it wrote; fails where its status is not 0.
    @discardableResult
    package static func output(_ arguments: [String], log: URL, status wanted: Int32 = 0) async throws -> String {
        let running = try RunningProgram(arguments, log: log)
        let status = await running.ended()
        let text = running.text
        guard status == wanted else {
            throw Failure(description: "onelondon \(arguments.first ?? "") ended with \(status): \(text)")
        }
        return text
    }

    /// Everything written so far.
    package var text: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Whether it is still there.
    package var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Waits for its end and gives its status.
    package func ended() async -> Int32 {
        while isRunning { try? await Task.sleep(for: .milliseconds(10)) }
        return process.withLock { $0.terminationStatus }
    }

    /// Asks it to stop and waits until it has.
    @discardableResult
    package func stop() async -> Int32 {
        kill(processID, SIGCONT)
        kill(processID, SIGTERM)
        return await ended()
    }

    /// Ends it without a chance to finish anything.
    package func killNow() async {
        kill(processID, SIGKILL)
        _ = await ended()
    }

    /// Holds it: connections stay open, nothing is answered.
    package func stall() { kill(processID, SIGSTOP) }

    /// Lets it go on.
    package func goOn() { kill(processID, SIGCONT) }

    /// The program beside the one that runs now.
    private static var program: URL? {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appending(path: "onelondon")
        return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
    }
}
