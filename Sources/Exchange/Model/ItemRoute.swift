// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import FHIRModel
internal import Terminology

/// Which part of the record a coded item belongs to, by what its codes say and not by where its sender put it.
///
/// A node decides with it what a role may see, and the record arranges its sections by it: one answer for both, so that
/// whoever may read a section gets everything that section would show.
package enum ItemRoute: Hashable, Sendable {
    case resuscitation
    case alerts
    case allergies
    case vaccinations
    case medicines
    case procedures
    case problems
    case familyHistory
    case otherStatements
    case results

    /// The types that are told apart by their codes.
    package static let types = ["AllergyIntolerance", "Condition", "Flag", "Immunization", "Observation", "Procedure"]

    /// The route of a resource; nil for types that codes do not tell apart.
    package init?(_ resource: Resource) {
        let codes = resource["code"].map { CodeKey.codings(of: $0) } ?? []
        switch resource.type {
        case "AllergyIntolerance": self = .allergies
        case "Immunization": self = .vaccinations
        case "Flag": self = Self.isDecision(codes) ? .resuscitation : .alerts
        case "Procedure":
            if Self.isDecision(codes) {
                self = .resuscitation
            } else {
                self = codes.contains { VaccinationMeaning.lookup($0) != nil } ? .vaccinations : .procedures
            }
        case "Condition": self = Self.condition(codes)
        case "Observation":
            self = Self.observation(codes, resource["valueCodeableConcept"].map { CodeKey.codings(of: $0) } ?? [])
        default: return nil
        }
    }

    /// The heading under which it stands.
    package var section: RecordSection {
        switch self {
        case .resuscitation: .resuscitation
        case .alerts: .alerts
        case .allergies: .allergies
        case .vaccinations: .vaccinations
        case .medicines: .medicines
        case .procedures: .procedures
        case .problems, .familyHistory, .otherStatements: .problems
        case .results: .results
        }
    }

    private static func isDecision(_ codes: [CodeKey]) -> Bool {
        codes.contains { ResuscitationDecision.lookup(system: $0.system, code: $0.code) != nil }
    }

    private static func condition(_ codes: [CodeKey]) -> ItemRoute {
        if isDecision(codes) { return .resuscitation }
        if codes.contains(where: { PersonFlag.lookup($0) != nil }) { return .alerts }
        if codes.contains(where: { AllergyFact.lookup($0) != nil }) { return .allergies }
        if codes.contains(where: { VaccinationMeaning.lookup($0) != nil }) { return .vaccinations }
        return place(ConditionMeaning.telling(codes))
    }

    /// Observations with codes that say something else than a measurement; a condition's code in one is a finding.
    private static func observation(_ codes: [CodeKey], _ value: [CodeKey]) -> ItemRoute {
        if isDecision(codes) || isDecision(value) { return .resuscitation }
        if (codes + value).contains(where: { PersonFlag.lookup($0) != nil }) { return .alerts }
        if codes.contains(where: { VaccinationMeaning.lookup($0) != nil }) { return .vaccinations }
        let meaning = ConditionMeaning.telling(codes)
        switch meaning {
        case .problem, .unknownMeaning, .listedAs: return .results
        default: return place(meaning)
        }
    }

    private static func place(_ meaning: ConditionMeaning) -> ItemRoute {
        switch meaning {
        case .problem, .unknownMeaning, .resolves, .historyOf: .problems
        case .allergy: .allergies
        case .familyHistory, .noFamilyHistory: .familyHistory
        case .noKnownMedicines, .degradedMedicine: .medicines
        case .listedAs(.procedure), .listedAs(.operation): .procedures
        case .episode, .suspected, .aboutSomeoneElse, .status, .listedAs: .otherStatements
        }
    }
}
