// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import StorePostgres
import Synchronization

/// Searches by values that the data holds, drawn at random, 20 matches a page: each family alone, then all of them.
struct PostgresSearchBenchmark {
    private static let clients = 30
    private static let requests = 6_000

    /// A family of searches.
    private struct Family {
        var name: String
        var queries: [SearchQuery]
    }

    private let families: [Family]

    init(resources: [PreparedResource]) throws {
        var random = SeededDraw(state: 2_026)
        let observations = resources.filter { $0.id.type == "Observation" }
        let patients = resources.filter { $0.id.type == "Patient" }
        func family(
            _ name: String, _ type: String, _ sample: [PreparedResource],
            _ parameters: (JSONNode) -> [(String, String)]?
        ) throws -> Family {
            Family(name: name, queries: try Self.queries(type, sample, &random, parameters))
        }
        families = try [
            family("string", "Patient", patients) { node in
                node.items("name").first(where: { _ in true })?["family"]?.string.map { [("family", $0)] }
            },
            family("token", "Observation", observations) { Self.code($0).map { [("code", $0)] } },
            family("date", "Observation", observations) { Self.day($0).map { [("date", $0)] } },
            family("date ge", "Observation", observations) { Self.day($0).map { [("date", "ge" + $0)] } },
            family("quantity", "Observation", observations) { node in
                guard let value = node["valueQuantity"]?["value"]?.numberText,
                    let unit = node["valueQuantity"]?["code"]?.string
                else { return nil }
                return [("value-quantity", "gt\(value)|http://unitsofmeasure.org|\(unit)")]
            },
            family("composite", "Observation", observations) { node in
                guard let code = Self.code(node), let value = node["valueQuantity"]?["value"]?.numberText else {
                    return nil
                }
                return [("code-value-quantity", code + "$" + value)]
            },
            family("reference", "Observation", observations) { Self.patient($0).map { [("patient", $0)] } },
            family("token and date", "Observation", observations) { node in
                Self.code(node).flatMap { code in Self.day(node).map { [("code", code), ("date", "ge" + $0)] } }
            },
            family("patient, code and date", "Observation", observations) { node in
                guard let code = Self.code(node), let day = Self.day(node), let patient = Self.patient(node) else {
                    return nil
                }
                return [("patient", patient), ("code", code), ("date", "ge" + day.prefix(4))]
            },
            family("patient, newest first", "Observation", observations) { node in
                Self.patient(node).map { [("patient", $0), ("_sort", "-date")] }
            },
            family("code, newest first", "Observation", observations) {
                Self.code($0).map { [("code", $0), ("_sort", "-date")] }
            },
            family("chain", "Observation", patients) { node in
                node.items("identifier").first(where: { _ in true })?["value"]?.string.map {
                    [("patient.identifier", $0)]
                }
            },
        ]
    }

    /// Searches by what resources drawn at random hold.
    private static func queries(
        _ type: String, _ sample: [PreparedResource], _ random: inout SeededDraw,
        _ parameters: (JSONNode) -> [(String, String)]?
    ) throws -> [SearchQuery] {
        var queries: [SearchQuery] = []
        for _ in 0..<20_000 where queries.count < 1_000 && !sample.isEmpty {
            let resource = try sample[random.next(below: sample.count)].body.resource()
            guard let found = parameters(resource.node) else { continue }
            queries.append(
                try SearchQueryParser().parse(
                    resourceType: type, parameters: found.map { (name: $0.0, value: $0.1) } + [("_count", "20")]))
        }
        return queries
    }

    private static func code(_ node: JSONNode) -> String? {
        guard let coding = node["code"]?.items("coding").first(where: { _ in true }),
            let system = coding["system"]?.string,
            let code = coding["code"]?.string
        else { return nil }
        return system + "|" + code
    }

    private static func day(_ node: JSONNode) -> String? {
        node["effectiveDateTime"]?.string.map { String($0.prefix(10)) }
    }

    private static func patient(_ node: JSONNode) -> String? { node["subject"]?["reference"]?.string }

    func run(_ store: PostgresStore) async throws {
        for family in families where !family.queries.isEmpty { try await run(family, store) }
        let all = families.flatMap { $0.queries.prefix(500) }
        // In an order that mixes the families.
        let mixed = all.indices.map { all[($0 &* 7_919) % all.count] }
        try await run(Family(name: "all families", queries: mixed), store)
    }

    private func run(_ family: Family, _ store: PostgresStore) async throws {
        let queries = family.queries
        let clients = Clients(count: Self.clients, requests: Self.requests)
        let found = Mutex(0)
        let times = try await clients.run { client, number in
            let query = queries[(client &* 104_729 &+ number) % queries.count]
            let page = try await store.search(query, visibility: .unrestricted, page: nil)
            found.withLock { $0 += page.matches.count }
        }
        let matches = found.withLock { $0 }
        print(
            "search by \(family.name), \(Self.clients) clients: \(times.summary); \(matches / times.each.count) matches each"
        )
    }
}

/// Numbers that are the same in every run (SplitMix64).
private struct SeededDraw {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
