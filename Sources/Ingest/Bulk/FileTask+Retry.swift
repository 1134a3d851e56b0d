// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FileTask {
    /// The reason of rejects that are still to be tried again.
    static let waiting = "rejected before; import the file again to try it once more"
    /// The reason of rejects beyond those that are remembered.
    static let forgotten = "rejected before and too many to remember; import these lines as a file of their own"
    /// The reason of rejects that came too late: trying again must not undo what is newer.
    static let overtaken = "a line that was rejected before is about a resource that has been stored since; it stays"

    /// Tries the lines again that an earlier run of the file has rejected; what was stored then is left alone.
    func retry(_ earlier: ImportReport) async throws -> ImportReport {
        var report = earlier
        let forgotten =
            earlier.rejectedLines.count < ImportReport.rememberedLines
            ? 0 : earlier.rejectedTotal - earlier.rejectedLines.count
        report.rejected = [Self.waiting: earlier.rejectedTotal - forgotten]
        if forgotten > 0 { report.rejected[Self.forgotten] = forgotten }
        let wanted = Set(earlier.rejectedLines)
        var addresses: [String: String] = [:]
        let lines: [RawLine]
        if let document = try wholeFile() {
            addresses = self.addresses(in: document)
            lines = entries(of: document).filter { wanted.contains($0.number) }
        } else {
            lines = try self.lines(wanted)
        }
        for start in stride(from: 0, to: lines.count, by: BulkImport.batchSize) {
            try Task.checkCancellation()
            let piece = Array(lines[start..<min(start + BulkImport.batchSize, lines.count)])
            let numbers = Set(piece.map(\.number))
            report.read -= piece.count
            report.rejected[Self.waiting, default: 0] -= piece.count
            report.rejectedLines.removeAll { numbers.contains($0) }
            try await write(withoutOvertaken(prepare(piece, addresses: addresses)), into: &report)
        }
        report.rejected = report.rejected.filter { $0.value > 0 }
        try await finish(&report, position: donePosition ?? 0)
        progress(.init(file: name, bytesRead: byteCount, byteCount: byteCount, resources: report.read))
        return report
    }

    /// The file as one document, where it is one.
    private func wholeFile() throws -> Resource? {
        var reader = LineReader(try CompressedFile(path), limit: JSONLimits.standard.byteCount)
        guard case .text(let first) = try reader.next() else { return nil }
        return try document(beginningWith: first)
    }

    private func lines(_ wanted: Set<Int>) throws -> [RawLine] {
        var reader = LineReader(try CompressedFile(path), limit: JSONLimits.standard.byteCount)
        var lines: [RawLine] = []
        while lines.count < wanted.count, let line = try reader.next() {
            guard wanted.contains(reader.number) else { continue }
            switch line {
            case .text(let bytes): lines.append(RawLine(number: reader.number, text: bytes))
            case .tooLong: lines.append(RawLine(number: reader.number, text: nil))
            }
        }
        return lines
    }

    /// Without the resources that are in the store by now, which are newer than the lines.
    private func withoutOvertaken(_ prepared: Prepared) async throws -> Prepared {
        var kept = prepared
        kept.resources = []
        for (line, resource) in prepared.resources {
            let stored = try await importer.store.read(resource.id, visibility: .unrestricted)
            if stored == nil {
                kept.resources.append((line, resource))
            } else {
                kept.report.reject(Self.overtaken, at: "\(name):\(line)", line: line)
                importer.onRejection(line, Self.overtaken)
            }
        }
        return kept
    }
}
