// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// A section of an International Patient Summary: how it is called and what belongs to it.
enum SummarySection: Int, CaseIterable {
    case problems, allergies, medications
    case immunizations, results, procedures, devices
    case alerts, advanceDirectives, vitalSigns, socialHistory, planOfCare, pastProblems

    /// The words of the section's LOINC code are those of the guide.
    var title: String { Self.names[rawValue].title }
    var code: String { Self.names[rawValue].code }
    var display: String { Self.names[rawValue].display }

    /// Whether the section is there also where it is empty: the guide requires or recommends it.
    var isAlwaysThere: Bool { rawValue <= Self.devices.rawValue }

    private static let names: [(title: String, code: String, display: String)] = [
        ("Problem list", "11450-4", "Problem list - Reported"),
        ("Allergies and intolerances", "48765-2", "Allergies and adverse reactions Document"),
        ("Medication summary", "10160-0", "History of Medication use Narrative"),
        ("Immunizations", "11369-6", "History of Immunization Narrative"),
        ("Results", "30954-2", "Relevant diagnostic tests/laboratory data Narrative"),
        ("History of procedures", "47519-4", "History of Procedures Document"),
        ("Medical devices", "46264-8", "History of medical device use"),
        ("Alerts", "104605-1", "Alert"),
        ("Advance directives", "42348-3", "Advance directives"),
        ("Vital signs", "8716-3", "Vital signs"),
        ("Social history", "29762-2", "Social history Narrative"),
        ("Plan of care", "18776-5", "Plan of care note"),
        ("History of past problems", "11348-0", "History of Past illness Narrative"),
    ]

    /// The types that sections are made of.
    static let types: Set = [
        "AllergyIntolerance", "CarePlan", "Condition", "Consent", "DeviceUseStatement", "DiagnosticReport", "Flag",
        "Immunization", "MedicationRequest", "MedicationStatement", "Observation", "Procedure",
    ]

    /// Whether of each kind only the most recent one is listed.
    var holdsLatestOnly: Bool { [.results, .vitalSigns, .socialHistory].contains(self) }

    /// The section to which a resource belongs; nil where a summary leaves it out.
    ///
    /// What was entered in error or refuted, not done, cancelled or finished long ago is no part of a summary;
    /// problems that have ended have a section of their own.
    init?(of resource: Resource) {
        let status = resource["status"]?.string ?? ""
        guard status != "entered-in-error" else { return nil }
        switch resource.type {
        case "Condition":
            guard !Self.isDenied(resource) else { return nil }
            self = Self.hasEnded(resource) ? .pastProblems : .problems
        case "AllergyIntolerance":
            guard !Self.isDenied(resource) else { return nil }
            self = .allergies
        case "MedicationStatement":
            guard !["completed", "stopped", "not-taken"].contains(status) else { return nil }
            self = .medications
        case "MedicationRequest":
            guard ["active", "on-hold", "unknown", ""].contains(status) else { return nil }
            self = .medications
        case "Immunization":
            guard status != "not-done" else { return nil }
            self = .immunizations
        case "Procedure":
            guard !["not-done", "preparation"].contains(status) else { return nil }
            self = .procedures
        case "DeviceUseStatement": self = .devices
        case "DiagnosticReport":
            guard !["cancelled", "registered"].contains(status) else { return nil }
            self = .results
        case "Observation":
            guard !["cancelled", "registered"].contains(status), let section = Self.section(ofObservation: resource)
            else { return nil }
            self = section
        case "Flag":
            guard status == "active" else { return nil }
            self = .alerts
        case "Consent":
            guard status == "active", Self.codes(resource["scope"]).contains("adr") else { return nil }
            self = .advanceDirectives
        case "CarePlan":
            guard ["active", "on-hold", "unknown"].contains(status) else { return nil }
            self = .planOfCare
        default: return nil
        }
    }

    private static func section(ofObservation resource: Resource) -> SummarySection? {
        let categories = Set(resource.items("category").flatMap { codes($0) })
        if categories.contains("vital-signs") { return .vitalSigns }
        if categories.contains("social-history") { return .socialHistory }
        return categories.isDisjoint(with: ["laboratory", "imaging", "procedure", "exam"]) ? nil : .results
    }

    private static func isDenied(_ resource: Resource) -> Bool {
        !Set(codes(resource["verificationStatus"])).isDisjoint(with: ["refuted", "entered-in-error"])
    }

    private static func hasEnded(_ resource: Resource) -> Bool {
        if !Set(codes(resource["clinicalStatus"])).isDisjoint(with: ["inactive", "remission", "resolved"]) {
            return true
        }
        return resource.node.children.contains { $0.name?.hasPrefix("abatement") ?? false }
    }

    private static func codes(_ concept: JSONNode?) -> [String] {
        concept?.items("coding").compactMap { $0["code"]?.string } ?? []
    }
}
