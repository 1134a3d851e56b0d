// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Terminology

/// One walk through a resource: every code at any depth, and the texts that name a service, a medicine or a document.
///
/// Every write passes here, so nothing is looked at twice and only short texts are copied.
struct SensitivityWalk {
    /// What the texts at a place name.
    private enum Place {
        /// Any element: the `display` of a reference names somebody, some place or another item.
        case element
        /// A concept whose words are not read: those of a finding may deny it, or tell of someone else.
        case finding
        /// A concept that says which service, clinic, visit or plan it is, or why somebody comes.
        case service
        /// A concept of a medicine, or a reference to one.
        case medicine
        /// A file.
        case attachment
        /// A part of a structured document.
        case section
    }

    private var labels: SensitivityLabels = []

    static func labels(of resource: Resource) -> SensitivityLabels {
        var walk = SensitivityWalk()
        walk.visitResource(resource.node, type: resource.type)
        return walk.labels
    }

    private mutating func visitResource(_ resource: JSONNode, type: String) {
        let isPatient = type == "Patient"
        let isNamed = Self.namedTypes.contains(type)
        for child in resource.children {
            if child.hasName("meta") {
                labels.formUnion(Labelling.stated(inMeta: child))
            } else if isPatient || child.hasName("text") {
                continue
            } else if child.hasName("contained") {
                for inner in child.children { visitResource(inner, type: inner["resourceType"]?.string ?? "") }
            } else if child.isObject || child.isArray {
                visit(child, at: child.hasName("code") ? Self.placesOfCode[type] ?? .finding : Self.place(of: child))
            } else if isNamed, child.hasName("title") || child.hasName("description") || child.hasName("name") {
                read(child, by: SensitivityRules.labels(forDocumentTitle:))
            }
        }
    }

    private mutating func visit(_ node: JSONNode, at place: Place) {
        for child in node.children {
            if child.isObject || child.isArray {
                if child.name == nil {
                    visit(child, at: place)
                } else if child.hasName("coding") {
                    visit(child, at: place == .element ? .finding : place)
                } else if child.hasName("resource"), let type = child["resourceType"]?.string {
                    visitResource(child, type: type)
                } else {
                    visit(child, at: Self.place(of: child))
                }
            } else if child.hasName("code") {
                readCode(child, of: node, at: place)
            } else {
                readText(child, at: place)
            }
        }
    }

    private mutating func readCode(_ node: JSONNode, of coding: JSONNode, at place: Place) {
        guard let code = node.string else { return }
        if let system = coding["system"]?.string {
            labels.formUnion(SensitivityRules.labels(forSystem: system, code: code))
        } else if place == .service {
            labels.formUnion(SensitivityRules.labels(forMainSpecialty: code))
        }
    }

    private mutating func readText(_ text: JSONNode, at place: Place) {
        switch place {
        case .element where text.hasName("display"): read(text, by: SensitivityRules.labels(forReferenceDisplay:))
        case .service where text.hasName("text") || text.hasName("display"):
            read(text, by: SensitivityRules.labels(forServiceName:))
        case .medicine where text.hasName("text") || text.hasName("display"):
            read(text, by: SensitivityRules.labels(forMedicineName:))
        case .attachment where text.hasName("title"), .section where text.hasName("title"):
            read(text, by: SensitivityRules.labels(forDocumentTitle:))
        default: break
        }
    }

    private mutating func read(_ node: JSONNode, by rule: (String) -> SensitivityLabels) {
        if let text = node.string { labels.formUnion(rule(text)) }
    }
}

extension SensitivityWalk {
    /// Kinds of resource whose title, description or name says which service or plan they are of.
    ///
    /// Not Organization: its source states whether its name may be shown.
    private static let namedTypes: Set = [
        "Appointment", "CarePlan", "CareTeam", "Composition", "DocumentReference", "HealthcareService", "List",
        "Location",
    ]

    /// What the `code` of a kind of resource names, where it is no finding.
    private static let placesOfCode: [String: Place] = [
        "Flag": .service, "Medication": .medicine, "ServiceRequest": .service,
    ]

    private static let places: [String: Place] = [
        "serviceType": .service, "serviceCategory": .service, "specialty": .service, "type": .service,
        "category": .service, "appointmentType": .service, "practiceSetting": .service, "facilityType": .service,
        "reasonCode": .service, "medicationCodeableConcept": .medicine, "medicationReference": .medicine,
        "itemCodeableConcept": .medicine, "itemReference": .medicine, "attachment": .attachment,
        "content": .attachment, "contentAttachment": .attachment, "presentedForm": .attachment,
        "valueAttachment": .attachment, "section": .section, "code": .finding, "valueCodeableConcept": .finding,
    ]

    private static func place(of node: JSONNode) -> Place { node.name.flatMap { places[$0] } ?? .element }
}
