// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Writes one resource without its members about places.
struct PlaceFreeWriter {
    private let resource: JSONNode
    private let words: PlaceWords
    private let contained: Set<String>

    init(_ resource: JSONNode, words: PlaceWords) {
        self.resource = resource
        self.words = words
        contained = PlaceKinds.containedReferences(of: resource)
    }

    /// The resource that is left, as JSON.
    func bytes() -> [UInt8] {
        var writer = JSONWriter(capacity: resource.document.byteCount)
        write(resource, under: nil, &writer)
        return writer.bytes
    }

    /// - Parameter under: the name of the member that holds the object; nil for the resource itself.
    private func write(_ object: JSONNode, under: String?, _ writer: inout JSONWriter) {
        // Contained resources have a type of their own, and the same members as others of it.
        let type = object["resourceType"]?.string
        writer.object { writer in
            for member in object.children {
                guard let name = member.name, !isDropped(member, name, resourceType: type) else { continue }
                switch name {
                // Elsewhere a URL leads to a file or a place.
                case "url" where under != "extension" && under != "modifierExtension": continue
                // Measured samples are the only data that is no file.
                case "data" where object["dimensions"] == nil: writeText(member, of: object, &writer)
                case "div" where member.kind == .string:
                    writer.member(name, words.removed(fromNarrative: member.string ?? ""))
                default:
                    writer.key(name)
                    write(value: member, name, &writer)
                }
            }
        }
    }

    private func write(value: JSONNode, _ name: String, _ writer: inout JSONWriter) {
        switch value.kind {
        case .object: write(value, under: name, &writer)
        case .array:
            writer.array { writer in
                for element in value.children where !isAboutPlace(element) { write(value: element, name, &writer) }
            }
        case .string:
            let isCode = ["resourceType", "id", "url", "system", "code", "reference", "contentType"].contains(name)
            if isCode { writer.node(value) } else { writer.string(words.removed(from: value.string ?? "")) }
        default: writer.node(value)
        }
    }

    /// The text of an attachment without words that tell a place; any other file is left out.
    private func writeText(_ data: JSONNode, of attachment: JSONNode, _ writer: inout JSONWriter) {
        guard attachment["contentType"]?.string?.hasPrefix("text/plain") ?? false,
            let bytes = data.string.flatMap({ Base64Text.decode($0) }),
            let text = String(validating: bytes, as: UTF8.self)
        else { return }
        writer.member("data", Base64Text.encode(Array(words.removed(from: text).utf8)))
    }

    private func isDropped(_ member: JSONNode, _ name: String, resourceType: String?) -> Bool {
        if isAboutPlace(member) { return true }
        if member.isArray, member.count > 0, member.children.allSatisfy(isAboutPlace) { return true }
        switch name {
        case "telecom", "generalPractitioner", "managingOrganization", "serviceProvider", "custodian", "location",
            "destination":
            return true
        // Of a stay; the zero of measured samples has the same name.
        case "origin": return member["value"] == nil
        case "text": return resourceType != nil  // the narrative repeats everything
        case "contact", "photo": return resourceType == "Patient"
        case "source": return true  // meta.source names the feed
        // Addresses, and identifiers that a source gave, under whatever name.
        default: return name.hasSuffix("ddress") || name.hasSuffix("dentifier") && !holdsNumber(member)
        }
    }

    private func isAboutPlace(_ element: JSONNode) -> Bool {
        if let type = element["resourceType"]?.string { return PlaceKinds.kinds.contains(type) }
        return PlaceKinds.isReference(element, contained: contained)
    }

    /// Whether every identifier is the NHS number; local ones tell the organisation.
    private func holdsNumber(_ identifiers: JSONNode) -> Bool {
        identifiers.itemsOfSelf.allSatisfy { $0["system"]?.equals(NHSNumber.system) ?? false }
    }
}
