// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The part of each resource that an answer holds (`_summary` and `_elements`, R4 section 3.1.1.5.7).
///
/// What is cut carries the tag `SUBSETTED`, so that nobody takes it for the whole or sends it back.
enum Subset: Equatable {
    case whole
    /// The elements that R4 marks for summaries.
    case summary
    /// The narrative, with what must be there.
    case text
    /// All but the narrative.
    case data
    /// These, with what must be there.
    case elements(Set<String>)

    /// Reads the parameters of a request; their values are checked elsewhere.
    init(_ parameters: [(name: String, value: String)]) {
        let names = parameters.filter { $0.name == "_elements" }.flatMap { $0.value.split(separator: ",") }
        if !names.isEmpty {
            self = .elements(Set(names.map { $0.split(separator: ".").last.map(String.init) ?? "" }))
            return
        }
        switch parameters.last(where: { $0.name == "_summary" })?.value {
        case "true": self = .summary
        case "text": self = .text
        case "data": self = .data
        default: self = .whole
        }
    }

    /// A resource's JSON with this part only.
    func cut(_ json: [UInt8]) throws -> [UInt8] {
        guard self != .whole else { return json }
        let resource = try Resource(json)
        guard let structure = R4.structure(named: resource.type) else { return json }
        var writer = JSONWriter(capacity: json.count + 100)
        writer.object { writer in
            for member in resource.node.children {
                if member.hasName("meta"), member.isObject {
                    Self.write(meta: member, to: &writer)
                } else if keeps(member, of: structure) {
                    if self == .summary {
                        Self.write(summaryOf: member, of: structure, to: &writer)
                    } else {
                        writer.compactMember(member)
                    }
                }
            }
            if resource.node["meta"]?.isObject != true { Self.write(meta: nil, to: &writer) }
        }
        return writer.bytes
    }

    private func keeps(_ member: JSONNode, of structure: R4.Structure) -> Bool {
        guard let written = member.name else { return false }
        if written == "resourceType" || written == "id" { return true }
        let name = written.hasPrefix("_") ? String(written.dropFirst()) : written
        let element = structure.element(named: name)?.element
        switch self {
        case .whole: return true
        case .data: return name != "text"
        case .summary: return element?.isSummary ?? false
        case .text: return name == "text" || element?.isRequired ?? false
        case .elements(let names):
            return names.contains(name) || element.map { names.contains($0.pathName) || $0.isRequired } ?? false
        }
    }

    /// A member with those of its own elements that belong to a summary; data types are kept whole.
    private static func write(summaryOf member: JSONNode, of structure: R4.Structure, to writer: inout JSONWriter) {
        guard let name = member.name, let type = structure.element(named: name)?.type,
            let nested = R4.structure(named: type.name), nested.kind == .nestedElement
        else { return writer.compactMember(member) }
        func write(_ object: JSONNode, to writer: inout JSONWriter) {
            writer.object { writer in
                for inner in object.children {
                    guard let written = inner.name else { continue }
                    let own = written.hasPrefix("_") ? String(written.dropFirst()) : written
                    guard own == "id" || nested.element(named: own)?.element.isSummary ?? false else { continue }
                    Self.write(summaryOf: inner, of: nested, to: &writer)
                }
            }
        }
        writer.key(name)
        if member.isArray {
            writer.array { writer in for item in member.children { write(item, to: &writer) } }
        } else {
            write(member, to: &writer)
        }
    }

    private static func write(meta: JSONNode?, to writer: inout JSONWriter) {
        writer.object("meta") { writer in
            if let meta {
                for member in meta.children where !member.hasName("tag") { writer.compactMember(member) }
            }
            writer.array("tag") { writer in
                if let meta { for tag in meta.items("tag") { writer.raw(tag.bytes) } }
                writer.object { writer in
                    writer.member("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue")
                    writer.member("code", "SUBSETTED")
                }
            }
        }
    }
}
