// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Until when a batch or transaction is carried out: the more entries it has, the longer.
package struct BundleDeadline: Sendable {
    private let entries: Int
    private let end: ContinuousClock.Instant

    /// Half a minute, and a fiftieth of a second for each entry.
    package static let allowance: @Sendable (Int) -> Duration = { .seconds(30) + .milliseconds(20) * $0 }

    init(_ entries: Int, _ service: FHIRService) {
        self.entries = entries
        end = .now + service.timeOfBundle(entries)
    }

    var isPast: Bool { .now > end }

    /// - Throws: the refusal of a transaction, of which nothing has been written yet; an end where its client has gone.
    func check() throws {
        try Task.checkCancellation()
        if isPast { throw refusal(isBatch: false) }
    }

    /// What is said of entries that there is no time for.
    func refusal(isBatch: Bool) -> FHIRRefusal {
        let done = isBatch ? "This entry has not been carried out" : "Nothing of it has been written"
        return FHIRRefusal(
            503, .tooCostly,
            "The Bundle takes longer than its \(entries) entries are given. \(done): send fewer at once")
    }
}
