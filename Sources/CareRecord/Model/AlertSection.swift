// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// Flags and warnings.
package struct AlertSection: Sendable, Equatable {
    /// What is to be shown now, the most serious kinds first.
    package var current: [AlertRow]
    /// Ended, with the day they ended.
    package var ended: [AlertRow]
    /// Rows entered in error.
    package var history: [AlertRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        current: [AlertRow] = [], ended: [AlertRow] = [], history: [AlertRow] = [], coverage: SectionCoverage
    ) {
        self.current = current
        self.ended = ended
        self.history = history
        self.coverage = coverage
    }
}

/// One flag.
package struct AlertRow: Sendable, Equatable, Identifiable {
    /// What a flag is about, in the order in which flags are shown.
    package enum Category: String, Sendable, CaseIterable, Comparable {
        case childProtection = "child-protection"
        case safeguarding
        case safety
        case mentalHealthAct = "mental-health-act"
        case endOfLife = "end-of-life"
        case access
        case communication
        case residence
        case carePlan = "care-plan"
        case carer
        case other

        package static func < (left: Category, right: Category) -> Bool { left.order < right.order }

        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package var id: String
    /// The source's words.
    package var title: String
    package var category: Category
    package var kind: PersonFlag.Kind?
    package var start: PartialDate?
    package var end: PartialDate?
    /// Whether it ended and is still shown for the days that the rules ask for.
    package var isShownAfterEnd: Bool
    /// Never on a page of the person or a proxy: labelled so, or about how to get into a home.
    package var isForProfessionalsOnly: Bool
    /// Whether it may leave the screen; key-safe codes and crew warnings never do.
    package var mayBePrinted: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, category: Category, kind: PersonFlag.Kind? = nil, start: PartialDate? = nil,
        end: PartialDate? = nil, isShownAfterEnd: Bool = false, isForProfessionalsOnly: Bool = false,
        mayBePrinted: Bool = true, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.category = category
        self.kind = kind
        self.start = start
        self.end = end
        self.isShownAfterEnd = isShownAfterEnd
        self.isForProfessionalsOnly = isForProfessionalsOnly
        self.mayBePrinted = mayBePrinted
        self.sources = sources
    }
}
