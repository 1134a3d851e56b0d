// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto
internal import FHIRModel
package import FHIRService
internal import Foundation
package import RecordStore

/// Brings files of FHIR resources into a store: NDJSON with one resource a
/// line, or transaction, batch and collection Bundles; plain or gzip.
///
/// A file is known by the SHA-256 of its bytes. How far it has come is kept in
/// the store together with the data, so an interrupted import goes on where it
/// stopped and the same file twice is one import; the second time, only what was
/// rejected the first time is tried again. Transaction Bundles are written whole
/// or not at all; of other Bundles each resource counts by itself, and references
/// to other entries become references to what is stored.
package struct BulkImport: Sendable {
    let service: FHIRService
    let store: any RecordStore
    /// Is told of each rejected line, by its number and the reason; 0 stands for a whole document.
    let onRejection: @Sendable (Int, String) -> Void

    /// Resources of NDJSON that are written together.
    static let batchSize = 1_000
    /// Batches that are made ready while others are written.
    static let lanes = 3

    /// Progress of one file.
    package struct Progress: Sendable {
        package var file: String
        /// Bytes of the file read so far, and in all.
        package var bytesRead: Int
        package var byteCount: Int
        package var resources: Int
    }

    /// An import into `store` by the rules of `service`.
    ///
    /// - Parameter onRejection: is told of each rejected line, by its number and the reason, from any thread.
    package init(
        service: FHIRService, store: any RecordStore,
        onRejection: @escaping @Sendable (Int, String) -> Void = { _, _ in }
    ) {
        self.service = service
        self.store = store
        self.onRejection = onRejection
    }

    /// Imports files, up to ``lanes`` at a time.
    package func run(
        files: [String], progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> ImportReport {
        var report = ImportReport()
        let meter = ImportMeter()
        try await withThrowingTaskGroup(of: ImportReport.self) { group in
            for (position, file) in files.enumerated() {
                if position >= Self.lanes, let done = try await group.next() { report.add(done) }
                group.addTask {
                    try await run(file: file) {
                        meter.note(file: position, resources: $0.resources)
                        progress($0)
                    }
                }
            }
            for try await done in group { report.add(done) }
        }
        report.rates = meter.rates
        return report
    }

    /// Imports one file.
    ///
    /// Where someone else imports the same bytes at the same time, each batch is written by one of the
    /// two: the other begins again from the bookmark, and what is stored by then counts as already imported.
    ///
    /// - Parameter progress: called now and then, from any thread.
    package func run(file path: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }) async throws
        -> ImportReport
    {
        let content = try Self.fingerprint(of: path)
        while true {
            do {
                return try await run(file: path, content, progress)
            } catch StoreFailure.bookmarkMoved {
                try Task.checkCancellation()
            }
        }
    }

    private func run(
        file path: String, _ content: (fingerprint: String, byteCount: Int),
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> ImportReport {
        let bookmark = "import:" + content.fingerprint
        var report = ImportReport()
        var position = 0
        var isRetry = false
        let mark = try await store.bookmark(bookmark)
        if let known = mark.flatMap(ImportReport.resumed) {
            (report, position) = (known.report, known.position)
            if known.isDone, report.rejectedLines.isEmpty { return report }
            if known.isDone, report.rejectedLines == [ImportReport.wholeDocument] {
                (report, position) = (ImportReport(), 0)
            } else if known.isDone {
                isRetry = true
            }
        }
        report.mark = mark
        let name = URL(fileURLWithPath: path).lastPathComponent
        let task = FileTask(
            importer: self, path: path, name: name, fingerprint: content.fingerprint, bookmark: bookmark,
            byteCount: content.byteCount, donePosition: isRetry ? position : nil, progress: progress)
        return try await isRetry ? task.retry(report) : task.run(report: report, from: position)
    }

    /// SHA-256 of a file's bytes, and how many there are.
    private static func fingerprint(of path: String) throws -> (fingerprint: String, byteCount: Int) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ImportFailure("\(path): the file cannot be read")
        }
        defer { try? file.close() }
        var hash = SHA256()
        var count = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            count += piece.count
        }
        return (hash.finalize().hexadecimal, count)
    }
}
