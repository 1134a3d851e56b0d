// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why a synthetic London could not be written.
package enum SyntheticFailure: Error, Sendable, Equatable {
    /// The disk has less room than the files are expected to need, both in bytes.
    case notEnoughDisk(needed: Int, free: Int)
    /// A file could not be made or written.
    case cannotWrite(reason: String)

    /// What is wrong and what to do about it.
    package var message: String {
        switch self {
        case .notEnoughDisk(let needed, let free):
            "The files need about \(needed / 1_000_000) MB and \(free / 1_000_000) MB are free: "
                + "make fewer people, compress, or choose another disk"
        case .cannotWrite(let reason): "A file could not be written: \(reason)"
        }
    }
}
