// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Exchange

/// What one source says in a row, where it comes from and how old it is.
///
/// A row that several sources state has one note for each; nothing is dropped.
package struct SourceNote: Sendable, Equatable {
    /// The resource behind it.
    package var item: ItemReference
    /// The feed that sent it; nil where not known or where places are withheld.
    package var feed: String?
    /// The organisation's code; nil where not known or where places are withheld.
    package var organisation: ODSCode?
    /// The organisation's name, or words that stand in for a name that is withheld.
    package var name: String
    /// Whether the name is withheld because the address is protected.
    package var isNameWithheld: Bool
    /// The words of the source, uncut.
    package var asRecorded: String
    /// The codes of the source.
    package var codes: [RecordedCode]
    /// When it happened.
    package var happened: PartialDate?
    /// When the source wrote it down.
    package var recorded: PartialDate?
    /// When OneLondon received this version.
    package var received: Timestamp
    /// How the feed did in this answer; nil where no line of the contract speaks of it.
    package var feedState: SourceLine.State?
    /// Who recorded or is responsible.
    package var author: StaffNote?
    /// What marks the item as extra-sensitive.
    package var labels: SensitivityLabels

    /// See the members.
    package init(
        item: ItemReference, feed: String? = nil, organisation: ODSCode? = nil, name: String,
        isNameWithheld: Bool = false, asRecorded: String, codes: [RecordedCode] = [], happened: PartialDate? = nil,
        recorded: PartialDate? = nil, received: Timestamp, feedState: SourceLine.State? = nil, author: StaffNote? = nil,
        labels: SensitivityLabels = []
    ) {
        self.item = item
        self.feed = feed
        self.organisation = organisation
        self.name = name
        self.isNameWithheld = isNameWithheld
        self.asRecorded = asRecorded
        self.codes = codes
        self.happened = happened
        self.recorded = recorded
        self.received = received
        self.feedState = feedState
        self.author = author
        self.labels = labels
    }

    /// What counts as one source: the same organisation, feed and node.
    package var sourceKey: String {
        isNameWithheld ? name : [item.node, feed ?? "", organisation?.text ?? name].joined(separator: "|")
    }
}

/// A code as its source sent it.
package struct RecordedCode: Sendable, Hashable {
    package var system: String?
    package var code: String
    /// The source's own words for it.
    package var display: String?

    /// See the members.
    package init(system: String? = nil, code: String, display: String? = nil) {
        self.system = system
        self.code = code
        self.display = display
    }
}

/// A member of staff as a source names one.
package struct StaffNote: Sendable, Hashable {
    package var name: String?
    /// What they work as, such as `Consultant`.
    package var role: String?

    /// See the members.
    package init(name: String? = nil, role: String? = nil) {
        self.name = name
        self.role = role
    }
}

extension Sequence<SourceNote> {
    /// In how many different sources the row was seen.
    package var sourceCount: Int { Set(map(\.sourceKey)).count }
}
