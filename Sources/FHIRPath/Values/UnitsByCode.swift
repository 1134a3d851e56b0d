// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization
internal import Terminology

/// Remembers units by their codes: records use few of them, again and again.
final class UnitsByCode: Sendable {
    static let shared = UnitsByCode()

    /// More codes than any honest source uses; whoever sends more pays for reading them.
    private static let limit = 1_024
    private let known = Mutex<[String: UCUMUnit?]>([:])

    /// The unit of a code; nil where UCUM has none.
    func unit(_ code: String) -> UCUMUnit? {
        if let found = known.withLock({ $0[code] }) { return found }
        let unit = try? UCUMUnit(code)
        known.withLock { if $0.count < Self.limit { $0[code] = .some(unit) } }
        return unit
    }
}
