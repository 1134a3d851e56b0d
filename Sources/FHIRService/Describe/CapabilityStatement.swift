// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch

/// Describes the service: what is routed, no more and no less.
///
/// A test asks every interaction that is stated and some that are not.
struct CapabilityStatement {
    let catalog: ParameterCatalog
    let base: String
    let software: FHIRSoftware
    let clock: any WallClock

    private static let interactions = [
        "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type",
    ]

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
            writer.member("date", clock.now().instant)
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
                    writer.array("resource") { writer in
                        for type in R4.resourceTypes { write(type, to: &writer) }
                    }
                    writer.array("interaction") { writer in
                        for code in ["transaction", "batch", "history-system"] {
                            writer.object { $0.member("code", code) }
                        }
                    }
                    writer.array("operation") { writeOperation("meta", definition: "Resource-meta", to: &$0) }
                }
            }
        }
    }

    private func write(_ type: String, to writer: inout JSONWriter) {
        // What the index does not hold yet cannot be searched by.
        let parameters = catalog.parameters(for: type).filter { catalog.isBuilt($0.ordinal) }
        writer.object { writer in
            writer.member("type", type)
            writer.array("interaction") { writer in
                for code in Self.interactions { writer.object { $0.member("code", code) } }
            }
            writer.member("versioning", "versioned-update")
            writer.member("readHistory", true)
            writer.member("updateCreate", true)
            writer.member("conditionalCreate", true)
            writer.member("conditionalRead", "full-support")
            writer.member("conditionalUpdate", true)
            writer.member("conditionalDelete", "single")
            let references = parameters.filter { $0.kind == .reference }.map { "\(type):\($0.code)" }
            if !references.isEmpty {
                writer.array("searchInclude") { writer in for name in references { writer.string(name) } }
            }
            writer.array("searchParam") { writer in
                writeParameter(
                    "_id", "token", definition: "http://hl7.org/fhir/SearchParameter/Resource-id", to: &writer)
                writeParameter(
                    "_lastUpdated", "date", definition: "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated",
                    to: &writer)
                for parameter in parameters {
                    writeParameter(parameter.code, parameter.kind.rawValue, definition: parameter.url, to: &writer)
                }
            }
            writer.array("operation") { writer in
                for name in ["meta", "meta-add", "meta-delete"] {
                    writeOperation(name, definition: "Resource-\(name)", to: &writer)
                }
                if type == "Patient" || type == "Encounter" {
                    writeOperation("everything", definition: "\(type)-everything", to: &writer)
                }
                if type == "Composition" {
                    writeOperation("document", definition: "Composition-document", to: &writer)
                }
                writeOperation("validate", definition: "Resource-validate", to: &writer)
            }
        }
    }

    private func writeOperation(_ name: String, definition: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("definition", "http://hl7.org/fhir/OperationDefinition/\(definition)")
        }
    }

    private func writeParameter(_ name: String, _ type: String, definition: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("definition", definition)
            writer.member("type", type)
        }
    }
}
