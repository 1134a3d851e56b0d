// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// What an import did: everything that came in was stored or rejected.
package struct ImportReport: Sendable, Equatable {
    /// Resources that came in.
    package var read = 0
    package var created = 0
    package var updated = 0
    package var deleted = 0
    /// Already there with the same content.
    package var unchanged = 0
    /// Imported by an earlier run of the same file.
    package var alreadyImported = 0
    /// Of those taken in, how many can concern a person but name no Patient of this node, as information: only who
    /// may see everyone sees them.
    package var withoutPerson = 0
    /// How many were rejected for each reason.
    package var rejected: [String: Int] = [:]
    /// The first rejections with file, line and reason.
    package var firstRejections: [String] = []
    /// How fast it went; nil where there was too little to tell.
    package var rates: ImportRates?
    /// The lines or entries that were rejected, to be tried again when the same file comes once more.
    var rejectedLines: [Int] = []
    /// The bookmark of the file as this run last saw or wrote it; nil where there is none yet.
    var mark: String?

    /// Nothing yet.
    package init() {}

    /// The line that stands for a whole document.
    static let wholeDocument = 0
    /// Most rejected lines that are remembered for another try.
    static let rememberedLines = 10_000

    /// Most rejections that are listed one by one.
    package static let listedRejections = 20

    /// How many were rejected in all.
    package var rejectedTotal: Int { rejected.values.reduce(0, +) }

    /// How many were taken in.
    package var stored: Int { created + updated + deleted + unchanged + alreadyImported }

    /// Whether nothing was lost: in = stored + rejected.
    package var isComplete: Bool { read == stored + rejectedTotal }

    /// Counts rejects; `line` is tried again when the file comes once more.
    mutating func reject(_ reason: String, count: Int = 1, at place: String, line: Int? = nil) {
        rejected[reason, default: 0] += count
        if let line, rejectedLines.count < Self.rememberedLines { rejectedLines.append(line) }
        if firstRejections.count < Self.listedRejections { firstRejections.append("\(place): \(reason)") }
    }

    mutating func count(_ effects: some Sequence<WriteOutcome.Effect>) {
        for effect in effects {
            switch effect {
            case .created: created += 1
            case .updated: updated += 1
            case .deleted: deleted += 1
            case .unchanged: unchanged += 1
            }
        }
    }

    mutating func add(_ other: ImportReport) {
        read += other.read
        created += other.created
        updated += other.updated
        deleted += other.deleted
        unchanged += other.unchanged
        alreadyImported += other.alreadyImported
        withoutPerson += other.withoutPerson
        rejected.merge(other.rejected, uniquingKeysWith: +)
        rejectedLines += other.rejectedLines.prefix(max(0, Self.rememberedLines - rejectedLines.count))
        firstRejections += other.firstRejections.prefix(max(0, Self.listedRejections - firstRejections.count))
    }
}
