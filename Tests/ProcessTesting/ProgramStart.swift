// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Foundation

/// Starts programs that have nothing open but what they are given: one that lives long would else hold what others of
/// this program wait for the end of.
package enum ProgramStart {
    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// glibc has it since 2.34, in a form that its module does not show.
    private static let closeFrom: CloseFrom? = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
        unsafeBitCast($0, to: CloseFrom.self)
    }

    /// Starts a command with standard input, output and error as `give` sets them up, and nothing else.
    ///
    /// - Returns: the process; nil where it cannot be started.
    package static func start(
        _ command: [String], give: (inout posix_spawn_file_actions_t) -> Void
    ) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        give(&actions)
        _ = closeFrom?(&actions, STDERR_FILENO + 1)
        let arguments = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        return posix_spawn(&process, command[0], &actions, nil, arguments + [nil], environ) == 0 ? process : nil
    }
}
