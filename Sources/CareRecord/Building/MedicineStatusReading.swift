// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel

/// What a medicine resource says about the standing of a medicine.
enum MedicineStatusReading {
    static func status(_ item: RecordItem) -> MedicineRow.Status {
        // A Condition that holds a lost entry is taken back by its verification and not by a status.
        if item.verification.isWithdrawn { return .enteredInError }
        let node = item.resource.node
        let status = node["status"]?.string ?? ""
        switch status {
        case "stopped", "revoked": return .stopped
        case "cancelled", "declined": return .cancelled
        case "on-hold": return .suspended
        case "draft", "preparation": return .draft
        case "not-taken", "not-done": return .notTaken
        default: break
        }
        switch item.resource.type {
        case "MedicationDispense": return .dispensed
        case "MedicationAdministration": return .administered
        case "MedicationStatement": return statement(node, status)
        case "MedicationRequest": return request(node, status)
        default: return .listed
        }
    }

    /// Whether the source has it as in use at a moment: supplies and doses given are events and never current.
    static func isCurrent(_ item: RecordItem, at now: Timestamp) -> Bool {
        let node = item.resource.node
        let status = node["status"]?.string ?? ""
        switch item.resource.type {
        case "MedicationRequest": return ["active", "on-hold", "unknown"].contains(status)
        case "MedicationStatement":
            guard ["active", "on-hold", "intended", "unknown"].contains(status) else { return false }
            return node.period("effectivePeriod").end.map { $0.end > now } ?? true
        case "Condition": return !item.clinicalStatus.isPast
        default: return false
        }
    }

    private static func statement(_ node: JSONNode, _ status: String) -> MedicineRow.Status {
        if isPrescribedElsewhere(node) { return .prescribedElsewhere }
        switch status {
        case "completed": return .completed
        case "unknown": return .notKnown
        default: return .listed
        }
    }

    private static func request(_ node: JSONNode, _ status: String) -> MedicineRow.Status {
        if isPrescribedElsewhere(node) { return .prescribedElsewhere }
        if status == "unknown" { return .notKnown }
        let categories = node.items("category").flatMap { $0.items("coding").compactMap { $0["code"]?.string } }
        let isOver = status == "completed"
        if node["intent"]?.equals("plan") ?? false || !node.extensions("MedicationRepeatInformation").isEmpty {
            return isOver ? .completed : .authorisedRepeat
        }
        if categories.contains("discharge") { return isOver ? .completed : .discharge }
        if categories.contains("inpatient") { return isOver ? .completed : .hospitalInpatient }
        if categories.contains("outpatient") { return isOver ? .completed : .hospitalOutpatient }
        return isOver ? .completed : .issued
    }

    /// Recorded from hearsay, or marked as another organisation's prescription.
    private static func isPrescribedElsewhere(_ node: JSONNode) -> Bool {
        if node["reportedBoolean"]?.bool == true || node["reportedReference"] != nil { return true }
        return node.extensionValue("PrescribingAgency-1")?.hasCode("prescribed-by-another-organisation")
            ?? node.extensionValue("PrescribingOrganization")?.hasCode("prescribed-by-another-organisation")
            ?? false
    }
}
