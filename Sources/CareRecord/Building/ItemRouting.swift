// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

/// Which section a coded item belongs to, by what its codes say and not by where its sender put it.
enum ItemRoute: Hashable {
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
}

/// The items of the coded types in the sections they belong to.
struct RoutedItems {
    private var items: [ItemRoute: [RecordItem]] = [:]

    init(_ index: RecordIndex) {
        for type in ["AllergyIntolerance", "Condition", "Flag", "Immunization", "Observation", "Procedure"] {
            for item in index.items(type) { items[Self.route(item), default: []].append(item) }
        }
    }

    /// The items of a section.
    subscript(_ route: ItemRoute) -> [RecordItem] { items[route] ?? [] }

    static func route(_ item: RecordItem) -> ItemRoute {
        let codes = item.resource["code"].map { CodeKey.codings(of: $0) } ?? []
        switch item.resource.type {
        case "AllergyIntolerance": return .allergies
        case "Immunization": return .vaccinations
        case "Flag": return isDecision(codes) ? .resuscitation : .alerts
        case "Procedure":
            if isDecision(codes) { return .resuscitation }
            return codes.contains { VaccinationMeaning.lookup($0) != nil } ? .vaccinations : .procedures
        case "Condition": return condition(codes)
        default:
            let value = item.resource["valueCodeableConcept"].map { CodeKey.codings(of: $0) } ?? []
            return observation(codes, value)
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

extension ConditionMeaning {
    /// What the codings of one concept say together: the first that is no plain problem leads, because what must not
    /// become a problem must not become one under a second code either.
    static func telling(_ codes: [CodeKey]) -> ConditionMeaning {
        let meanings = codes.map { kind($0) }
        return meanings.first { $0 != .problem && $0 != .unknownMeaning } ?? meanings.first { $0 == .problem }
            ?? .unknownMeaning
    }
}

extension RecordItem {
    /// The main concept of the item.
    var code: JSONNode? { resource["code"] }

    /// The keys of its codings.
    var codeKeys: [CodeKey] { code.map { CodeKey.codings(of: $0) } ?? [] }

    /// What orders items of one section where dates are equal.
    var tie: String { "\(node)|\(resource.reference ?? "")" }

    /// The clinical status of a condition or allergy.
    var clinicalStatus: ClinicalStatus {
        resource.node.firstCode("clinicalStatus").flatMap { ClinicalStatus(rawValue: $0) } ?? .notStated
    }

    /// The verification status of a condition or allergy; for other types only whether it was entered in error.
    var verification: VerificationStatus {
        if let code = resource.node.firstCode("verificationStatus") {
            return VerificationStatus(rawValue: code) ?? .notStated
        }
        return resource["status"]?.equals("entered-in-error") ?? false ? .enteredInError : .notStated
    }
}
