// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Carries an export out, page by page.
///
/// Now and then the job is kept, so that it can go on from there: what was written behind the place that was kept is
/// written again.
struct ExportRun {
    /// Most resources of a file and most bytes behind which another is begun.
    static let largestFile = (count: 50_000, byteCount: 500_000_000)

    let store: any RecordStore
    let folder: JobFolder
    let base: String
    let clock: any WallClock
    let limits: JobDesk.Limits
    /// Whether the job is there and was not cancelled.
    let isWanted: @Sendable () -> Bool
    /// Keeps the job; false where it was cancelled meanwhile.
    let keep: @Sendable (BulkJob) throws -> Bool

    /// Brings the job to its end, or stops where it was cancelled.
    func run(_ job: BulkJob, _ order: ExportOrder) async throws {
        var job = job
        if job.cursor.epoch == nil {
            try await begin(&job)
            guard try keep(job) else { return }
        }
        var lastNote = ContinuousClock.now
        let visibility = Self.visibility(of: job, order)
        while job.cursor.step < order.stepCount {
            try Task.checkCancellation()
            let page = try await page(of: job, order, visibility)
            let kept = page.matches.filter { version in
                version.body != nil && order.holds(version.lastUpdated.microseconds)
                    && (version.person != nil || !order.needsPerson)
            }
            try write(kept, &job)
            job.cursor.key = page.next?.place.key
            if page.next == nil { job.cursor.step += 1 }
            job.progress = "step \(job.cursor.step) of \(order.stepCount), \(job.cursor.resources) resources"
            guard isWanted() else { return }
            guard lastNote.duration(to: .now) >= limits.pauseBetweenNotes else { continue }
            guard try keep(job) else { return }
            lastNote = .now
        }
        if order.since != nil { try await listDeletions(&job, order, visibility) }
        job.state = .complete
        job.ended = clock.now().microseconds
        _ = try keep(job)
    }

    /// Chooses the state that all files show.
    ///
    /// Whatever is recorded later is recorded at a later moment than the
    /// newest version of this state.
    private func begin(_ job: inout BulkJob) async throws {
        let snapshot = try await store.snapshot()
        let newest = try await store.changes(after: snapshot.version - 1, limit: 1).first?.version.lastUpdated
        job.cursor.epoch = snapshot.epoch
        job.cursor.version = snapshot.version
        job.stateMoment = (newest ?? clock.now()).microseconds
    }

    private static func visibility(of job: BulkJob, _ order: ExportOrder) -> Visibility {
        var visibility = job.visibility
        guard let only = order.onlyPeople else { return visibility }
        switch visibility.people {
        case .everyone: visibility.people = .only(Set(only))
        case .only(let ids): visibility.people = .only(ids.intersection(only))
        }
        return visibility
    }

    // MARK: Reading

    private func page(
        of job: BulkJob, _ order: ExportOrder, _ visibility: Visibility
    ) async throws -> SearchPage {
        let snapshot = StoreSnapshot(epoch: job.cursor.epoch ?? 0, version: job.cursor.version)
        func position(_ key: Int64) -> SearchPosition {
            SearchPosition(snapshot: snapshot, place: SearchPlace(values: [], key: key))
        }
        let step = job.cursor.step
        guard step < order.parts.count else {
            return try await store.everything(
                about: order.people[step - order.parts.count], types: Set(order.typesOfPeople), count: limits.pageSize,
                visibility: visibility, page: position(job.cursor.key ?? 0))
        }
        let part = order.parts[step]
        var query = SearchQuery(resourceType: part.type, count: limits.pageSize)
        if !part.filters.isEmpty {
            query.clauses = [.any(try part.filters.map { .all(try clauses(of: $0, part.type)) })]
        }
        var key = job.cursor.key ?? 0
        if job.cursor.key == nil, part.filters.isEmpty, let since = order.since {
            key = try await lastKey(before: since, snapshot)
        }
        return try await store.search(query, visibility: visibility, page: position(key))
    }

    private func clauses(of filter: String, _ type: String) throws -> [SearchClause] {
        try SearchQueryParser(catalog: store.searchParameters, base: base, clock: clock).parse(
            resourceType: type, parameters: FormText.pairs(in: filter)
        )
        .clauses
    }

