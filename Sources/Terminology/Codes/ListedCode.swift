// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One code that OneLondon knows, with what is certain about it.
package struct ListedCode: Sendable, Hashable {
    /// How the meaning of a code was confirmed.
    package enum Certainty: String, Sendable, Hashable {
        /// Read with its term in a source of NHS England, NHS Digital or HL7 UK.
        case nhs = "A"
        /// Read with its term in another public list.
        case publicList = "B"
        /// Read in one third-party file only: shown as sent, grouped with itself only.
        case oneFile = "C"
        /// Not confirmed: a code nobody here knows.
        case fromMemory = "M"
    }

    /// What kind of row this is; a code may be in several.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case condition
        case notACondition = "not-a-condition"
        case allergySubstance = "allergy-substance"
        case allergyReaction = "allergy-reaction"
        case documentCategory = "document-category"
        case document
        case decision
        case flag
        case service
        case specialty
        case heading
        case encounter
        case procedure
        case immunisation
        case diagnosis
        case operation
        case medicine
        case route
        case vitalSign = "vital-sign"
        case vitalSignFinding = "vital-sign-finding"
        case lifestyle
        case laboratory
        case ethnicCategory = "ethnic-category"
        case nhsNumberStatus = "nhs-number-status"
        case deathNotification = "death-notification"
        case mentalHealthAct = "mental-health-act"
        case admissionMethod = "admission-method"
        case dischargeMethod = "discharge-method"
        case writtenFormat = "written-format"
        case contactMethod = "contact-method"
        case relationshipRole = "relationship-role"
        case listWarning = "list-warning"
        case traceOutcome = "trace-outcome"
    }

    /// The system as it is sent: dm+d for medicines, although they compare equal to SNOMED CT.
    package let system: String
    /// The code as text.
    package let code: String
    /// The term as its source spells it; a sender's own term is shown in its stead.
    package let term: String
    /// How far the meaning is confirmed.
    package let certainty: Certainty
    /// Short names of the sources in which id and term were read.
    package let source: String
    /// The kinds of row.
    package let groups: [Group]
    /// What the module's lookups read, as name and value.
    let tags: [String: String]

    /// What the code is compared by.
    package var key: CodeKey { CodeKey(system: system, code: code) }

    /// Whether a lookup may say what the code means; otherwise it is a code nobody here knows.
    package var hasConfirmedMeaning: Bool { certainty == .nhs || certainty == .publicList }

    /// Labels that hide information apply down to ``Certainty/oneFile``: hiding needs less proof than asserting.
    package var labels: SensitivityLabels {
        certainty == .fromMemory ? [] : SensitivityLabels(codes: tags["label"] ?? "")
    }

    /// Whether the term hurts when a page says it in its own voice; it stays behind "as recorded".
    package var isTermOnlyAsRecorded: Bool { tags["wording"] == "as-recorded" }

    /// The values of a tag that holds a list.
    func list(_ tag: String) -> [String] {
        tags[tag]?.split(separator: ",").map(String.init) ?? []
    }
}
