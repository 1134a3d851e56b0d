// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import Identity

/// One person's information as all nodes answered: joined, not yet arranged.
package struct GatheredRecord: Sendable {
    package var person: TracedPerson
    /// Everything that may be shown, Patient resources included.
    package var items: [RecordItem]
    /// Organizations, practitioners, roles, places and products that items refer to.
    package var context: [RecordItem]
    /// The completeness contract: a line for each source.
    package var sources: [SourceLine]
    /// Records that may be the same person's and were not joined.
    package var possibleOtherRecords: Int
    /// Items kept from this reader by rule or choice.
    package var hiddenItems: Int
    /// When the answer was put together.
    package var gatheredAt: Timestamp
    /// The same in every node's log for this request.
    package var correlationID: String

    /// A record; see the members.
    package init(
        person: TracedPerson, items: [RecordItem], context: [RecordItem], sources: [SourceLine],
        possibleOtherRecords: Int, hiddenItems: Int, gatheredAt: Timestamp, correlationID: String
    ) {
        self.person = person
        self.items = items
        self.context = context
        self.sources = sources
        self.possibleOtherRecords = possibleOtherRecords
        self.hiddenItems = hiddenItems
        self.gatheredAt = gatheredAt
        self.correlationID = correlationID
    }

    /// The context item that a reference of an item of `node` points to.
    package func context(_ reference: String, node: String) -> RecordItem? {
        context.first { $0.node == node && $0.resource.reference == reference }
    }
}

/// One resource of a gathered record and where it comes from.
package struct RecordItem: Sendable {
    package var resource: Resource
    /// The node it is kept at.
    ///
    /// References lead to other items of the same node only.
    package var node: String
    /// The feed that sent it, from `meta.source`.
    package var feed: String?
    /// The organisation behind the feed.
    package var organisation: ODSCode?
    /// When OneLondon received this version (`meta.lastUpdated`).
    package var received: Timestamp

    /// An item; see the members.
    package init(resource: Resource, node: String, feed: String?, organisation: ODSCode?, received: Timestamp) {
        self.resource = resource
        self.node = node
        self.feed = feed
        self.organisation = organisation
        self.received = received
    }
}
