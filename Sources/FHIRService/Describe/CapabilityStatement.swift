// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Jobs

/// Describes the service: what is routed, no more and no less.
///
/// A test asks every interaction that is stated and some that are not.
struct CapabilityStatement {
    private let base: String
    private let software: FHIRSoftware
    private let now: String
    private let hasExport: Bool
    private let hasImport: Bool
    private let catalog: ParameterCatalog
    private let sources: [String: [String]]
    private let security: FHIRSecurity?
    private let types: [String]
    private let mode: Mode

    /// What part of itself a service describes.
    enum Mode {
        case full
        /// What R4 promises not to change.
        case normative
    }

    /// The resource types of R4 that are normative.
    private static let normative: Set = [
        "Binary", "Bundle", "CapabilityStatement", "CodeSystem", "Observation", "OperationDefinition",
        "OperationOutcome", "Parameters", "Patient", "StructureDefinition", "ValueSet",
    ]

    init(_ service: FHIRService, _ mode: Mode, catalog: ParameterCatalog) {
        self.mode = mode
        types = R4.resourceTypes.filter { mode == .full || Self.normative.contains($0) }
        security = service.security
        base = service.base
        software = service.software
        now = service.clock.now().instant
        hasExport = service.jobDesk != nil
        hasImport = service.jobDesk?.canImport ?? false
        self.catalog = catalog
        sources = catalog.referencesByTarget
    }

    private static let interactions = [
        "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type",
    ]
    private static let taking: Set = ["create", "update", "patch"]

    private static let bulk = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/"

    /// The resource's JSON.
    var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 19)
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("resourceType", "CapabilityStatement")
            writer.member("status", "active")
            writer.member("date", now)
            writer.member("kind", "instance")
            writer.object("software") { writer in
                writer.member("name", software.name)
                writer.member("version", software.version)
            }
            writer.object("implementation") { writer in
                writer.member("description", "A OneLondon node")
                writer.member("url", base)
            }
            writer.member("fhirVersion", R4.version)
            writer.array("format") { writer in
                for form in ["application/fhir+json", "application/fhir+xml", "json", "xml"] { writer.string(form) }
            }
            writer.array("patchFormat") { writer in
                for type in ResourcePatch.mediaTypes { writer.string(type) }
            }
            writer.array("rest") { writer in
                writer.object { writer in
                    writer.member("mode", "server")
                    if let security {
                        writer.object("security") { writer in
                            writer.member("cors", false)
                            writer.member("description", security.description)
                        }
                    }
                    writer.array("resource") { writer in for type in types { write(type, to: &writer) } }
                    writer.array("interaction") { writer in
                        for code in ["transaction", "batch", "search-system", "history-system"] {
                            writer.object { $0.member("code", code) }
                        }
                    }
                    guard mode == .full else { return }
                    writer.array("operation") { writer in
                        writeOperation("meta", definition: "Resource-meta", to: &writer)
                        if hasExport { writeOperation("export", at: Self.bulk + "export", to: &writer) }
                        if hasImport {
                            writeOperation("import", at: base + "/OperationDefinition/import", to: &writer)
                        }
                    }
                    writer.array("compartment") { writer in
                        for centre in SearchScope.centres {
                            let id = centre.prefix(1).lowercased() + centre.dropFirst()
                            writer.string("http://hl7.org/fhir/CompartmentDefinition/\(id)")
                        }
                    }
                }
            }
        }
    }

    private func write(_ type: String, to writer: inout JSONWriter) {
        guard !Interaction.typesWithoutAddress.contains(type) else {
            return writer.object { writer in
                writer.member("type", type)
                writer.array("operation") { writeOperation("validate", definition: "Resource-validate", to: &$0) }
            }
        }
        // What the index does not hold yet cannot be searched by.
        let parameters = catalog.parameters(for: type).filter { catalog.isBuilt($0.ordinal) }
        let isTaken = !Interaction.typesNotTaken.contains(type)
        writer.object { writer in
            writer.member("type", type)
            writer.array("interaction") { writer in
                for code in Self.interactions where isTaken || !Self.taking.contains(code) {
                    writer.object { $0.member("code", code) }
                }
            }
            writer.member("versioning", "versioned-update")
            writer.member("readHistory", true)
            writer.member("updateCreate", isTaken)
            writer.member("conditionalCreate", isTaken)
            writer.member("conditionalRead", "full-support")
            writer.member("conditionalUpdate", isTaken)
            writer.member("conditionalDelete", "single")
            let references = parameters.filter { $0.kind == .reference }.map { "\(type):\($0.code)" }
            if !references.isEmpty {
                writer.array("searchInclude") { writer in for name in references { writer.string(name) } }
            }
            if let names = sources[type] {
                writer.array("searchRevInclude") { writer in for name in names { writer.string(name) } }
            }
            writer.array("searchParam") { writer in
                writeParameter(
                    "_id", "token", definition: "http://hl7.org/fhir/SearchParameter/Resource-id", to: &writer)
                writeParameter(
                    "_lastUpdated", "date", definition: "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated",
                    to: &writer)
                for code in SearchQueryParser.special(for: type) {
                    writeParameter(
                        code, "string", definition: R4.searchParameter(code, for: type)?.url, to: &writer)
                }
                for parameter in parameters {
                    writeParameter(
                        parameter.code, parameter.kind.rawValue, definition: parameter.url,
                        modifiers: parameter.modifiers, to: &writer)
                }
            }
            writer.array("operation") { writeOperations(on: type, to: &$0) }
        }
    }

    private func writeOperations(on type: String, to writer: inout JSONWriter) {
        for name in ["meta", "meta-add", "meta-delete"] {
            writeOperation(name, definition: "Resource-\(name)", to: &writer)
        }
        if type == "Patient" || type == "Encounter" {
            writeOperation("everything", definition: "\(type)-everything", to: &writer)
        }
        if type == "Composition" {
            writeOperation("document", definition: "Composition-document", to: &writer)
        }
        if type == "Patient" {
            writeOperation(
                "summary", at: "http://hl7.org/fhir/uv/ips/OperationDefinition/summary", to: &writer)
        }
        if hasExport, type == "Patient" || type == "Group" {
            writeOperation("export", at: Self.bulk + "\(type.lowercased())-export", to: &writer)
        }
        if type == "Observation" {
            writeOperation("lastn", definition: "Observation-lastn", to: &writer)
        }
        writeOperation("validate", definition: "Resource-validate", to: &writer)
    }

    private func writeOperation(_ name: String, definition: String, to writer: inout JSONWriter) {
        writeOperation(name, at: "http://hl7.org/fhir/OperationDefinition/\(definition)", to: &writer)
    }

    private func writeOperation(_ name: String, at definition: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("definition", definition)
        }
    }

    private func writeParameter(
        _ name: String, _ type: String, definition: String?, modifiers: [String] = [], to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("definition", definition)
            writer.member("type", type)
            if !modifiers.isEmpty { writer.member("documentation", "Modifiers: " + modifiers.joined(separator: ", ")) }
        }
    }
}
