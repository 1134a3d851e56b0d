// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import Ingest
import RecordStore
import StoreSQLite

/// A process that writes to a store until it is killed, or under hard
/// conditions; its parent, a test, reads from standard output what was
/// acknowledged and looks at the files afterwards.
@main
struct StoreCrashChild {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let writers = Int(arguments[3]), let rounds = Int(arguments[4]) else {
            FileHandle.standardError.write(
                Data(
                    """
                    usage: store-crash-child write|mixed|documents|fill <store> <writers> <rounds>
                           store-crash-child import:<folder> <store> <files at a time> 0
                           store-crash-child index <store> 0 0

                    """.utf8))
            exit(64)
        }
        let store = try SQLiteStore(path: arguments[2])
        say("open")
        switch arguments[1] {
        case "write": try await write(to: store, writers: writers, rounds: rounds)
        case "mixed": try await write(to: store, writers: writers, rounds: rounds, documentEach: 8)
        case "documents": try await write(to: store, writers: writers, rounds: rounds, documentEach: 1)
        case "index": try await awaitIndex(of: store)
        case "fill": try await fill(store, path: arguments[2], rounds: rounds)
        case let mode where mode.hasPrefix("import:"):
            try await importFiles(in: String(mode.dropFirst("import:".count)), into: store, atOnce: writers)
        default: exit(64)
        }
        try await store.close()
        say("closed")
    }

    /// Writers that each write batch after batch and say so when one is durable.
    ///
    /// - Parameter documentEach: after how many batches of a writer one has a large document, which goes to a file.
    private static func write(
        to store: SQLiteStore, writers: Int, rounds: Int, documentEach: Int? = nil
    ) async throws {
        let start = Int(try await store.snapshot().version)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for round in 0..<rounds {
                        let name = "s\(start)w\(writer)r\(round)"
                        let hasDocument = documentEach.map { round % $0 == 0 } ?? false
                        _ = try await store.write(batch(name, counter: "w\(writer)", hasDocument: hasDocument))
                        say("ack \(name)\(hasDocument ? "-document" : "")")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Says how far the index is until it is complete.
    private static func awaitIndex(of store: SQLiteStore) async throws {
        var last = -1
        while let build = try await store.indexBuilds().first {
            if build.done != last { say("done \(build.done)") }
            last = build.done
            try await Task.sleep(for: .milliseconds(2))
        }
        say("built")
    }

    /// Imports all files of a folder, says when one is done, and at the end what came of all.
    private static func importFiles(in folder: String, into store: SQLiteStore, atOnce count: Int) async throws {
        let service = FHIRService(store: store, base: "http://localhost/fhir")
        let importer = BulkImport(service: service, store: store)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        var whole = ImportReport()
        try await withThrowingTaskGroup(of: ImportReport.self) { group in
            func note(_ report: ImportReport) {
                whole.read += report.read
                whole.created += report.created
                whole.updated += report.updated
                whole.unchanged += report.unchanged
                whole.alreadyImported += report.alreadyImported
                whole.rejected.merge(report.rejected, uniquingKeysWith: +)
            }
            for (position, file) in files.enumerated() {
                if position >= count, let done = try await group.next() { note(done) }
                group.addTask {
                    let report = try await importer.run(file: folder + "/" + file)
                    say("ack \(file)")
                    return report
                }
            }
            for try await done in group { note(done) }
        }
        say("in \(whole.read) stored \(whole.stored) rejected \(whole.rejectedTotal)")
    }

    /// Writes until the files may not grow any more, then again what was refused and more.
    private static func fill(_ store: SQLiteStore, path: String, rounds: Int) async throws {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let unlimited = limit.rlim_cur
        let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0
        limit.rlim_cur = rlim_t(size + 200_000)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        var refused: [String] = []
        for round in 0..<rounds {
            // Several at once, so that a whole group of batches is refused.
            await withTaskGroup(of: String?.self) { group in
                for part in 0..<4 {
                    let name = "r\(round)p\(part)"
                    group.addTask {
                        do {
                            _ = try await store.write(batch(name, counter: "p\(part)"))
                            say("ack \(name)")
                            return nil
                        } catch {
                            say("refused \(name)")
                            return name
                        }
                    }
                }
                for await name in group { if let name { refused.append(name) } }
            }
            if refused.count > 12 { break }
        }
        limit.rlim_cur = unlimited
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        for name in refused.reversed() {
            for name in ["new-\(name)", name] {
                _ = try await store.write(batch(name, counter: "p0"))
                say("ack \(name)")
            }
        }
    }

    /// Five Observations with codes and a person of their own, one Patient that changes each time, and a bookmark.
    private static func batch(_ name: String, counter: String, hasDocument: Bool = false) throws -> WriteBatch {
        let extractor = IndexExtractor()
        var changes = try (0..<5).map { part in
            let json = """
                {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"urn:\(name)","code":"\(name)"}]},\
                "subject":{"reference":"Patient/of-\(name)"},"identifier":[{"system":"urn:part","value":"\(name)-\(part)"}]}
                """
            return WriteChange(
                .put(
                    try PreparedResource(
                        Resource(json.utf8), id: "\(name)-\(part)", labels: [], extractor: extractor)))
        }
        if hasDocument {
            let data = String(repeating: name, count: 70_000 / name.count + 1)
            let json = #"{"resourceType":"Binary","contentType":"text/plain","data":"\#(data)"}"#
            changes.append(
                WriteChange(
                    .put(
                        try PreparedResource(
                            Resource(json.utf8), id: "\(name)-document", labels: [], extractor: extractor))))
        }
        let patient = #"{"resourceType":"Patient","name":[{"family":"\#(name)"}]}"#
        changes.append(
            WriteChange(
                .put(try PreparedResource(Resource(patient.utf8), id: counter, labels: [], extractor: extractor))))
        return WriteBatch(changes: changes, bookmark: .init(name: counter, value: name))
    }

    /// A line on standard output, at once and in one system call.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = Foundation.write(STDOUT_FILENO, bytes, bytes.count)
    }
}
