// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch

/// Keeps versions of resources.
///
/// Every driver passes the suite in RecordStoreTesting, which compares it with
/// ``MemoryStore``. Reads take a ``Visibility``, without a default. What
/// ``write(_:)`` has returned survives a crash of the machine.
package protocol RecordStore: Sendable {
    /// The current version; a deleted resource answers with its deletion, hidden and absent ones with nil.
    func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion?

    /// A version by its number, from 1; nil also where the current version is hidden.
    ///
    /// A resource that has become more sensitive, or another person's, takes its past with it.
    func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion?

    /// One page of versions, newest first, deletions included; none of a resource whose current version is hidden.
    ///
    /// Later pages go on in the state that the first page saw.
    func history(
        _ query: HistoryQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> HistoryPage

    /// One page of matches. Later pages of the same search see the store as the first page did.
    ///
    /// A search without an order of its own is answered in one that suits the store, or, where the page begins at
    /// ``SearchPlace/beginning``, in the order of recording, so that pages of several searches can be put together.
    func search(_ query: SearchQuery, visibility: Visibility, page: SearchPosition?) async throws -> SearchPage

    /// One page of all that concerns a person, in the order of recording.
    func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage

    /// Makes all changes of a batch or none; returns when they are durable.
    ///
    /// A SearchParameter among them changes ``searchParameters`` with the batch, or the batch is refused with
    /// ``StoreFailure/searchParameterRefused(change:_:)``.
    func write(_ batch: WriteBatch) async throws -> WriteOutcome

    /// What was written after a place in the feed, in the order of commits, deletions included.
    func changes(after position: Int64, limit: Int) async throws -> [StoreChange]

    /// The value last written under a bookmark's name; see ``WriteBatch/bookmark``.
    func bookmark(_ name: String) async throws -> String?

    /// Which state of the store is current.
    func snapshot() async throws -> StoreSnapshot

    /// What the store can be searched by now; searches and extractors of the store are made with it.
    ///
    /// A search by a parameter that the index does not hold yet is refused with
    /// ``StoreFailure/indexIncomplete(parameter:done:total:)``.
    var searchParameters: ParameterCatalog { get }

    /// What is still missing in the index and is being built while the store serves.
    func indexBuilds() async throws -> [IndexBuild]

    /// Forgets the index entries of versions superseded before `moment`, which only old page tokens need.
    ///
    /// - Returns: how many of these versions could not be read and keep their entries; they are not tried again.
    @discardableResult
    func purgeSuperseded(before moment: Timestamp) async throws -> Int
}

/// Names a state of one store.
package struct StoreSnapshot: Hashable, Sendable {
    /// Changes when a store is restored from a backup; positions of another epoch are refused.
    package var epoch: Int64
    /// The newest version key of the state.
    package var version: Int64

    /// A state; see the members.
    package init(epoch: Int64, version: Int64) {
        self.epoch = epoch
        self.version = version
    }
}

/// Where a page of a search begins: behind which result, in which state.
package struct SearchPosition: Hashable, Sendable {
    /// The state that all pages of the search see.
    package var snapshot: StoreSnapshot
    /// Where the last result stands.
    package var place: SearchPlace

    /// A position; see the members.
    package init(snapshot: StoreSnapshot, place: SearchPlace) {
        self.snapshot = snapshot
        self.place = place
    }
}

/// One page of a search.
package struct SearchPage: Sendable {
    /// The matches of this page, in order.
    package var matches: [StoredVersion]
    /// Where each of the matches stands, so that pages of several types can be put together.
    package var places: [SearchPlace]
    /// Where the next page begins; nil on the last page.
    package var next: SearchPosition?
    /// The number of all matches, where it was asked for.
    package var total: Int?
    /// The state the page was read from.
    package var snapshot: StoreSnapshot

    /// A page; see the members.
    package init(
        matches: [StoredVersion], places: [SearchPlace], next: SearchPosition?, total: Int?, snapshot: StoreSnapshot
    ) {
        self.matches = matches
        self.places = places
        self.next = next
        self.total = total
        self.snapshot = snapshot
    }
}

/// One entry of the change feed.
package struct StoreChange: Sendable {
    /// Place in the feed; `changes(after:)` continues behind it.
    package var position: Int64
    /// The commit it belongs to; a commit's changes stand together.
    package var commit: Int64
    /// What was written.
    package var version: StoredVersion

    /// An entry; see the members.
    package init(position: Int64, commit: Int64, version: StoredVersion) {
        self.position = position
        self.commit = commit
        self.version = version
    }
}

/// Search parameters of one resource type that are being taken into the index.
package struct IndexBuild: Sendable, Equatable {
    package var resourceType: String
    /// Their names, in order.
    package var parameters: [String]
    /// Resources that are in the index already.
    package var done: Int
    /// Resources there were when it began; what is written later is indexed with its writing.
    package var total: Int
    /// Why it stands still until the store is opened again; nil while it goes on.
    package var fault: String?

    /// A build; see the members.
    package init(resourceType: String, parameters: [String], done: Int, total: Int, fault: String?) {
        self.resourceType = resourceType
        self.parameters = parameters
        self.done = done
        self.total = total
        self.fault = fault
    }
}
