// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel
package import FHIRSearch
internal import Foundation
package import RecordStore
internal import Synchronization

/// Takes jobs, works them off one after another and keeps what they made until it expires.
///
/// Each job has a folder of its own below the desk's; only its client learns that it is there.
package final class JobDesk: Sendable {
    /// The limits of a desk.
    package struct Limits: Sendable {
        /// Most unfinished jobs of one client, and of all.
        package var unfinished = 2
        package var unfinishedOfAll = 20
        /// Most finished jobs of one client that are kept: the oldest go first.
        package var kept = 10
        /// How long what a job made is kept, and how long a job may take.
        package var lifetime = Duration.seconds(24 * 3600)
        /// How many resources an export reads at a time, and how long it works before it notes how far it is.
        package var pageSize = 500
        package var pauseBetweenNotes = Duration.seconds(1)

        /// The usual limits.
        package init() {}
    }

    /// How the name of the file ends that names the people whom a file concerns.
    static let people = ".people"
    static let input = "input.ndjson"
    private static let note = "job.json"
    private static let rejections = "rejections.ndjson"

    private let root: JobFolder
    private let store: any RecordStore
    private let base: String
    private let clock: any WallClock
    private let importing: ImportResult.Work?
    private let limits: Limits
    private let jobs: Mutex<[String: BulkJob]>
    /// Jobs that are being taken, and whose they are.
    private let arriving = Mutex<[String: String]>([:])

    /// A desk with the jobs that are in its folder, which is made where it is missing.
    ///
    /// - Parameters:
    ///   - folder: on the store's encrypted volume, for the files hold records.
    ///   - base: the address of the FHIR service.
    ///   - importing: imports a file; nil where nothing can be imported.
    package init(
        folder: String, store: any RecordStore, base: String, clock: any WallClock = SystemClock(),
        limits: Limits = Limits(), importing: ImportResult.Work? = nil
    ) throws(JobFailure) {
        root = JobFolder(folder)
        try root.make()
        self.store = store
        self.base = base
        self.clock = clock
        self.limits = limits
        self.importing = importing
        var found: [String: BulkJob] = [:]
        for name in root.names {
            let folder = JobFolder(root.path(of: name))
            // A folder without its note was being made or removed when the program ended.
            if let text = folder.read(Self.note), let job = try? JSONDecoder().decode(BulkJob.self, from: Data(text)) {
                found[job.id] = job
            } else {
                folder.remove()
            }
        }
        jobs = Mutex(found)
    }

    /// Whether files can be imported.
    package var canImport: Bool { importing != nil }

    // MARK: For clients

    /// Takes a job; it is durable when this returns.
    ///
    /// - Parameter input: what an import is to read.
    /// - Throws: ``JobFailure/tooMany(retryAfter:)`` where its client has too many unfinished ones.
    package func take(_ job: BulkJob, input: [UInt8]? = nil) throws {
        let unfinished = jobs.withLock { jobs in jobs.values.filter { $0.state == .unfinished }.map(\.client) }
        try arriving.withLock { arriving in
            let clients = unfinished + arriving.values
            guard clients.count < limits.unfinishedOfAll, clients.count(where: { $0 == job.client }) < limits.unfinished
            else { throw JobFailure.tooMany(retryAfter: 60) }
            arriving[job.id] = job.client
        }
        defer { arriving.withLock { _ = $0.removeValue(forKey: job.id) } }
        let folder = folder(of: job.id)
        do {
            try folder.make()
            if let input { try folder.write(input, to: Self.input) }
            try folder.write(try JSONEncoder().encode(job), to: Self.note)
        } catch {
            folder.remove()
            throw error
        }
        jobs.withLock { $0[job.id] = job }
    }

    /// The job with an id, where it is this client's and the client may still see what it might see then.
    package func job(_ id: String, of client: String, seeing visibility: Visibility) -> BulkJob? {
        guard let job = jobs.withLock({ $0[id] }), job.client == client, job.visibility == visibility else {
            return nil
        }
        return job
    }

    /// When what a finished job made is removed.
    package func expiry(of job: BulkJob) -> Timestamp {
        Timestamp(microseconds: job.ended ?? job.began) + limits.lifetime
    }

    /// Where a finished job's file is, and the Patient ids of those whom it concerns.
    package func file(_ name: String, of job: BulkJob) -> (path: String, file: BulkJob.File, people: Set<String>)? {
        guard job.state == .complete,
            let file = (job.files + job.errors + job.deleted).first(where: { $0.name == name })
        else { return nil }
        let folder = folder(of: job.id)
        let lines = folder.read(name + Self.people) ?? []
        let people = lines.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        return (folder.path(of: name), file, Set(people))
    }

    /// Cancels a job and removes what it made.
    package func cancel(_ job: BulkJob) { forget(job.id) }

    private func forget(_ id: String) {
        jobs.withLock { _ = $0.removeValue(forKey: id) }
        folder(of: id).remove()
    }

    private func folder(of id: String) -> JobFolder { JobFolder(root.path(of: id)) }

    // MARK: Upkeep

    /// Since when superseded versions are still needed; nil where no export is under way.
    package var oldestNeeded: Timestamp? {
        let began = jobs.withLock { jobs in jobs.values.filter { $0.state == .unfinished }.map(\.began) }
        return began.min().map { Timestamp(microseconds: $0) }
    }

    /// Removes what has expired, and what is too much of one client; gives up what takes too long.
    package func expire() {
        let now = clock.now()
        let all = jobs.withLock { Array($0.values) }
        for job in all {
            if job.state == .unfinished {
                if Timestamp(microseconds: job.began) + limits.lifetime < now { fail(job, "It took too long") }
            } else if expiry(of: job) < now {
                forget(job.id)
            }
        }
        let finished = all.filter { $0.state != .unfinished }
        for own in Dictionary(grouping: finished, by: \.client).values where own.count > limits.kept {
            for job in own.sorted(by: { $0.began < $1.began }).prefix(own.count - limits.kept) { forget(job.id) }
        }
    }

    // MARK: Work

    /// Works jobs off until the task is cancelled; what is unfinished then goes on at the next start.
    ///
    /// - Parameter pause: how long to wait where there is nothing to do.
    package func run(pause: Duration = .milliseconds(250)) async {
        while !Task.isCancelled {
            if let next = nextJob { await work(on: next) } else { try? await Task.sleep(for: pause) }
        }
    }

    /// The unfinished job that has waited longest.
    private var nextJob: BulkJob? {
        jobs.withLock { jobs in
            jobs.values.filter { $0.state == .unfinished }.min { ($0.began, $0.id) < ($1.began, $1.id) }
        }
    }

    private func work(on job: BulkJob) async {
        let folder = folder(of: job.id)
        // Of a job that was cancelled meanwhile nothing is left, whatever was being written.
        defer { if jobs.withLock({ $0[job.id] == nil }) { folder.remove() } }
        do {
            switch job.work {
            case .export(let order):
                try await ExportRun(
                    store: store, folder: folder, base: base, clock: clock, limits: limits,
                    isWanted: { [self] in jobs.withLock { $0[job.id] != nil } },
                    keep: { [self] in try keep($0, in: folder) }
                ).run(job, order)
            case .importing: try await importFile(job, folder)
            }
        } catch is CancellationError {
            return
        } catch {
            // The shutdown of the program is no failure of the job.
            if !Task.isCancelled { fail(job, Self.reason(error)) }
        }
    }

    private func importFile(_ job: BulkJob, _ folder: JobFolder) async throws {
        guard let importing else { return fail(job, "Nothing can be imported here") }
        let result = try await importing(folder.path(of: Self.input)) { line, reason in
            try? folder.append(ImportOutcome.line(line, reason), to: Self.rejections, isDurable: false)
        } _: { [self] read in
            jobs.withLock { $0[job.id]?.progress = "\(read) resources read" }
        }
        var done = job
        let summary = ImportOutcome.summary(of: result)
        try folder.write(summary, to: "outcome.ndjson")
        done.files = [.init(name: "outcome.ndjson", type: "OperationOutcome", count: 1, byteCount: summary.count)]
        let (text, count) = ImportOutcome.rejections(in: folder.read(Self.rejections) ?? [])
        if count > 0 {
            try folder.write(text, to: "errors.ndjson")
            done.errors = [.init(name: "errors.ndjson", type: "OperationOutcome", count: count, byteCount: text.count)]
        }
        done.state = .complete
        done.ended = clock.now().microseconds
        if try keep(done, in: folder) { folder.remove(Self.input) }
    }

    /// Keeps how far a job is; false where it was cancelled meanwhile.
    @discardableResult
    private func keep(_ job: BulkJob, in folder: JobFolder) throws -> Bool {
        guard jobs.withLock({ $0[job.id] != nil }) else { return false }
        try folder.write(try JSONEncoder().encode(job), to: Self.note)
        return jobs.withLock { jobs in
            guard jobs[job.id] != nil else { return false }
            jobs[job.id] = job
            return true
        }
    }

    private func fail(_ job: BulkJob, _ reason: String) {
        var failed = job
        failed.state = .failed(reason)
        failed.ended = clock.now().microseconds
        failed.files = []
        guard jobs.withLock({ $0[job.id] != nil }) else { return }
        let folder = folder(of: job.id)
        for name in folder.names where name != Self.note { folder.remove(name) }
        // Where not even this can be written, the job is tried again at the next start.
        if (try? keep(failed, in: folder)) == nil { jobs.withLock { if $0[job.id] != nil { $0[job.id] = failed } } }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case StoreFailure.positionGone: "The state of the store that it read is no longer kept; begin it again"
        case StoreFailure.tooCostly: "A search of it takes too long; make the filters narrower"
        case StoreFailure.unavailable: "The store was not available; begin it again"
        case is JobFailure: "Its files could not be written; the disk may be full"
        default: "The server met an error it did not expect; begin it again"
        }
    }
}
