// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// How many files and connections the process may have open.
enum DescriptorLimit {
    /// Raises the limit to what the system allows the process, and tells it.
    ///
    /// A shell's usual 1,024 is for programs that wait on descriptors in an older way.
    static func raised() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        var wanted = limit
        wanted.rlim_cur = limit.rlim_max
        if wanted.rlim_cur > limit.rlim_cur, setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wanted) == 0 {
            limit = wanted
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// Whether one more can be opened now.
    static var hasRoom: Bool {
        let probe = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
        if probe >= 0 { return close(probe) == 0 }
        return errno != EMFILE && errno != ENFILE
    }
}
