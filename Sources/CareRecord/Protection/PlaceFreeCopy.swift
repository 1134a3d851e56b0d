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
        copy.context = gathered.context.filter { !Self.isAboutPlaces($0.resource) }.compactMap(item)
        copy.sources = gathered.sources.map { line in
            var line = line
            line.name = names.name(line.node, line.feed)
            line.feed = names.key(line.node, line.feed)
            line.organisation = nil
            return line
        }
        return copy
    }

    /// Relatives and their numbers, places, and flags that tell how to get into a home.
    private static func isAboutPlaces(_ resource: Resource) -> Bool {
        if PlaceKinds.kinds.contains(resource.type) { return true }
        return resource.type == "Flag" && resource.items("category").contains { $0.hasCode("services-and-care") }
    }

    private func item(_ item: RecordItem) -> RecordItem? {
        guard let resource = try? Resource(PlaceFreeWriter(item.resource.node, words: words).bytes()) else {
            return nil
        }
        var copy = item
        copy.resource = resource
        copy.feed = names.key(item.node, item.feed)
        copy.organisation = nil
        return copy
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
