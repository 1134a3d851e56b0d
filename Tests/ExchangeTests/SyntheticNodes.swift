// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import FHIRModel
import FHIRSearch
import Identity
import RecordStore
import SyntheticLondon
import Testing

/// Five stores with one small London, filled once for all tests as an import fills them; nobody changes them.
struct SyntheticNodes: Sendable {
    /// 23 November 2026, half past nine.
    static let asOf = Timestamp(seconds: 1_795_426_200)
    static let london = SyntheticLondon(seed: 41, people: 150, asOf: asOf)
    static let people: [SyntheticPerson] = (0..<london.people).map(london.person)

    private static let filling = Task { try await SyntheticNodes() }

    /// The stores.
    static var shared: SyntheticNodes {
        get async throws { try await filling.value }
    }

    let stores: [String: MemoryStore]

    private init() async throws {
        var resources: [String: [[UInt8]]] = [:]
        for node in London.nodes { resources[node.id] = Self.london.directory(of: node.id) }
        for record in Self.people.flatMap(\.records) where record.feed.state.isReceived {
            resources[record.node, default: []] += record.resources
        }
        var stores: [String: MemoryStore] = [:]
        for node in London.nodes { stores[node.id] = try await Self.store(of: resources[node.id] ?? []) }
        self.stores = stores
    }

    /// A store with these resources, labelled as they are on the way in.
    static func store(of resources: [[UInt8]]) async throws -> MemoryStore {
        let store = MemoryStore(clock: ManualClock(asOf))
        try await write(resources, to: store)
        return store
    }

    /// Adds resources to a store in one batch.
    static func write(_ resources: [[UInt8]], to store: MemoryStore) async throws {
        let extractor = IndexExtractor()
        let changes = try resources.map { bytes in
            let resource = try Resource(bytes)
            let prepared = try PreparedResource(
                resource, id: try #require(resource.id), labels: Labelling.labels(of: resource), extractor: extractor)
            return WriteChange(.put(prepared))
        }
        _ = try await store.write(WriteBatch(changes: changes))
    }

    /// The person who plays a scenario.
    static func person(_ slug: String) throws -> SyntheticPerson { try #require(london.person(playing: slug)) }

    /// The feeds of a node, as the generator knows them.
    static func feeds(of node: String) -> [SyntheticFeed] {
        london.allOrganisations.flatMap(\.feeds).filter { $0.node == node }
    }
}

extension SyntheticPerson {
    /// The two identifiers that open the record.
    var traced: TracedPerson {
        get throws {
            TracedPerson(number: try NHSNumber(truth.nhsNumber), birthDate: try #require(CivilDate(truth.birthDate)))
        }
    }

    /// What the first GP practice holds about who the person is.
    var practicePatient: Resource {
        get throws {
            let resources = records.filter { $0.feed.kind == .gp }.flatMap(\.resources)
            return try #require(
                try resources.map { try Resource($0) }.first {
                    $0.type == "Patient" && $0["active"]?.bool == true
                })
        }
    }

    /// The code of the practice the person is registered with.
    var practice: ODSCode {
        get throws {
            let id = try practicePatient.id
            return try #require(truth.records.first { $0.patient == id }.flatMap { ODSCode($0.organisation) })
        }
    }

    /// A search that fits the practice's Patient.
    var search: (family: String, postcode: String) {
        get throws {
            let patient = try practicePatient
            let name = patient.items("name").first { $0["use"]?.equals("old") != true }
            let address = patient.items("address").first { $0["use"]?.equals("old") != true }
            // Some people have one name only, and cannot be looked for by a family name.
            guard let family = name?["family"]?.string, let postcode = address?["postalCode"]?.string else {
                throw NoFamilyName()
            }
            return (family, postcode)
        }
    }
}

/// The person has no family name.
struct NoFamilyName: Error {}
