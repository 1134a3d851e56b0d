// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// Applies batches, one after the other, to what a transaction has read, and gathers the rows it will write.
///
/// A batch that is refused changes nothing here, so a transaction of many batches needs no savepoints.
struct GroupDraft {
    /// The row of `store_state`.
    struct State {
        var epoch: Int64
        var versionKey: Int64
        var commit: Int64
        var recorded: Timestamp
        var resourceKey: Int64

        var snapshot: StoreSnapshot { StoreSnapshot(epoch: epoch, version: versionKey) }
    }

    private struct Newest {
        var row: VersionRow
        /// Whether it is in the table and not among the pending rows.
        var isStored: Bool
    }

    /// What one batch does, until it is known that it does all of it.
    private struct Step {
        var state: State
        var newKeys: [ResourceID: Int64] = [:]
        var pendingKeys: [PendingRows.NewKey] = []
        var rows: [(row: VersionRow, previous: Newest?, change: WriteChange)] = []
    }

    private(set) var state: State
    private(set) var pending = PendingRows()
    /// Bookmarks as far as batches name them.
    private(set) var changedBookmarks: [String: String] = [:]
    private var bookmarks: [String: String]
    private var keys: [ResourceID: Int64] = [:]
    private var newest: [Int64: Newest] = [:]
    private let names: PostgresNames

    init(state: State, bookmarks: [String: String], names: PostgresNames) {
        self.state = state
        self.bookmarks = bookmarks
        self.names = names
    }

    /// Takes note of a key of the directory.
    mutating func know(_ id: ResourceID, key: Int64) { keys[id] = key }

    /// Takes note of a stored newest version.
    mutating func know(_ row: VersionRow) {
        keys[ResourceID(names.type(row.type), row.id)] = row.resource
        newest[row.resource] = Newest(row: row, isStored: true)
    }

    /// Hands over the pending rows, which will be in the tables from now on.
    mutating func takePending() -> PendingRows {
        for key in pending.current.keys { newest[key]?.isStored = true }
        defer { pending = PendingRows() }
        return pending
    }

    /// Applies a batch, all of it or nothing.
    mutating func apply(_ packed: PackedBatch, now: Timestamp) throws -> WriteOutcome {
        if let bookmark = packed.batch.bookmark { try bookmark.check(bookmarks[bookmark.name]) }
        var step = Step(state: state)
        step.state.commit += 1
        step.state.recorded = RecordingTime.next(now: now, after: state.recorded)
        var seen = Set<ResourceID>(minimumCapacity: packed.batch.changes.count)
        var results: [WriteOutcome.Result] = []
        results.reserveCapacity(packed.batch.changes.count)
        for (position, change) in packed.batch.changes.enumerated() {
            guard seen.insert(change.id).inserted else { throw StoreFailure.duplicateChange(change.id) }
            try results.append(plan(change, body: packed.rows[position], at: position, in: &step))
        }
        take(step)
        if let bookmark = packed.batch.bookmark, let value = bookmark.value {
            bookmarks[bookmark.name] = value
            changedBookmarks[bookmark.name] = value
        }
        return WriteOutcome(results: results, snapshot: state.snapshot)
    }

    private func plan(
        _ change: WriteChange, body: [UInt8], at position: Int, in step: inout Step
    ) throws -> WriteOutcome.Result {
        let id = change.id
        let previous = keys[id].flatMap { newest[$0] }
        let alive = previous.flatMap { $0.row.change == .deleted ? nil : $0.row }
        switch change.expecting {
        case .anything: break
        case .absent:
            if let alive { throw StoreFailure.versionConflict(change: position, current: Int(alive.version)) }
        case .version(let wanted):
            guard alive?.version == Int64(wanted) else {
                throw StoreFailure.versionConflict(change: position, current: Int(alive?.version ?? 0))
            }
        }
        var row = VersionRow(
            person: previous?.row.person ?? 0, resource: 0, versionKey: step.state.versionKey + 1,
            recorded: step.state.recorded.microseconds, commit: step.state.commit,
            version: (previous?.row.version ?? 0) + 1, labels: previous?.row.labels ?? [],
            type: names.number(ofType: id.type), change: .deleted, id: id.id, personID: previous?.row.personID ?? "",
            body: [])
        switch change.content {
        case .put(let resource):
            if let alive, alive.labels == resource.labels,
                RowBody.row(alive.body, holds: resource.body, packedAs: body)
            {
                return unchanged(id, alive, step)
            }
            row.change = alive == nil ? .created : .updated
            row.person = resource.person.map { key(of: ResourceID("Patient", $0), person: nil, in: &step) } ?? 0
            row.personID = resource.person ?? ""
            row.labels = resource.labels
            row.body = body
        case .delete:
            if alive == nil { return unchanged(id, previous?.row, step) }
        }
        row.resource = key(of: id, person: row.person, in: &step)
        step.state.versionKey = row.versionKey
        step.rows.append((row, previous, change))
        return WriteOutcome.Result(
            id: id, effect: row.change.effect, version: Int(row.version), lastUpdated: step.state.recorded,
            formerPerson: previous.flatMap { $0.row.personID.isEmpty ? nil : $0.row.personID })
    }

    private func unchanged(_ id: ResourceID, _ row: VersionRow?, _ step: Step) -> WriteOutcome.Result {
        WriteOutcome.Result(
            id: id, effect: .unchanged, version: Int(row?.version ?? 0),
            lastUpdated: row.map { Timestamp(microseconds: $0.recorded) } ?? step.state.recorded)
    }

    /// The key of a resource; a new one where the directory has none.
    ///
    /// - Parameter person: whom the resource concerns; nil for a person, who concerns itself.
    private func key(of id: ResourceID, person: Int64?, in step: inout Step) -> Int64 {
        if let known = keys[id] ?? step.newKeys[id] { return known }
        step.state.resourceKey += 1
        let key = step.state.resourceKey
        step.newKeys[id] = key
        step.pendingKeys.append(
            .init(id: id.id, type: names.number(ofType: id.type), key: key, person: person ?? key))
        return key
    }

    private mutating func take(_ step: Step) {
        state = step.state
        keys.merge(step.newKeys) { $1 }
        pending.newKeys += step.pendingKeys
        for (row, previous, change) in step.rows {
            if let previous {
                if previous.row.person != row.person {
                    pending.moves[row.resource] = .init(id: row.id, type: row.type, person: row.person)
                }
                if previous.isStored {
                    pending.superseded.append(
                        .init(
                            person: previous.row.person, resource: row.resource, by: row.versionKey, at: row.recorded))
                } else {
                    pending.past.append((previous.row, by: row.versionKey, at: row.recorded))
                }
            }
            pending.current[row.resource] = row
            newest[row.resource] = Newest(row: row, isStored: false)
            if case .put(let resource) = change.content {
                pending.index.append(
                    .init(
                        type: resource.id.type, person: row.person, version: row.versionKey, entries: resource.entries))
            }
        }
    }
}

extension StoredVersion.Change {
    /// What a write tells of it.
    fileprivate var effect: WriteOutcome.Effect {
        switch self {
        case .created: .created
        case .updated: .updated
        case .deleted: .deleted
        }
    }
}
