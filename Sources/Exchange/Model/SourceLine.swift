// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes

/// What one source contributed to an answer: one line of the completeness contract.
///
/// Every answer has a line for each source that could hold something.
package struct SourceLine: Sendable, Equatable {
    /// The state of a source in one answer.
    package enum State: String, Sendable, CaseIterable {
        /// Everything the source has sent is here and up to date.
        case ok
        /// The source knows the person and has sent nothing of these kinds.
        case nothingHeld = "nothing-held"
        /// The source does not know the person.
        case recordNotFound = "record-not-found"
        /// Some of what the source holds is missing here.
        case partial
        /// What is here is older than it should be.
        case late
        /// The source or a rule keeps information back.
        case withheld
        /// The source did not answer, or has sent nothing for too long.
        case failed
        /// The source is known and sends nothing to OneLondon.
        case notConnected = "not-connected"
    }

    /// The node that speaks for the source.
    package var node: String
    /// The feed; nil where a whole node did not answer.
    package var feed: String?
    /// Code of the organisation; nil for a node.
    package var organisation: ODSCode?
    /// Name of the organisation or node as shown to people.
    package var name: String
    /// Whether the name itself would tell something sensitive: it is counted, never shown.
    package var isNameSensitive: Bool
    package var state: State
    /// Whether the source has told of this person, so that what it did not send is missing from this very record.
    ///
    /// True for a whole node, and for every source that is not named: it must look the same for everyone.
    package var concernsPerson: Bool
    /// The sections this source normally sends.
    package var content: Set<RecordSection>
    /// When the source last sent anything; nil where never or not known.
    package var lastReceived: Timestamp?
    /// Items of this person from this source in this answer.
    package var itemCount: Int

    /// A line; see the members.
    package init(
        node: String, feed: String?, organisation: ODSCode?, name: String, isNameSensitive: Bool = false, state: State,
        concernsPerson: Bool = true, content: Set<RecordSection>, lastReceived: Timestamp?, itemCount: Int
    ) {
        self.node = node
        self.feed = feed
        self.organisation = organisation
        self.name = name
        self.isNameSensitive = isNameSensitive
        self.state = state
        self.concernsPerson = concernsPerson
        self.content = content
        self.lastReceived = lastReceived
        self.itemCount = itemCount
    }
}
