// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Foundation

/// A recorded event about one person as a FHIR R4 AuditEvent, in the shape of IHE Basic Audit Log Patterns.
///
/// Made when asked for, never stored.
///
/// An event about several people gives one AuditEvent for each of them. A
/// profile is claimed only where the event has all that the profile requires.
package struct BALPEvent: Sendable {
    private let event: AuditEvent
    private let patient: String

    /// The view of an event for one of the persons it concerns, given as `Patient/id`.
    package init(_ event: AuditEvent, patient: String) {
        self.event = event
        self.patient = patient
    }

    /// The resource as JSON.
    package var json: [UInt8] {
        var json = JSONWriter(capacity: 2_048)
        json.object { json in
            json.member("resourceType", "AuditEvent")
            json.member("id", event.position.map { "audit-\($0.index)" })
            if let profile {
                json.object("meta") { json in
                    json.array("profile") {
                        $0.string("https://profiles.ihe.net/ITI/BALP/StructureDefinition/\(profile)")
                    }
                }
            }
            json.coding("type", "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest")
            json.array("subtype") { $0.coding(interaction.system, interaction.code) }
            json.member("action", interaction.letter)
            json.member("recorded", event.time.instant)
            json.member("outcome", event.outcome == .allowed ? "0" : "4")
            if !event.reasons.isEmpty { json.member("outcomeDesc", event.reasons.joined(separator: ", ")) }
            json.array("agent", agents)
            json.object("source") { json in
                json.object("observer") { $0.identifier(event.node) }
            }
            json.array("entity", entities)
        }
        return json.bytes
    }

    private var profile: String? {
        guard event.outcome == .allowed else { return nil }
        switch event.action {
        case .read where event.references.count == 1: return "IHE.BasicAudit.PatientRead"
        case .create where event.references.count == 1: return "IHE.BasicAudit.PatientCreate"
        case .update where event.references.count == 1: return "IHE.BasicAudit.PatientUpdate"
        case .delete where event.references.count == 1: return "IHE.BasicAudit.PatientDelete"
        case .search where event.query != nil: return "IHE.BasicAudit.PatientQuery"
        default: return nil
        }
    }

    private var interaction: (system: String, code: String, letter: String) {
        let fhir = "http://hl7.org/fhir/restful-interaction"
        switch event.action {
        case .read: return (fhir, "read", "R")
        case .search: return (fhir, "search", "E")
        case .create: return (fhir, "create", "C")
        case .update: return (fhir, "update", "U")
        case .delete: return (fhir, "delete", "D")
        default:
            let letter = event.action == .openRecord || event.action == .emergencyAccess ? "R" : "E"
            return ("https://fhir.onelondon.example/CodeSystem/audit-action", event.action.rawValue, letter)
        }
    }

    private func agents(_ json: inout JSONWriter) {
        // The data flows from the source to the destination; for queries the parameters count as the data.
        let (client, server) = interaction.letter == "R" ? ("110152", "110153") : ("110153", "110152")
        json.object { json in
            json.codeableConcept("type", BALPEvent.dicom, client)
            json.object("who") { $0.identifier(event.actor.organisation?.text ?? event.network.rawValue) }
            json.member("requestor", false)
            json.object("network") { $0.member("address", event.network.rawValue) }
        }
        json.object { json in
            json.codeableConcept("type", BALPEvent.dicom, server)
            json.object("who") { $0.identifier(event.node) }
            json.member("requestor", false)
            json.object("network") { $0.member("address", event.node) }
        }
        json.object { json in
            json.codeableConcept("type", "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")
            if let role = event.actor.role {
                json.array("role") { json in
                    json.object { json in
                        json.member("text", role)
                    }
                }
            }
            json.object("who") { $0.identifier(event.actor.userID) }
            json.member("name", event.actor.isNameWithheld ? nil : event.actor.displayName)
            json.member("requestor", true)
            if let policy = event.policyVersion {
                json.array("policy") { $0.string("urn:onelondon:access-policy:\(policy)") }
            }
            json.array("purposeOfUse") { json in
                json.object { json in
                    json.array("coding") {
                        $0.coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", purposeOfUse)
                    }
                }
            }
        }
    }

    private func entities(_ json: inout JSONWriter) {
        let entityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
        let objectRole = "http://terminology.hl7.org/CodeSystem/object-role"
        json.object { json in
            json.object("what") { json in
                json.object("identifier") { $0.member("value", event.correlation) }
            }
            json.coding(
                "type", "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId")
        }
        json.object { json in
            json.object("what") { $0.member("reference", patient) }
            json.coding("type", entityType, "1")
            json.coding("role", objectRole, "1")
        }
        for reference in event.references {
            json.object { json in
                json.object("what") { $0.member("reference", reference) }
                json.coding("type", entityType, "2")
                json.coding("role", objectRole, "4")
            }
        }
        if let query = event.query {
            json.object { json in
                json.coding("type", entityType, "2")
                json.coding("role", objectRole, "24")
                json.member("query", Data(query.utf8).base64EncodedString())
            }
        }
    }

    private var purposeOfUse: String {
        switch event.purpose {
        case .directCare: "TREAT"
        case .emergency: "ETREAT"
        case .selfAccess: "PATRQT"
        case .planning: "HSYSADMIN"
        case .research: "HRESCH"
        case .auditReview: "HCOMPL"
        default: "HOPERAT"
        }
    }

    private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
}

extension JSONWriter {
    fileprivate mutating func coding(_ system: String, _ code: String) {
        object { json in
            json.member("system", system)
            json.member("code", code)
        }
    }

    fileprivate mutating func coding(_ name: String, _ system: String, _ code: String) {
        key(name)
        coding(system, code)
    }

    fileprivate mutating func codeableConcept(_ name: String, _ system: String, _ code: String) {
        object(name) { json in
            json.array("coding") { $0.coding(system, code) }
        }
    }

    fileprivate mutating func identifier(_ value: String) {
        object("identifier") { $0.member("value", value) }
    }
}