    /// The newest version that was recorded before a moment: versions are recorded in the order of their keys.
    private func lastKey(before moment: Int64, _ snapshot: StoreSnapshot) async throws -> Int64 {
        var low: Int64 = 0
        var high = snapshot.version
        while low < high {
            let middle = low + (high - low) / 2
            guard let change = try await store.changes(after: middle, limit: 1).first,
                change.version.lastUpdated.microseconds < moment
            else {
                high = middle
                continue
            }
            low = max(change.position, middle + 1)
        }
        return min(low, snapshot.version)
    }

    // MARK: Writing

    private func write(_ versions: [StoredVersion], _ job: inout BulkJob) throws {
        var texts: [String: [UInt8]] = [:]
        var people: [String: Set<String>] = [:]
        var counts: [String: Int] = [:]
        for version in versions {
            guard let bytes = version.bytes else { continue }
            let type = version.id.type
            texts[type, default: []] += bytes.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            texts[type]?.append(UInt8(ascii: "\n"))
            counts[type, default: 0] += 1
            if let person = version.person { people[type, default: []].insert(person) }
        }
        for type in texts.keys.sorted() {
            guard let text = texts[type] else { continue }
            let place = Self.file(of: type, in: &job)
            let file = job.files[place]
            if let ids = people[type] {
                let lines = ids.sorted().map { $0 + "\n" }.joined()
                try folder.append(Array(lines.utf8), to: file.name + JobDesk.people, isDurable: true)
            }
            try folder.append(text, to: file.name, at: file.byteCount)
            job.files[place].byteCount += text.count
            job.files[place].count += counts[type] ?? 0
            job.cursor.resources += counts[type] ?? 0
        }
    }

    /// The file that takes the next resources of a type.
    private static func file(of type: String, in job: inout BulkJob) -> Int {
        let own = job.files.indices.filter { job.files[$0].type == type }
        if let last = own.last, job.files[last].count < largestFile.count,
            job.files[last].byteCount < largestFile.byteCount
        {
            return last
        }
        job.files.append(BulkJob.File(name: "\(type).\(own.count + 1).ndjson", type: type))
        return job.files.count - 1
    }

    // MARK: Deletions

    /// What has been deleted since then, as Bundles of DELETE; made anew where it was broken off.
    private func listDeletions(_ job: inout BulkJob, _ order: ExportOrder, _ visibility: Visibility) async throws {
        guard let since = order.since else { return }
        let snapshot = StoreSnapshot(epoch: job.cursor.epoch ?? 0, version: job.cursor.version)
        let types = Set(order.parts.map(\.type) + order.typesOfPeople)
        var gone: [ResourceID: String?] = [:]
        var position = try await lastKey(before: since, snapshot)
        reading: while true {
            try Task.checkCancellation()
            let changes = try await store.changes(after: position, limit: limits.pageSize)
            for change in changes {
                guard change.position <= snapshot.version else { break reading }
                let version = change.version
                gone[version.id] = nil
                if version.change == .deleted, types.contains(version.id.type),
                    order.holds(version.lastUpdated.microseconds), visibility.filter(version) != nil,
                    version.person != nil || !order.needsPerson
                {
                    gone[version.id] = .some(version.person)
                }
                position = change.position
            }
            guard changes.count == limits.pageSize else { break }
        }
        guard !gone.isEmpty else { return }
        let ids = gone.keys.sorted { $0.reference < $1.reference }
        let text = stride(from: 0, to: ids.count, by: 500).flatMap {
            Self.bundle(ofDeleting: ids[$0..<min($0 + 500, ids.count)]) + [UInt8(ascii: "\n")]
        }
        let file = BulkJob.File(
            name: "deleted.ndjson", type: "Bundle", count: (ids.count + 499) / 500, byteCount: text.count)
        let people = Set(gone.values.compactMap(\.self)).sorted().map { $0 + "\n" }.joined()
        try folder.write(Array(people.utf8), to: file.name + JobDesk.people)
        try folder.write(text, to: file.name)
        job.deleted = [file]
    }

    private static func bundle(ofDeleting ids: ArraySlice<ResourceID>) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("resourceType", "Bundle")
            writer.member("type", "transaction")
            writer.array("entry") { writer in
                for id in ids {
                    writer.object { writer in
                        writer.object("request") { writer in
                            writer.member("method", "DELETE")
                            writer.member("url", id.reference)
                        }
                    }
                }
            }
        }
        return writer.bytes
    }
}
