// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

/// Synthetic people as the nodes would answer about them.
enum SyntheticRecord {
    static let london = SyntheticLondon(seed: 41, people: 300, asOf: Timestamp(seconds: 1_795_426_200))

    private static let nodes = Array(Set(london.allOrganisations.map(\.node))).sorted()

    /// Organisations, places and staff of every node.
    private static let context: [ItemReference: RecordItem] = nodes.reduce(into: [:]) { context, node in
        for bytes in london.directory(of: node) {
            guard let resource = try? Resource(bytes), let reference = resource.reference else { continue }
            context[ItemReference(node: node, reference: reference)] = RecordItem(
                resource: resource, node: node, feed: nil, organisation: nil, received: london.asOf)
        }
    }

    /// What references inside a value lead to.
    private static func references(_ value: JSONNode) -> [String] {
        value.children.flatMap { child in
            child.hasName("reference") ? [child.string].compactMap(\.self) : references(child)
        }
    }

    /// What items, and roles of theirs, refer to.
    private static func context(of items: [RecordItem]) -> [RecordItem] {
        func targets(_ items: [RecordItem]) -> Set<ItemReference> {
            Set(
                items.flatMap { item in
                    references(item.resource.node).map { ItemReference(node: item.node, reference: $0) }
                })
        }
        let first = targets(items)
        return first.union(targets(first.compactMap { context[$0] })).compactMap { context[$0] }
    }

    static let directory: DirectorySnapshot = {
        let lines = nodes.flatMap { node in london.directory(of: node).map { $0 + [UInt8(ascii: "\n")] } }.flatMap(
            \.self)
        return DirectoryReader.read(ndjson: lines).snapshot
    }()

    private static let owners: [String: SyntheticOrganisation] = london.allOrganisations.reduce(into: [:]) {
        owners, one in
        for feed in one.feeds { owners[feed.id] = one }
    }

    /// What was received about a person, with a line for each feed of every organisation that knows them.
    static func gathered(_ person: SyntheticPerson) throws -> GatheredRecord {
        let joined = Set(person.truth.records.filter(\.isJoinable).map(\.organisation))
        let records = person.records.filter { joined.contains(owners[$0.feed.id]?.ods ?? "") }
        let items = try records.filter(\.feed.state.isReceived).flatMap { record in
            try record.resources.map {
                RecordItem(
                    resource: try Resource($0), node: record.node, feed: record.feed.id,
                    organisation: owners[record.feed.id].flatMap { ODSCode($0.ods) }, received: london.asOf)
            }
        }
        let lines = london.allOrganisations.filter { joined.contains($0.ods) }.flatMap { owner in
            owner.feeds.map { feed in
                SourceLine(
                    node: feed.node, feed: feed.id, organisation: ODSCode(owner.ods), name: owner.name,
                    state: state(feed.state), content: Set(feed.content.compactMap(section)),
                    lastReceived: feed.lastReceived, itemCount: items.count { $0.feed == feed.id })
            }
        }
        return GatheredRecord(
            person: TracedPerson(
                number: try NHSNumber(person.truth.nhsNumber),
                birthDate: try #require(CivilDate(person.truth.birthDate))),
            items: items, context: context(of: items), sources: lines, possibleOtherRecords: 0,
            hiddenItems: 0, gatheredAt: london.asOf, correlationID: "synthetic")
    }

    static func record(_ person: SyntheticPerson) throws -> CareRecord {
        CareRecord(try gathered(person), directory: directory)
    }

    private static func state(_ state: SyntheticFeed.State) -> SourceLine.State {
        switch state {
        case .working: .ok
        case .late: .late
        case .failed: .failed
        case .notConnected: .notConnected
        }
    }

    private static func section(_ code: String) -> RecordSection? {
        ["care-plans": .carePlans, "social-care": .supportAtHome, "flags": .alerts][code]
            ?? RecordSection(rawValue: code)
    }
}
