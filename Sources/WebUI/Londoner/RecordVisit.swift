// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes

/// Looks at a record that belong together: the same reader, for the same reason, each within an hour of the one before.
///
/// Every page that staff open is a line of the log; a list of fifty lines for one consultation would hide what matters.
struct RecordVisit {
    /// In the order of the events; never empty.
    private(set) var lines: [AccessLine]
    /// The line that tells who, where and why: the one that opened the record, with its reasons.
    var lead: AccessLine
    private(set) var start: Timestamp
    private(set) var end: Timestamp

    private static let pause: Int64 = 3_600_000_000

    private init(_ line: AccessLine) {
        lines = [line]
        lead = line
        start = line.time
        end = line.time
    }

    /// The visits of a history, newest first.
    static func visits(of lines: [AccessLine]) -> [RecordVisit] {
        var visits: [RecordVisit] = []
        for line in lines.sorted(by: { $0.time < $1.time }) {
            let same = visits.lastIndex { $0.takes(line) }
            if let same { visits[same].add(line) } else { visits.append(RecordVisit(line)) }
        }
        return visits.sorted { $0.end > $1.end }
    }

    var isEmergency: Bool { lead.isEmergency }

    /// What the reader typed as a reason.
    var explanation: String? { lines.lazy.compactMap(\.explanation).first }

    private func takes(_ line: AccessLine) -> Bool {
        line.reader == lead.reader && line.organisation == lead.organisation && line.network == lead.network
            && line.purpose == lead.purpose && line.isEmergency == lead.isEmergency && line.wasDenied == lead.wasDenied
            && line.time.microseconds - end.microseconds < Self.pause
    }

    private mutating func add(_ line: AccessLine) {
        lines.append(line)
        end = line.time
        if line.reasons.count > lead.reasons.count { lead = line }
    }
}
