// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// When a batch counts as recorded.
///
/// Every store follows it.
package enum RecordingTime {
    /// The time of a batch written now: whole milliseconds, as `meta.lastUpdated` shows them, and
    /// later than the batch before, also where the machine's clock stood still or went back.
    package static func next(now: Timestamp, after last: Timestamp) -> Timestamp {
        max(Timestamp(microseconds: now.microseconds / 1_000 * 1_000), last + .milliseconds(1))
    }
}
