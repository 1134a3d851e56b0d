// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a code says about attempting resuscitation.
///
/// No code, or one not listed, says nothing: never "for".
package struct ResuscitationDecision: Hashable, Sendable {
    /// What was decided.
    package enum Meaning: Hashable, Sendable {
        /// Resuscitation is to be attempted.
        case forResuscitation
        /// Resuscitation is not to be attempted.
        case notForResuscitation
        /// A ReSPECT plan exists; the code says nothing of what it holds.
        case planExists
    }

    /// What was decided.
    package let meaning: Meaning
    /// Whether the code itself says that a document supports it.
    package let hasSupportingDocument: Bool

    /// What a code says; nil for a code that is not listed as a decision.
    package static func lookup(system: String, code: String) -> ResuscitationDecision? {
        guard let row = ListedCodes.confirmed(CodeKey(system: system, code: code)),
            let meaning = row.tags["decision"].flatMap({ meanings[$0] })
        else { return nil }
        return ResuscitationDecision(
            meaning: meaning, hasSupportingDocument: row.tags["form"] == "documented")
    }

    /// Whether both cannot be true at once; both are then shown with date, role and source.
    package func conflicts(with other: ResuscitationDecision) -> Bool {
        meaning != other.meaning && meaning != .planExists && other.meaning != .planExists
    }

    private static let meanings: [String: Meaning] = [
        "for": .forResuscitation, "not-for": .notForResuscitation, "plan-exists": .planExists,
    ]
}
