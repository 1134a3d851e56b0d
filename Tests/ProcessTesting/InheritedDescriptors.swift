// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Foundation

/// What a started program has open that it was not given.
package enum InheritedDescriptors {
    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// glibc has it since 2.34, in a form that its module does not show.
    private static let closeFrom: CloseFrom? = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
        unsafeBitCast($0, to: CloseFrom.self)
    }

    /// Has a program start with standard input, output and error alone.
    ///
    /// One that lives long would else hold what others of this program wait for the end of.
    package static func close(in actions: inout posix_spawn_file_actions_t) {
        _ = closeFrom?(&actions, STDERR_FILENO + 1)
    }
}
