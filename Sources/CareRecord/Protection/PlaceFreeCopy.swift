// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel

/// A gathered record from which nothing tells where the person lives.
///
/// Pages and the FHIR form of a person with a protected address are made from this copy alone, so that no section can
/// forget a leak: addresses, telephone numbers, relatives, practice, organisations, places, feeds and the names of
/// sources are gone; texts are searched for their words; files that cannot be searched are kept back.
struct PlaceFreeCopy {
    private let gathered: GatheredRecord
    private let words: PlaceWords
    private let names: SourceNames

    init(_ gathered: GatheredRecord, directory: DirectorySnapshot) {
        self.gathered = gathered
        words = PlaceWords(gathered, directory: directory)
        names = SourceNames(gathered, directory: directory)
    }

    /// The copy.
    func record() -> GatheredRecord {
        var copy = gathered
        copy.items = gathered.items.filter { !Self.isAboutPlaces($0.resource) }.compactMap(item)
        copy.context = gathered.context.filter { !Self.placeTypes.contains($0.resource.type) }.compactMap(item)
        copy.sources = gathered.sources.map { line in
            var line = line
            line.name = names.name(line.node, line.feed)
            line.feed = names.key(line.node, line.feed)
            line.organisation = nil
            return line
        }
        return copy
    }

    private static let placeTypes: Set<String> = ["Organization", "Location", "HealthcareService", "Endpoint"]

    /// Relatives and their numbers, and flags that tell how to get into a home.
    private static func isAboutPlaces(_ resource: Resource) -> Bool {
        if resource.type == "RelatedPerson" || placeTypes.contains(resource.type) { return true }
        return resource.type == "Flag" && resource.items("category").contains { $0.hasCode("services-and-care") }
    }

    private func item(_ item: RecordItem) -> RecordItem? {
        var writer = JSONWriter(capacity: item.resource.document.byteCount)
        write(item.resource.node, type: item.resource.type, isTop: true, &writer)
        guard let resource = try? Resource(writer.bytes) else { return nil }
        var copy = item
        copy.resource = resource
        copy.feed = names.key(item.node, item.feed)
        copy.organisation = nil
        return copy
    }

    /// Writes an object without its members about places.
    private func write(_ object: JSONNode, type: String, isTop: Bool, _ writer: inout JSONWriter) {
        let isFile = object["contentType"] != nil && (object["data"] != nil || object["url"] != nil)
        writer.object { writer in
            for member in object.children {
                guard let name = member.name, !isDropped(member, name, type, isTop: isTop) else { continue }
                if isFile, name == "data" || name == "url" {
                    if name == "data" { writeText(member, of: object, &writer) }
                    continue
                }
                if name == "div", let narrative = member.string {
                    writer.member(name, words.removed(fromNarrative: narrative))
                    continue
                }
                writer.key(name)
                write(value: member, type: type, name, &writer)
            }
        }
    }

    private func write(value: JSONNode, type: String, _ name: String, _ writer: inout JSONWriter) {
        switch value.kind {
        case .object: write(value, type: type, isTop: false, &writer)
        case .array:
            writer.array { writer in
                for element in value.children where !element.isPlaceReference {
                    write(value: element, type: type, name, &writer)
                }
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

    private func isDropped(_ member: JSONNode, _ name: String, _ type: String, isTop: Bool) -> Bool {
        if member.isPlaceReference { return true }
        if member.isArray, member.count > 0, member.children.allSatisfy(\.isPlaceReference) { return true }
        switch name {
        case "address", "telecom", "generalPractitioner", "managingOrganization", "serviceProvider", "custodian",
            "location", "origin", "destination":
            return true
        case "text" where isTop: return true  // the narrative repeats everything
        case "contact", "photo": return isTop && type == "Patient"
        case "source": return true  // meta.source names the feed
        case "identifier" where isTop: return type != "Patient" || !holdsNumber(member)
        default: return false
        }
    }

    /// Whether every identifier is the NHS number; local ones tell the organisation.
    private func holdsNumber(_ identifiers: JSONNode) -> Bool {
        identifiers.itemsOfSelf.allSatisfy { $0["system"]?.equals(NHSNumber.system) ?? false }
    }
}

/// Names that stand in for sources: a kind and a number, such as `Hospital 2`.
struct SourceNames {
    private var names: [String: String] = [:]

    init(_ gathered: GatheredRecord, directory: DirectorySnapshot) {
        var counts: [String: Int] = [:]
        let lines = gathered.sources.map { ($0.node, $0.feed, $0.organisation) }
        let items = gathered.items.map { ($0.node, $0.feed, $0.organisation) }
        var known: [ODSCode: String] = [:]
        for (node, feed, code) in lines + items where names[Self.place(node, feed)] == nil {
            let kind = Self.words(code.flatMap { directory.organisations[$0]?.kind })
            // Feeds of one organisation share its number.
            if let code, let name = known[code] {
                names[Self.place(node, feed)] = name
                continue
            }
            counts[kind, default: 0] += 1
            let name = "\(kind) \(counts[kind] ?? 1)"
            names[Self.place(node, feed)] = name
            if let code { known[code] = name }
        }
    }

    func name(_ node: String, _ feed: String?) -> String { names[Self.place(node, feed)] ?? "Source" }

    /// A stand-in for the feed's id, equal for feeds of one organisation; nil for a whole node.
    func key(_ node: String, _ feed: String?) -> String? {
        feed.map { _ in String(name(node, feed).lowercased().map { $0 == " " ? "-" : $0 }) }
    }

    private static func place(_ node: String, _ feed: String?) -> String { "\(node)|\(feed ?? "")" }

    private static func words(_ kind: OrganisationKind?) -> String {
        switch kind {
        case .gpPractice: "GP practice"
        case .acuteTrust, .site: "Hospital"
        case .mentalHealthTrust: "Mental health service"
        case .communityTrust: "Community service"
        case .ambulanceTrust: "Ambulance service"
        case .urgentCare: "Urgent care service"
        case .council: "Council"
        case .careHome: "Care home"
        case .hospice: "Hospice"
        case .pharmacy: "Pharmacy"
        default: "Source"
        }
    }
}
