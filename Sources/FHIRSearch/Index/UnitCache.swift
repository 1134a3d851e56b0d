// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// Remembers units by their codes: records use few of them, again and again.
final class UnitCache: Sendable {
    static let shared = UnitCache()

    /// More codes than any honest source uses; whoever sends more pays for reading them.
    private static let limit = 4_096
    private let known = Mutex<[String: UnitScale?]>([:])

    /// The unit of a code, read by `read` where it is not known.
    func scale(of code: String, read: () -> UnitScale?) -> UnitScale? {
        if let found = known.withLock({ $0[code] }) { return found }
        let scale = read()
        known.withLock { if $0.count < Self.limit { $0[code] = .some(scale) } }
        return scale
    }
}
