// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto
internal import FHIRModel
internal import FHIRService
internal import RecordStore

/// The import of one file.
struct FileTask: Sendable {
    let importer: BulkImport
    let path: String
    let name: String
    let fingerprint: String
    let bookmark: String
    let byteCount: Int
    /// How far the file was done before what was rejected is tried again; nil for any other run.
    let donePosition: Int?
    let progress: @Sendable (BulkImport.Progress) -> Void

    /// Lines that are written together, and what they will be in the store.
    struct Prepared: Sendable {
        var resources: [(line: Int, resource: PreparedResource)] = []
        var report = ImportReport()
        var lastLine = 0
    }

    /// A line of a file or an entry of a Bundle.
    struct RawLine: Sendable {
        var number: Int
        /// Nil where the line is too long to be read.
        var text: [UInt8]?
        var fullURL: String?
    }

    /// Imports the file from a line on; `report` holds what earlier runs did.
    func run(report: ImportReport, from position: Int) async throws -> ImportReport {
        let file = try CompressedFile(path)
        var lines = LineReader(file, limit: JSONLimits.standard.byteCount)
        guard let first = try lines.next() else {
            var report = report
            try await note(&report, position: 0, isDone: true)
            return report
        }
        if case .text(let bytes) = first, let document = try document(beginningWith: bytes) {
            return try await importDocument(document, report: report, from: position)
        }
        return try await importLines(first, lines, file, report: report, from: position)
    }

    // MARK: One document

    /// The file as one document: a Bundle that is the only line, or a resource that is spread over
    /// lines and so does not parse by its first; nil where the file holds one resource a line.
    func document(beginningWith line: [UInt8]) throws -> Resource? {
        guard let resource = try? Resource(line) else { return try wholeDocument(firstLine: line) }
        guard resource.type == "Bundle" else { return nil }
        var lines = LineReader(try CompressedFile(path), limit: JSONLimits.standard.byteCount)
        _ = try lines.next()
        return try lines.next() == nil ? resource : nil
    }

