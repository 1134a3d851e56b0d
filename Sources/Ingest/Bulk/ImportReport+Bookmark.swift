// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension ImportReport {
    /// As kept in a bookmark: how far a file is done and with what counts.
    func bookmark(position: Int, isDone: Bool) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("isDone", isDone)
            writer.member("position", position)
            writer.member("read", read)
            writer.member("stored", stored)
            writer.member("withoutPerson", withoutPerson)
            writer.array("rejected") { writer in
                for (reason, count) in rejected.sorted(by: { $0.key < $1.key }) {
                    writer.object { writer in
                        writer.member("reason", reason)
                        writer.member("count", count)
                    }
                }
            }
            writer.array("rejectedLines") { writer in for line in rejectedLines { writer.integer(line) } }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads what ``bookmark(position:isDone:)`` wrote; what was stored then counts as already imported.
    static func resumed(from text: String) -> (report: ImportReport, position: Int, isDone: Bool)? {
        guard let note = try? JSONDocument.parse(text).root else { return resumedFromList(text) }
        func number(_ node: JSONNode?) -> Int? { node?.numberText.flatMap { Int($0) } }
        guard let isDone = note["isDone"]?.bool, let position = number(note["position"]),
            let read = number(note["read"]), let stored = number(note["stored"])
        else { return nil }
        var report = ImportReport()
        report.read = read
        report.alreadyImported = stored
        report.withoutPerson = number(note["withoutPerson"]) ?? 0
        for reject in note.items("rejected") {
            if let reason = reject["reason"]?.string, let count = number(reject["count"]) {
                report.rejected[reason] = count
            }
        }
        report.rejectedLines = note.items("rejectedLines").compactMap { number($0) }
        return (report, position, isDone)
    }

    /// Reads the bookmarks of earlier versions of this program: a list with control characters between its parts.
    private static func resumedFromList(_ text: String) -> (report: ImportReport, position: Int, isDone: Bool)? {
        let parts = text.split(separator: "\u{1E}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, let position = Int(parts[1]), let read = Int(parts[2]), let stored = Int(parts[3])
        else {
            return nil
        }
        var report = ImportReport()
        report.read = read
        report.alreadyImported = stored
        for reject in parts.dropFirst(4) {
            if reject.hasPrefix("lines:") {
                report.rejectedLines = reject.dropFirst("lines:".count).split(separator: ",").compactMap { Int($0) }
                continue
            }
            let pair = reject.split(separator: "\u{1F}", maxSplits: 1)
            if pair.count == 2, let count = Int(pair[0]) { report.rejected[String(pair[1])] = count }
        }
        return (report, position, parts[0] == "done")
    }
}
