// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Directory
import Exchange
import FHIRModel
import Testing

@Suite("The record as FHIR")
struct BundleTests {
    private func bundle(_ items: [RecordItem], context: [RecordItem] = []) throws -> Resource {
        let directory = DirectorySnapshot(
            areas: [], organisations: Array(testDirectory.organisations.values),
            nodes: [NodeDescriptor(id: "nel", name: "North East London", baseURL: "https://nel.example/fhir")])
        return try Resource(
            CareRecord.bundle(
                try gathered(items, context: context, states: ["epma-r99x1": .failed]), directory: directory))
    }

    @Test("Every item is in it with its bytes as received, and with the address its references lead to")
    func items() throws {
        let items = [
            try item(
                "Observation", "1", #""status":"final","valueQuantity":{"value":1.00},"unknown":{"b":1,"a":"\u00e9"}"#),
            try item("Condition", "2", #""code":{"text":"Gout <1>"}"#, from: .otherHospital),
        ]
        let bundle = try bundle(items, context: [item("Organization", "o", #""name":"Marsh Lane Surgery""#)])
        let entries = bundle.items("entry").map { $0 }
        #expect(bundle["type"]?.string == "collection")
        let addresses = entries.compactMap { $0["fullUrl"]?.string }
        #expect(Set(addresses).count == entries.count)
        for (item, address) in zip(
            items, ["https://nel.example/fhir/Observation/1", "https://fhir.onelondon.example/node/sel/Condition/2"])
        {
            let entry = try #require(entries.first { $0["fullUrl"]?.string == address })
            #expect(entry["resource"]?.bytes == item.resource.bytes)
        }
        #expect(addresses.contains("https://nel.example/fhir/Organization/o"))
    }

    @Test("Each item has a Provenance with source organisation, feed and the time it was received")
    func provenance() throws {
        let bundle = try bundle([item("Condition", "2", #""code":{"text":"Gout"}"#, received: "2026-11-20T10:00:00Z")])
        let all = bundle.items("entry").compactMap { $0["resource"] }.filter {
            $0["resourceType"]?.equals("Provenance") ?? false
        }
        let one = try #require(all.first)
        #expect(all.count == 1)
        #expect(one["target"]?[position: 0]?["reference"]?.string == "https://nel.example/fhir/Condition/2")
        #expect(one["recorded"]?.string == "2026-11-20T10:00:00.000Z")
        let who = try #require(one["agent"]?[position: 0]?["who"])
        #expect(who["display"]?.string == "Marsh Lane Surgery")
        #expect(who["identifier"]?["value"]?.string == "Y99001")
        #expect(one["entity"]?[position: 0]?["what"]?["identifier"]?["value"]?.string == "gp-y99001")
    }

    @Test("The completeness contract is in it, a part for each line")
    func contract() throws {
        let first = try #require(try bundle([]).items("entry").first { _ in true }?["resource"])
        #expect(first["resourceType"]?.string == "Parameters")
        let sources = first.items("parameter").filter { $0["name"]?.equals("source") ?? false }
        #expect(sources.count == TestSource.all.count)
        let states = sources.map { source in
            source.items("part").first { $0["name"]?.equals("state") ?? false }?["valueCode"]?.string
        }
        #expect(states.filter { $0 == "failed" }.count == 1)
        #expect(first.items("parameter").contains { $0["name"]?.equals("hiddenItems") ?? false })
    }
}
