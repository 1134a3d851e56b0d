// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Foundation
internal import Synchronization

/// A program as a process of its own: `onelondon`, unless another is named.
package final class RunningProgram: Sendable {
    /// How it ended: its status, or the number of the signal that ended it; nil while it runs.
    private let end = Mutex<Int32?>(nil)
    /// What it wrote to standard output and standard error.
    package let log: URL
    private let processID: pid_t

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
    package convenience init(
        _ arguments: [String], log: URL, descriptors: (soft: Int, hard: Int)? = nil
    ) throws {
        let limits = descriptors.map { ["/usr/bin/prlimit", "--nofile=\($0.soft):\($0.hard)"] } ?? []
        try self.init(command: limits + [Self.built("onelondon")] + arguments, log: log)
    }

    /// Starts a program by its path, with arguments.
    package init(command: [String], log: URL) throws {
        self.log = log
        processID = try Self.spawn(command, log: log)
    }

    deinit {
        guard isRunning else { return }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    /// Starts a program that writes to its log.
    private static func spawn(_ command: [String], log: URL) throws -> pid_t {
        let process = ProgramStart.start(command) { actions in
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        guard let process else { throw Failure(description: "\(command[0]) cannot be started") }
        return process
    }

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
    package var isRunning: Bool {
        end.withLock { end in
            var status: Int32 = 0
            guard end == nil, waitpid(processID, &status, WNOHANG) == processID else { return end == nil }
            let signal = status & 0x7F
            end = signal == 0 ? (status >> 8) & 0xFF : signal
            return false
        }
    }

    /// Waits for its end and gives its status.
    package func ended() async -> Int32 {
        while isRunning { try? await Task.sleep(for: .milliseconds(10)) }
        return end.withLock { $0 ?? -1 }
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

    /// The path of a program that was built beside the one that runs now.
    package static func built(_ name: String) throws -> String {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Failure(description: "the program \(name) is not beside this one; build all targets")
        }
        return program
    }
}
