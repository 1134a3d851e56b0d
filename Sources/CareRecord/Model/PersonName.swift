// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Terminology

/// A name in the parts in which the NHS shows it: FAMILY, Given (Title).
package struct PersonName: Sendable, Hashable {
    package var family: String?
    package var given: [String]
    package var title: String?
    /// What the person likes to be called, where it differs.
    package var preferred: String?
    /// The whole name as sent, where it came without parts.
    package var text: String?

    /// See the members.
    package init(
        family: String? = nil, given: [String] = [], title: String? = nil, preferred: String? = nil,
        text: String? = nil
    ) {
        self.family = family
        self.given = given
        self.title = title
        self.preferred = preferred
        self.text = text
    }

    /// `FAMILY, Given (Title)`; `Name not recorded` where there is none.
    package var display: String {
        guard family != nil || !given.isEmpty else { return text ?? "Name not recorded" }
        let names = [family?.uppercased(), given.isEmpty ? nil : given.joined(separator: " ")].compactMap(\.self)
        return names.joined(separator: ", ") + (title.map { " (\($0))" } ?? "")
    }
}

/// Gender in the words of the NHS standard.
package enum AdministrativeGender: String, Sendable, CaseIterable {
    case male
    case female
    case other
    /// The source says that it does not know.
    case notKnown = "not-known"
    /// No source says anything.
    case notSpecified = "not-specified"

    /// The words for it.
    package var words: String {
        switch self {
        case .male: "Male"
        case .female: "Female"
        case .other: "Other Specific"
        case .notKnown: "Not Known"
        case .notSpecified: "Not Specified"
        }
    }
}

/// Ethnic category, with "not stated" and "not known" kept apart.
package struct EthnicityStatement: Sendable, Equatable {
    package var answer: EthnicCategoryAnswer?
    /// The category in the source's words.
    package var text: String
    package var source: SourceNote

    /// See the members.
    package init(answer: EthnicCategoryAnswer? = nil, text: String, source: SourceNote) {
        self.answer = answer
        self.text = text
        self.source = source
    }
}

/// A language, format or adjustment that the person needs.
package struct CommunicationNeed: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case language
        case interpreter
        case writtenFormat = "written-format"
        case adjustment
    }

    package var kind: Kind
    package var text: String
    package var sources: [SourceNote]

    /// See the members.
    package init(kind: Kind, text: String, sources: [SourceNote]) {
        self.kind = kind
        self.text = text
        self.sources = sources
    }
}
