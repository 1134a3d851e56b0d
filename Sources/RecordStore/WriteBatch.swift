// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch

/// Changes that are made together or not at all.
package struct WriteBatch: Sendable {
    /// What must still be true when the changes are made; see ``MatchGuard``.
    package var guards: [MatchGuard]
    /// The changes, in order; at most one for each resource.
    package var changes: [WriteChange]
    /// A named note that becomes durable with the changes, such as how far an import has come.
    package var bookmark: Bookmark?

    /// A batch; see the members.
    package init(guards: [MatchGuard] = [], changes: [WriteChange], bookmark: Bookmark? = nil) {
        self.guards = guards
        self.changes = changes
        self.bookmark = bookmark
    }

    /// A named note.
    package struct Bookmark: Sendable {
        /// What the note must say before, so that two who go by the same note never both go on from it.
        package enum Expectation: Sendable, Equatable {
            case anything
            /// The note is not there, where nil, or has this value.
            case value(String?)
        }

        package var name: String
        /// What it says from now on; nil leaves it as it is.
        package var value: String?
        package var expecting: Expectation

        /// A note; see the members.
        package init(name: String, value: String?, expecting: Expectation = .anything) {
            self.name = name
            self.value = value
            self.expecting = expecting
        }

        /// Goes on only where the note says what is expected.
        ///
        /// - Throws: ``StoreFailure/bookmarkMoved``.
        package func check(_ current: String?) throws(StoreFailure) {
            if case .value(let expected) = expecting, expected != current { throw .bookmarkMoved }
        }
    }
}

/// A search and its result that a conditional change relies on.
///
/// It is asked again at the moment of writing, so two clients cannot both create the one.
/// What is hidden from the client is no match for it, neither before nor then.
package struct MatchGuard: Sendable {
    package var query: SearchQuery
    /// The matches that were found, in any order.
    package var expected: [ResourceID]
    /// What the client may see.
    package var visibility: Visibility
    /// The state in which they were found; nil where that is not known.
    ///
    /// Where nothing that the search looks at has been written since, it need not be asked again.
    package var seen: StoreSnapshot?

    /// Longest time the guards of one batch may be searched for: so long nobody else writes.
    package static let longestSearch = Duration.seconds(1)

    /// A guard; see the members.
    package init(
        query: SearchQuery, expected: [ResourceID], visibility: Visibility, seen: StoreSnapshot? = nil
    ) {
        self.query = query
        self.expected = expected
        self.visibility = visibility
        self.seen = seen
    }

    /// The search as a store asks it again: whether there is more than expected matters, how much more does not.
    package var again: SearchQuery {
        SearchQuery(resourceType: query.resourceType, clauses: query.clauses, count: expected.count + 1)
    }
}

/// One change.
package struct WriteChange: Sendable {
    /// What is written.
    package enum Content: Sendable {
        case put(PreparedResource)
        case delete(ResourceID)
    }

    /// What must be true of the resource before.
    package enum Expectation: Sendable, Equatable {
        case anything
        /// It was never there or has been deleted.
        case absent
        /// Its current version has this number (`If-Match`).
        case version(Int)
    }

    package var content: Content
    package var expecting: Expectation

    /// A change; see the members.
    package init(_ content: Content, expecting: Expectation = .anything) {
        self.content = content
        self.expecting = expecting
    }

    /// The resource that changes.
    package var id: ResourceID {
        switch content {
        case .put(let resource): resource.id
        case .delete(let id): id
        }
    }
}

/// A resource made ready for writing, outside the writer: normalised, indexed, labelled.
package struct PreparedResource: Sendable {
    package var id: ResourceID
    package var body: ResourceBody
    package var entries: IndexEntries
    /// The Patient id of the person it concerns.
    package var person: String?
    package var labels: SensitivityLabels
    /// Which parameters `entries` are of; see ``ParameterCatalog/edition``.
    package var edition: UInt64

    /// Prepares a resource for writing under an id, which must be a valid one.
    ///
    /// - Throws: ``ResourceFailure/noResourceType`` where R4 has no such type: a store keeps only types it knows.
    package init(
        _ resource: Resource, id: String, labels: SensitivityLabels, extractor: IndexExtractor
    ) throws(ResourceFailure) {
        guard R4.isResourceType(resource.type) else { throw .noResourceType }
        self.id = ResourceID(resource.type, id)
        body = try ResourceBody(resource, id: id)
        entries = extractor.entries(of: resource)
        edition = extractor.catalog.edition
        person = PersonReference.person(of: resource, id: id, entries: entries, extractor: extractor)
        self.labels = labels
    }

    /// The entries for an extractor's parameters: those it came with, or taken anew where the parameters have changed since.
    package func entries(for extractor: IndexExtractor) throws(ResourceFailure) -> IndexEntries {
        edition == extractor.catalog.edition ? entries : extractor.entries(of: try body.resource())
    }

    /// Whether it can concern a person but names none of this store.
    package var isWithoutPerson: Bool { person == nil && PersonParameters.canConcernPerson(id.type) }
}

/// What a write did, change by change.
package struct WriteOutcome: Sendable {
    /// The effect of one change.
    package enum Effect: Sendable, Equatable {
        case created, updated, deleted
        /// The content was the same as before, or there was nothing to delete.
        case unchanged
    }

    /// The result of one change.
    package struct Result: Sendable {
        package var id: ResourceID
        package var effect: Effect
        /// The version that is current now; 0 where there is none.
        package var version: Int
        package var lastUpdated: Timestamp
        /// The Patient id of the person whom the version before concerned, where the change made or
        /// ended one: someone else than now where the resource moved.
        package var formerPerson: String?

        /// A result; see the members.
        package init(
            id: ResourceID, effect: Effect, version: Int, lastUpdated: Timestamp, formerPerson: String? = nil
        ) {
            self.id = id
            self.effect = effect
            self.version = version
            self.lastUpdated = lastUpdated
            self.formerPerson = formerPerson
        }
    }

    /// In the order of the batch.
    package var results: [Result]
    /// The state that holds the changes.
    package var snapshot: StoreSnapshot

    /// An outcome; see the members.
    package init(results: [Result], snapshot: StoreSnapshot) {
        self.results = results
        self.snapshot = snapshot
    }
}

/// Why a store refused; nothing of the batch was written.
package enum StoreFailure: Error, Sendable, Equatable {
    /// The resource at this position is not in the expected version; 0 where it is absent.
    case versionConflict(change: Int, current: Int)
    /// The search of the guard at this position has another result now.
    case guardFailed(guard: Int)
    /// The batch's bookmark does not say what was expected of it.
    case bookmarkMoved
    /// The SearchParameter at this position cannot be one of the store's parameters.
    case searchParameterRefused(change: Int, CareIssue)
    /// The index does not hold a parameter of the search yet: so many resources of all are done.
    case indexIncomplete(parameter: String, done: Int, total: Int)
    /// A parameter of the search has been withdrawn or defined anew since the search was read.
    case searchParametersChanged
    /// Two changes of one batch name the same resource.
    case duplicateChange(ResourceID)
    /// Too much is waiting to be written; try again after this time.
    case throttled(retryAfter: Duration)
    /// The page position is too old or belongs to another epoch.
    case positionGone
    /// The read took longer than it may.
    case tooCostly
    /// The store is closed or its files are not usable.
    case unavailable(String)
}