    private func wholeDocument(firstLine: [UInt8]) throws -> Resource? {
        let file = try CompressedFile(path)
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read()
            if piece.isEmpty { break }
            bytes += piece
            guard bytes.count <= JSONLimits.standard.byteCount else {
                let last = firstLine.last { $0 > 0x20 }
                guard last == UInt8(ascii: "}") else {
                    throw ImportFailure("\(name): one document may have 50 MB; give larger files one resource a line")
                }
                return nil
            }
        }
        return try? Resource(bytes)
    }

    private func importDocument(
        _ document: Resource, report: ImportReport, from position: Int
    ) async throws -> ImportReport {
        var report = report
        if document.type == "Bundle", document["type"]?.equals("transaction") ?? false {
            try await importTransaction(document, into: &report)
        } else {
            let addresses = addresses(in: document)
            let lines = entries(of: document).dropFirst(position)
            for start in stride(from: lines.startIndex, to: lines.endIndex, by: BulkImport.batchSize) {
                try Task.checkCancellation()
                let piece = Array(lines[start..<min(start + BulkImport.batchSize, lines.endIndex)])
                try await write(prepare(piece, addresses: addresses), into: &report)
            }
        }
        try await finish(&report, position: report.read)
        progress(.init(file: name, bytesRead: byteCount, byteCount: byteCount, resources: report.read))
        return report
    }

    /// A transaction is written whole, together with the note that it is done.
    private func importTransaction(_ bundle: Resource, into report: inout ImportReport) async throws {
        let count = bundle.items("entry").reduce(0) { count, _ in count + 1 }
        report.read += count
        do {
            var done = report
            done.created += count
            let mark = moved(from: report, to: done.bookmark(position: 1, isDone: true))
            let written = try await patiently { try await importer.service.importTransaction(bundle, bookmark: mark) }
            report.mark = mark.value
            report.count(written.effects)
            report.withoutPerson += written.withoutPerson
            if written.effects.count < count {
                report.reject("the entry writes nothing", count: count - written.effects.count, at: name)
            }
        } catch let refusal as FHIRRefusal {
            let reason = Self.reason(refusal)
            report.reject(reason, count: count, at: name, line: ImportReport.wholeDocument)
            importer.onRejection(ImportReport.wholeDocument, reason)
        } catch let failure as ResourceFailure {
            let reason = Self.reason(failure)
            report.reject(reason, count: count, at: name, line: ImportReport.wholeDocument)
            importer.onRejection(ImportReport.wholeDocument, reason)
        }
    }

    // MARK: Lines

    private func importLines(
        _ first: LineReader.Line, _ reader: LineReader, _ file: CompressedFile, report: ImportReport, from position: Int
    ) async throws -> ImportReport {
        var reader = reader
        var report = report
        var waiting: LineReader.Line? = first
        try await withThrowingTaskGroup(of: (Int, Prepared).self) { group in
            var started = 0
            var finished: [Int: Prepared] = [:]
            var nextToWrite = 0
            var isAtEnd = false
            while true {
                try Task.checkCancellation()
                while !isAtEnd, started - nextToWrite < BulkImport.lanes {
                    let batch = try Self.nextBatch(&waiting, &reader, after: position)
                    guard !batch.isEmpty else {
                        isAtEnd = true
                        break
                    }
                    let order = started
                    group.addTask { (order, prepare(batch)) }
                    started += 1
                }
                guard let (order, prepared) = try await group.next() else { break }
                finished[order] = prepared
                while let ready = finished.removeValue(forKey: nextToWrite) {
                    try await write(ready, into: &report)
                    nextToWrite += 1
                    progress(.init(file: name, bytesRead: file.offset, byteCount: byteCount, resources: report.read))
                }
            }
        }
        try await finish(&report, position: reader.number)
        return report
    }

    private static func nextBatch(
        _ waiting: inout LineReader.Line?, _ reader: inout LineReader, after position: Int
    ) throws -> [RawLine] {
        var batch: [RawLine] = []
        while batch.count < BulkImport.batchSize {
            guard let line = try waiting ?? reader.next() else { break }
            waiting = nil
            guard reader.number > position else { continue }
            switch line {
            case .text(let bytes): batch.append(RawLine(number: reader.number, text: bytes))
            case .tooLong: batch.append(RawLine(number: reader.number, text: nil))
            }
        }
        return batch
    }

    /// Makes lines ready for writing.
    ///
    /// - Parameter addresses: what the entries of a Bundle call each other, see ``addresses(in:)``.
    func prepare(_ lines: [RawLine], addresses: [String: String] = [:]) -> Prepared {
        var prepared = Prepared()
        prepared.report.read = lines.count
        prepared.lastLine = lines.last?.number ?? 0
        for line in lines {
            do {
                guard let text = line.text else { throw ImportFailure("the line is longer than 50 MB") }
                var resource = try Resource(text)
                guard resource.type != "Bundle" else {
                    throw ImportFailure("a Bundle stands in a line; import it as a file of its own")
                }
                let id = resource.id ?? generatedID(line: line.number)
                if !addresses.isEmpty {
                    resource = try resolved(resource, id: id, fullURL: line.fullURL, addresses)
                }
                prepared.resources.append((line.number, try importer.service.prepareForImport(resource, id: id)))
            } catch {
                let reason = Self.reason(error)
                prepared.report.reject(reason, at: "\(name):\(line.number)", line: line.number)
                importer.onRejection(line.number, reason)
            }
        }
        return prepared
    }

    /// The same id for the same line of the same file, so that a second run changes nothing.
    func generatedID(line: Int) -> String {
        SHA256.hash(data: Array("\(fingerprint):\(line)".utf8)).prefix(16).hexadecimal
    }

    func write(_ prepared: Prepared, into report: inout ImportReport) async throws {
        report.add(prepared.report)
        // One resource may stand in several lines; each write holds it once, in the order of lines. Only the
        // last write moves the bookmark: whatever is broken off before begins the batch again. Every write
        // expects the bookmark where this run left it, so that no older line overtakes another run.
        var rest = prepared.resources[...]
        while !rest.isEmpty {
            var seen = Set<ResourceID>()
            let piece = rest.prefix { seen.insert($0.resource.id).inserted }
            rest = rest.dropFirst(piece.count)
            let changes = piece.map { WriteChange(.put($0.resource)) }
            var after = report
            after.created += piece.count
            after.withoutPerson += piece.count { $0.resource.isWithoutPerson }
            let value = after.bookmark(position: donePosition ?? prepared.lastLine, isDone: donePosition != nil)
            let mark = moved(from: report, to: rest.isEmpty ? value : nil)
            let outcome = try await patiently {
                try await importer.store.write(WriteBatch(changes: changes, bookmark: mark))
            }
            report.mark = mark.value ?? report.mark
            report.withoutPerson = after.withoutPerson
            report.count(outcome.results.map(\.effect))
        }
    }

    /// Waits and tries again while the store is busy.
    private func patiently<Result>(_ body: () async throws -> Result) async throws -> Result {
        while true {
            do {
                return try await body()
            } catch StoreFailure.throttled(let delay) {
                try await Task.sleep(for: delay)
            }
        }
    }

    /// Checks that nothing was lost and notes that the file is done.
    func finish(_ report: inout ImportReport, position: Int) async throws {
        guard report.isComplete else {
            throw ImportFailure(
                "\(name): \(report.read) came in but only \(report.stored + report.rejectedTotal) are accounted for")
        }
        try await note(&report, position: position, isDone: true)
    }

    /// A reason that is the same for the same kind of fault, so that rejects can be counted by it.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let failure as ImportFailure: failure.description
        case let refusal as FHIRRefusal: refusal.issues.first?.diagnostics ?? "refused"
        case let failure as ResourceFailure:
            if case .json(let json) = failure { json.code.explanation } else { failure.message }
        default: "the resource cannot be stored"
        }
    }

    private func note(_ report: inout ImportReport, position: Int, isDone: Bool) async throws {
        let mark = moved(from: report, to: report.bookmark(position: position, isDone: isDone))
        _ = try await importer.store.write(WriteBatch(changes: [], bookmark: mark))
        report.mark = mark.value
    }

    /// The bookmark's move from where this run saw it last; to nil, it stays but must still be there.
    private func moved(from report: ImportReport, to value: String?) -> WriteBatch.Bookmark {
        WriteBatch.Bookmark(name: bookmark, value: value, expecting: .value(report.mark))
    }
}
