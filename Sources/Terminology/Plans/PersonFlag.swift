// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A listed fact that changes how someone is cared for, sent as a flag, problem or observation.
///
/// The child protection ids were read in one file only. They are recognised so that they can be protected; the page
/// shows the sender's term.
package struct PersonFlag: Hashable, Sendable {
    /// Which fact.
    package enum Kind: String, Hashable, Sendable {
        case advanceCarePlan = "advance-care-plan"
        case endOfLifeRegister = "end-of-life-register"
        case ambulanceToldEndOfLife = "ambulance-told-end-of-life"
        case childProtectionPlan = "child-protection-plan"
        case lookedAfterChild = "looked-after-child"
        /// Stands on the pregnant woman's record and is about her child.
        case unbornChildProtectionPlan = "unborn-child-protection-plan"
        case adultSafeguardingPlan = "adult-safeguarding-plan"
        case careProgrammeApproach = "care-programme-approach"
        case livesInCareHome = "lives-in-care-home"
        case livesInNursingHome = "lives-in-nursing-home"
        case livesInResidentialHome = "lives-in-residential-home"
        case carer
    }

    /// Which fact.
    package let kind: Kind
    /// How far its meaning is confirmed.
    package let certainty: ListedCode.Certainty
    /// What hides it; `professionalsOnly` means never on a page of the person or a proxy.
    package let labels: SensitivityLabels
    /// Days after its end on which it is still shown to staff; nil if the end is the end.
    package let daysShownAfterEnd: Int?

    /// The flag of a code; nil for a code that is not listed as a flag.
    package static func lookup(system: String, code: String) -> PersonFlag? {
        lookup(CodeKey(system: system, code: code))
    }

    /// The flag of a code; nil for a code that is not listed as a flag.
    package static func lookup(_ key: CodeKey) -> PersonFlag? {
        guard let row = ListedCodes.find(key), row.certainty != .fromMemory,
            let kind = row.tags["flag"].flatMap({ Kind(rawValue: $0) })
        else { return nil }
        return PersonFlag(
            kind: kind, certainty: row.certainty, labels: row.labels,
            daysShownAfterEnd: row.tags["shown-after-end"].flatMap { Int($0) })
    }

    /// Whether staff still see the flag on a day; without an end it stays.
    package func isShown(on day: CivilDate, end: CivilDate?) -> Bool {
        guard let end else { return true }
        return day <= end.adding(days: daysShownAfterEnd ?? 0)
    }
}
