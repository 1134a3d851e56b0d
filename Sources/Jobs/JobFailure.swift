// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// Why a job cannot be begun or go on, without anyone's data.
package enum JobFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Its client has as many unfinished jobs as it may have; it may ask again after so many seconds.
    case tooMany(retryAfter: Int)
    /// The files of jobs cannot be used.
    case files(String)

    package var description: String {
        switch self {
        case .tooMany: "too many jobs are unfinished"
        case .files(let what): what
        }
    }

    static func file(_ path: String, _ what: String) -> JobFailure {
        .files("\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
