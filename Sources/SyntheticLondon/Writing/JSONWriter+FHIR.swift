// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The FHIR data types that synthetic records are written with.
extension JSONWriter {
    /// A Coding as the value that stands next.
    mutating func coding(_ code: SyntheticCode, display: String? = nil) {
        object { coding in
            coding.member("system", code.system)
            coding.member("code", code.id)
            coding.member("display", display ?? code.term)
        }
    }

    /// A CodeableConcept as the value that stands next.
    mutating func concept(_ concept: Concept) {
        object { writer in
            if !concept.codings.isEmpty {
                writer.array("coding") { codings in
                    for code in concept.codings { codings.coding(code) }
                }
            }
            writer.member("text", concept.text)
        }
    }

    /// A member that holds a CodeableConcept.
    mutating func concept(_ name: String, _ value: Concept) {
        key(name)
        concept(value)
    }

    /// A member that holds a CodeableConcept of one code.
    mutating func concept(_ name: String, _ system: SyntheticCodeSystem, _ id: String, text: String? = nil) {
        concept(name, Concept(SyntheticCodes.code(system, id), text: text))
    }

    /// A member that holds a list of CodeableConcepts.
    mutating func concepts(_ name: String, _ values: [Concept]) {
        guard !values.isEmpty else { return }
        array(name) { list in
            for value in values { list.concept(value) }
        }
    }

    /// A member that holds a list with one CodeableConcept of one code.
    mutating func concepts(_ name: String, _ system: SyntheticCodeSystem, _ id: String, text: String? = nil) {
        concepts(name, [Concept(SyntheticCodes.code(system, id), text: text)])
    }

    /// A member that holds a Reference; nothing where the target is nil.
    mutating func reference(_ name: String, _ target: String?, display: String? = nil) {
        guard let target else { return }
        object(name) { reference in
            reference.member("reference", target)
            reference.member("display", display)
        }
    }

    /// A member that holds a list with one Reference; nothing where the target is nil.
    mutating func references(_ name: String, _ target: String?, display: String? = nil) {
        guard let target else { return }
        references(name, [target], display: display)
    }

    /// A member that holds a list of References.
    mutating func references(_ name: String, _ targets: [String], display: String? = nil) {
        guard !targets.isEmpty else { return }
        array(name) { list in
            for target in targets {
                list.object { reference in
                    reference.member("reference", target)
                    reference.member("display", display)
                }
            }
        }
    }

    /// A reference by ODS code to an organisation that another node lists.
    mutating func organisationByCode(_ organisation: SyntheticOrganisation) {
        object { reference in
            reference.member("type", "Organization")
            reference.object("identifier") { identifier in
                identifier.member("system", ODSCode.system)
                identifier.member("value", organisation.ods)
            }
            reference.member("display", organisation.name)
        }
    }

    /// A member that holds a Quantity; the value's digits are written as given.
    mutating func quantity(_ name: String, _ value: String, unit: String, code: String?, comparator: String? = nil) {
        object(name) { quantity in
            quantity.key("value")
            quantity.number(value)
            quantity.member("comparator", comparator)
            quantity.member("unit", unit)
            if let code {
                quantity.member("system", "http://unitsofmeasure.org")
                quantity.member("code", code)
            }
        }
    }

    /// A member that holds a Period of dates or date-times.
    mutating func period(_ name: String, _ start: String?, _ end: String? = nil) {
        object(name) { period in
            period.member("start", start)
            period.member("end", end)
        }
    }

    /// A member that holds a list with one Annotation.
    mutating func note(_ text: String?) {
        guard let text else { return }
        array("note") { notes in
            notes.object { $0.member("text", text) }
        }
    }

    /// An Extension as the value that stands next.
    mutating func fhirExtension(_ url: String, _ body: (inout JSONWriter) -> Void) {
        object { writer in
            writer.member("url", url)
            body(&writer)
        }
    }

    /// An Extension that holds a CodeableConcept of one code.
    mutating func conceptExtension(_ url: String, _ system: SyntheticCodeSystem, _ id: String) {
        fhirExtension(url) { $0.concept("valueCodeableConcept", system, id) }
    }

    /// The address of a UK Core extension.
    static func ukCore(_ name: String) -> String {
        "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-" + name
    }

    /// The address of an extension of this project.
    static func oneLondon(_ name: String) -> String {
        "https://fhir.onelondon.example/StructureDefinition/" + name
    }
}
