// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a code says about a vaccination.
package struct VaccinationMeaning: Hashable, Sendable {
    /// Whether a dose was given.
    package enum Giving: String, Hashable, Sendable {
        case given = "yes"
        /// Given by someone else and recorded here: often the same dose as in another source.
        case givenElsewhere = "elsewhere"
        /// Not given or declined.
        ///
        /// Never counts as given, whatever the status of the record.
        case notGiven = "no"
    }

    /// Whether a dose was given.
    package let giving: Giving
    /// Our own name of the vaccine, such as `mmr`; nil where the list does not say.
    ///
    /// For keys, never for pages.
    package let vaccine: String?
    /// The number of the dose in its course; nil where the code does not say.
    package let dose: Int?

    /// What a code says; nil for a code that is not listed as a vaccination.
    package static func lookup(system: String, code: String) -> VaccinationMeaning? {
        lookup(CodeKey(system: system, code: code))
    }

    /// What a code says; nil for a code that is not listed as a vaccination.
    package static func lookup(_ key: CodeKey) -> VaccinationMeaning? {
        guard let row = ListedCodes.confirmed(key), let giving = row.tags["given"].flatMap({ Giving(rawValue: $0) })
        else { return nil }
        return VaccinationMeaning(
            giving: giving, vaccine: row.tags["vaccine"], dose: row.tags["dose"].flatMap { Int($0) })
    }

    /// Whether an immunisation record says that a dose was given: its FHIR status is `completed`, no coding says "not
    /// given", and no text of the sender does.
    ///
    /// A text that denies anything counts as "not given": the sender's words are shown then, and no dose is made up.
    package static func saysGiven(status: String, codings: [CodeKey], texts: [String] = []) -> Bool {
        guard status == "completed" else { return false }
        let isDeniedByCode = codings.contains { lookup($0)?.giving == .notGiven }
        return !isDeniedByCode && !texts.contains(where: denies)
    }

    private static let denials = [
        "not given", "not done", "not administered", "not vaccinated", "declined", "declines", "refused", "refuses",
        "refusal", "contraindicated",
    ]

    /// Whether a text holds a word of denial anywhere, whole.
    private static func denies(_ text: String) -> Bool {
        let words = " " + text.lowercased().split { !$0.isLetter }.joined(separator: " ") + " "
        return denials.contains { words.contains(" \($0) ") }
    }
}
