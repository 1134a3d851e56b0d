// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// Which versions a history holds: newest first, deletions included.
package struct HistoryQuery: Hashable, Sendable {
    /// Of what the versions are.
    package enum Scope: Hashable, Sendable {
        case resource(ResourceID)
        /// All resources of a type.
        case type(String)
        /// All resources.
        case all

        /// Whether the versions of a resource are in it.
        package func holds(_ id: ResourceID) -> Bool {
            switch self {
            case .resource(let own): own == id
            case .type(let type): type == id.type
            case .all: true
            }
        }
    }

    package var scope: Scope
    /// Only versions recorded at this moment or later.
    package var since: Timestamp?
    /// Only versions that were what the resource was, or its deletion, at some moment of this time.
    package var current: Range<Timestamp>?
    /// Most versions on a page, from 1.
    package var count: Int

    /// A history; see the members.
    package init(_ scope: Scope, since: Timestamp? = nil, current: Range<Timestamp>? = nil, count: Int = 50) {
        self.scope = scope
        self.since = since
        self.current = current
        self.count = count
    }

    /// Whether the times of a version belong to the history.
    ///
    /// - Parameter successor: when the next version of the resource was recorded, in the state that is read.
    package func holds(recorded: Timestamp, successor: Timestamp?) -> Bool {
        if let since, recorded < since { return false }
        guard let current else { return true }
        return recorded < current.upperBound && successor.map { $0 > current.lowerBound } ?? true
    }
}

/// One page of a history.
package struct HistoryPage: Sendable {
    /// The versions of this page, newest first; fewer than asked for, also none, where much had to be passed over.
    package var versions: [StoredVersion]
    /// Where the next page begins; nil on the last page.
    package var next: SearchPosition?
    /// The state that all pages see.
    package var snapshot: StoreSnapshot

    /// A page; see the members.
    package init(versions: [StoredVersion], next: SearchPosition?, snapshot: StoreSnapshot) {
        self.versions = versions
        self.next = next
        self.snapshot = snapshot
    }
}
