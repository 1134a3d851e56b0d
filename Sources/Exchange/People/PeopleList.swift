// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes
internal import Directory
internal import FHIRModel
internal import FHIRSearch
internal import Identity
internal import RecordStore

/// The people whom a node may hold, for an exchange that need not ask about everyone else.
///
/// Made from the store when it is first asked for and kept up from the change feed; who was once on it stays on it, which
/// costs a question and loses nothing. A node that starts anew begins another list.
actor PeopleList {
    /// What a step has read of the store.
    private enum Progress {
        case nothing
        /// Reading the Patients of one state of the store, page by page.
        case reading(SearchPosition)
        /// Following the change feed from behind this position.
        case following(Int64)
    }

    /// Most keys in one piece.
    static let largestPiece = 50_000
    /// Most resources that are read before a piece is given: no question takes long.
    private static let largestStep = 5_000
    private static let pageSize = 500

    private let store: any RecordStore
    private var id = RandomIdentifier.make()
    private var epoch: Int64?
    private var progress = Progress.nothing
    private var keys: [PersonKey] = []
    private var known: Set<PersonKey> = []
    private var turn: Task<Bool, any Error>?

    init(store: any RecordStore) {
        self.store = store
    }

    /// The keys behind a mark, and whether the list ends with them.
    func piece(after mark: PeopleMark) async throws -> (mark: PeopleMark, start: Int, keys: [PersonKey], isWhole: Bool)
    {
        let isUpToDate = try await advanceInTurn()
        let start = mark.list == id && mark.count <= keys.count ? mark.count : 0
        let end = min(keys.count, start + Self.largestPiece)
        return (PeopleMark(list: id, count: end), start, Array(keys[start..<end]), isUpToDate && end == keys.count)
    }

    /// One step after another: two at once would read the same twice.
    private func advanceInTurn() async throws -> Bool {
        let before = turn
        let own = Task {
            _ = await before?.result
            return try await advance()
        }
        turn = own
        return try await own.value
    }

    /// Reads on; whether everything that the store held when this began is now in the list.
    private func advance() async throws -> Bool {
        let head = try await store.snapshot()
        if epoch != head.epoch { beginAnew(head.epoch) }
        var count = 0
        while count < Self.largestStep {
            switch progress {
            case .following(let position) where position >= head.version: return true
            case .following(let position): count += try await follow(from: position, to: head.version)
            case .nothing: count += try await read(nil)
            case .reading(let position): count += try await read(position)
            }
        }
        if case .following(let position) = progress { return position >= head.version }
        return false
    }

    private func beginAnew(_ epoch: Int64) {
        self.epoch = epoch
        id = RandomIdentifier.make()
        progress = .nothing
        keys = []
        known = []
    }

    private func read(_ position: SearchPosition?) async throws -> Int {
        let query = SearchQuery(resourceType: "Patient", count: Self.pageSize)
        let page: SearchPage
        do {
            page = try await store.search(query, visibility: .unrestricted, page: position)
        } catch StoreFailure.positionGone {
            // Nobody asked for too long; what was read stays on the list.
            progress = .nothing
            return 1
        }
        for version in page.matches { try take(version) }
        progress = page.next.map(Progress.reading) ?? .following(page.snapshot.version)
        return page.matches.count
    }

    private func follow(from position: Int64, to head: Int64) async throws -> Int {
        let changes = try await store.changes(after: position, limit: Self.pageSize)
        for change in changes where change.version.id.type == "Patient" { try take(change.version) }
        progress = .following(changes.last?.position ?? head)
        return changes.count
    }

    private func take(_ version: StoredVersion) throws {
        guard let patient = try version.body?.resource() else { return }
        for key in PersonKey.keys(of: patient) where known.insert(key).inserted { keys.append(key) }
    }
}

extension NodeGateway {
    /// The people whom the node may hold, behind a mark.
    ///
    /// For an exchange only. That it was given the list from its beginning is in the node's log before it is.
    package func people(after mark: PeopleMark) async throws -> PeoplePage {
        let piece = try await people.piece(after: mark)
        if piece.start == 0, !piece.keys.isEmpty { try await noteHandingOver(of: piece.mark) }
        let directory = try await directory.snapshot()
        let sources = SourceLines.lines(
            node: node, directory: directory, knownTo: [], counts: [:], at: clock.now(), hidesNames: false)
        return PeoplePage(
            mark: piece.mark, start: piece.start, keys: piece.keys, isWhole: piece.isWhole, sources: sources)
    }

    private func noteHandingOver(of mark: PeopleMark) async throws {
        var event = AuditEvent(
            time: clock.now(), action: .search, outcome: .allowed, actor: AuditActor(.system, userID: "exchange"),
            purpose: .administration, network: .platform, correlation: mark.list, node: node.id, persons: [])
        event.query = "Patient"
        event.touched = [AuditTouch("Patient", count: mark.count)]
        try await audit.append(event)
    }
}
