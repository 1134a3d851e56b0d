// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The words by which a section's narrative tells of a resource, all of them as they were recorded.
struct SummaryText {
    /// Medications that others refer to, by `Medication/id`.
    let medications: [String: Resource]

    /// One line: what it is, its value or dose, its status where that is not the usual one, and when.
    func line(of resource: Resource) -> String {
        var parts = [name(of: resource)]
        parts += values(of: resource)
        parts += Self.remarks(of: resource)
        if let time = Self.time(of: resource) { parts.append(time) }
        return parts.joined(separator: ", ")
    }

    // MARK: What

    private func name(of resource: Resource) -> String {
        switch resource.type {
        case "MedicationStatement", "MedicationRequest":
            if let text = Self.words(of: resource["medicationCodeableConcept"]) { return text }
            let reference = resource["medicationReference"]
            let medication = reference?["reference"]?.string.flatMap { medications[$0] }
            return Self.words(of: medication?["code"]) ?? reference?["display"]?.string ?? "A medicine without a name"
        case "Immunization": return Self.words(of: resource["vaccineCode"]) ?? "A vaccine without a name"
        case "DeviceUseStatement": return resource["device"]?["display"]?.string ?? "A device"
        case "CarePlan": return resource["title"]?.string ?? Self.firstWords(of: resource, "category") ?? "A care plan"
        case "Consent": return Self.firstWords(of: resource, "category") ?? "An advance directive"
        default: return Self.words(of: resource["code"]) ?? "Without a name"
        }
    }

    private static func firstWords(of resource: Resource, _ list: StaticString) -> String? {
        resource.items(list).first { _ in true }.flatMap { words(of: $0) }
    }

    /// The text that was written, else the words of a code, else the code itself.
    private static func words(of concept: JSONNode?) -> String? {
        guard let concept else { return nil }
        if let text = concept["text"]?.string, !text.isEmpty { return text }
        let codings = Array(concept.items("coding"))
        return codings.lazy.compactMap { $0["display"]?.string }.first
            ?? codings.lazy.compactMap { $0["code"]?.string }
            .first
    }

    // MARK: How much

    private func values(of resource: Resource) -> [String] {
        switch resource.type {
        case "MedicationStatement": return resource.items("dosage").compactMap { $0["text"]?.string }
        case "MedicationRequest": return resource.items("dosageInstruction").compactMap { $0["text"]?.string }
        case "DiagnosticReport": return [resource["conclusion"]?.string].compactMap(\.self)
        case "Observation":
            let parts = resource.items("component").compactMap { part in
                Self.value(of: part).map { "\(Self.words(of: part["code"]) ?? ""): \($0)" }
            }
            return [Self.value(of: resource.node)].compactMap(\.self) + parts
        default: return []
        }
    }

    private static func value(of node: JSONNode) -> String? {
        if let quantity = node["valueQuantity"] { return amount(quantity) }
        if let concept = node["valueCodeableConcept"] { return words(of: concept) }
        let plain = node["valueString"] ?? node["valueInteger"] ?? node["valueBoolean"] ?? node["valueDateTime"]
        return plain?.primitiveText ?? words(of: node["dataAbsentReason"])
    }

    private static func amount(_ quantity: JSONNode) -> String? {
        guard let number = quantity["value"]?.numberText else { return nil }
        let comparator = quantity["comparator"]?.string ?? ""
        let unit = quantity["unit"]?.string ?? quantity["code"]?.string
        return comparator + number + (unit.map { " " + $0 } ?? "")
    }

    // MARK: How and when

    private static func remarks(of resource: Resource) -> [String] {
        var remarks: [String] = []
        for (name, usual) in [("clinicalStatus", "active"), ("verificationStatus", "confirmed")] {
            let concept = resource.node.children.first { $0.hasName(name) }
            if let text = words(of: concept), text != usual { remarks.append(text) }
        }
        let usual: Set = ["active", "final", "completed", "amended", "corrected"]
        if let status = resource["status"]?.string, !usual.contains(status) { remarks.append(status) }
        if resource["criticality"]?.equals("high") == true { remarks.append("high criticality") }
        for reaction in resource.type == "AllergyIntolerance" ? Array(resource.items("reaction")) : [] {
            remarks += reaction.items("manifestation").compactMap { words(of: $0) }
        }
        return remarks
    }

    private static let times: [String] = [
        "onsetDateTime", "effectiveDateTime", "effectiveInstant", "occurrenceDateTime", "performedDateTime",
        "authoredOn", "dateAsserted", "recordedDate", "dateTime", "created", "recordedOn",
    ]

    /// When it began or was observed, as it was written.
    static func time(of resource: Resource) -> String? {
        for name in times {
            if let text = resource.node.children.first(where: { $0.hasName(name) })?.string { return text }
        }
        for name in ["onsetPeriod", "effectivePeriod", "performedPeriod", "timingPeriod", "period"] {
            if let period = resource.node.children.first(where: { $0.hasName(name) }),
                let text = period["start"]?.string ?? period["end"]?.string
            {
                return text
            }
        }
        return nil
    }
}
