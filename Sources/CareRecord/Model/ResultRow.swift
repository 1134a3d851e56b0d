// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One result as it was sent.
package struct ResultRow: Sendable, Equatable, Identifiable {
    /// How the value compares with its interval, as the source says.
    package enum Interpretation: String, Sendable {
        case low
        case high
        case criticallyLow = "critically-low"
        case criticallyHigh = "critically-high"
        case normal
        case abnormal
    }

    /// How far the result can be relied on.
    package enum Status: String, Sendable, CaseIterable {
        case registered
        case preliminary
        case final
        case amended
        case corrected
        case cancelled
        case enteredInError = "entered-in-error"
        case unknown
    }

    /// A part of a result, such as the systolic pressure.
    package struct Component: Sendable, Equatable {
        package var title: String
        package var value: ResultValue

        /// See the members.
        package init(title: String, value: ResultValue) {
            self.title = title
            self.value = value
        }
    }

    package var id: String
    /// The test in the words of the source.
    package var title: String
    package var status: Status
    package var value: ResultValue
    package var components: [Component]
    package var interpretation: Interpretation?
    /// The words of the source for it.
    package var interpretationText: String?
    /// The intervals that came with this result, as sent.
    package var ranges: [ReferenceInterval]
    /// When the sample was taken or the measurement made.
    package var taken: PartialDate?
    /// When the result was issued.
    package var issued: PartialDate?
    package var specimen: String?
    package var method: String?
    package var bodySite: String?
    package var notes: [String]
    /// The reports it belongs to.
    package var panels: [ResultPanel.ID]
    /// Sources that state exactly this.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: Status, value: ResultValue, components: [Component] = [],
        interpretation: Interpretation? = nil, interpretationText: String? = nil, ranges: [ReferenceInterval] = [],
        taken: PartialDate? = nil, issued: PartialDate? = nil, specimen: String? = nil, method: String? = nil,
        bodySite: String? = nil, notes: [String] = [], panels: [ResultPanel.ID] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.value = value
        self.components = components
        self.interpretation = interpretation
        self.interpretationText = interpretationText
        self.ranges = ranges
        self.taken = taken
        self.issued = issued
        self.specimen = specimen
        self.method = method
        self.bodySite = bodySite
        self.notes = notes
        self.panels = panels
        self.sources = sources
    }

    /// Whether there is a value that someone may act on.
    package var hasUsableValue: Bool {
        (value.hasContent || !components.isEmpty) && status != .cancelled && status != .enteredInError
    }
}
