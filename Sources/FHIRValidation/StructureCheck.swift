// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// Checks that a resource's members have the JSON shapes and primitive forms
/// that R4 gives them: objects, lists, texts, numbers, dates, ids.
///
/// Members that R4 does not know are left alone: what an unknown extension of
/// the format says must survive. Cardinality from 1, bindings and invariants
/// are not checked here.
package struct StructureCheck: Sendable {
    /// Most issues that are reported for one resource.
    package static let largestReport = 20

    /// A check against the R4 structures.
    package init() {}

    /// The issues of a resource, with FHIRPath locations that start at its type.
    package func issues(in resource: Resource) -> [CareIssue] {
        guard let structure = R4.structure(named: resource.type), structure.isConcreteResource else {
            return [CareIssue(.value, "This is not the name of a FHIR R4 resource type", at: "resourceType")]
        }
        var report = Report()
        check(resource.node, against: structure, at: resource.type, &report)
        return report.issues
    }

    private struct Report {
        var issues: [CareIssue] = []
        var isFull: Bool { issues.count >= StructureCheck.largestReport }

        mutating func add(_ kind: CareIssue.Kind, _ text: String, at path: String) {
            if !isFull { issues.append(CareIssue(kind, text, at: path)) }
        }
    }

    private func check(_ object: JSONNode, against structure: R4.Structure, at path: String, _ report: inout Report) {
        for member in object.children where !report.isFull {
            guard let name = member.name else { continue }
            if name == "resourceType" || name == "fhir_comments" { continue }
            if name.hasPrefix("_") {
                checkPrimitiveExtension(member, name: name, structure, at: path, &report)
                continue
            }
            guard let resolved = structure.element(named: name) else { continue }
            let here = "\(path).\(name)"
            if resolved.element.isRepeating {
                guard member.isArray else {
                    report.add(.structure, "'\(name)' repeats, so it is a list: put the value in [ ]", at: here)
                    continue
                }
                if member.count == 0 { report.add(.structure, "'\(name)' is empty; leave it out", at: here) }
                for (position, item) in member.children.enumerated() {
                    check(item, type: resolved.type, at: "\(here)[\(position)]", inList: true, &report)
                }
            } else if member.isArray {
                report.add(.structure, "'\(name)' has one value, so it is no list", at: here)
            } else {
                check(member, type: resolved.type, at: here, inList: false, &report)
            }
        }
    }

    private func check(
        _ value: JSONNode, type: R4.ElementType, at path: String, inList: Bool, _ report: inout Report
    ) {
        if value.kind == .null {
            // In a list of primitives null stands beside an extension in `_name`.
            let isPrimitive = R4.structure(named: type.name)?.kind == .primitiveType
            guard !inList || !isPrimitive else { return }
            report.add(.structure, "null is not allowed; leave the member out", at: path)
            return
        }
        guard let structure = R4.structure(named: type.name), structure.kind != .primitiveType else {
            PrimitiveCheck.issue(value, type: type.name).map { report.add(.value, $0, at: path) }
            return
        }
        guard value.isObject else {
            report.add(.structure, "A \(type.name) is needed here, which is an object", at: path)
            return
        }
        if structure.kind == .resource {
            guard let inner = value["resourceType"]?.string, let own = R4.structure(named: inner),
                own.isConcreteResource
            else {
                report.add(.structure, "A resource needs a resourceType that R4 knows", at: path)
                return
            }
            check(value, against: own, at: path, &report)
        } else {
            check(value, against: structure, at: path, &report)
        }
    }

    private func checkPrimitiveExtension(
        _ member: JSONNode, name: String, _ structure: R4.Structure, at path: String, _ report: inout Report
    ) {
        guard let resolved = structure.element(named: String(name.dropFirst())) else { return }
        let expected: JSONKind = resolved.element.isRepeating ? .array : .object
        if member.kind != expected {
            report.add(.structure, "'\(name)' is \(expected == .array ? "a list" : "an object")", at: "\(path).\(name)")
        }
    }
}
