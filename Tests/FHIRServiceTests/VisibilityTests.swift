// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("What a caller may not see")
struct VisibilityTests {
    static let security =
        #""meta":{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"hiv"}]},"#

    /// Observations of patient p, every other one with the label HIV, and one of patient q.
    static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        try await node.put(#"{"resourceType":"Practitioner","id":"secret",\#(security)"name":[{"family":"X"}]}"#)
        try await node.put(
            #"{"resourceType":"Patient","id":"p","generalPractitioner":[{"reference":"Practitioner/secret"}]}"#)
        try await node.put(#"{"resourceType":"Patient","id":"q"}"#)
        for number in 0..<10 {
            let meta = number % 2 == 1 ? security : ""
            try await node.put(
                #"""
                {"resourceType":"Observation","id":"b\#(number)",\#(meta)"status":"final","code":{},
                "subject":{"reference":"Patient/\#(number == 8 ? "q" : "p")"}}
                """#)
        }
        return node
    }

    static let blind = TestNode.caller(hidden: .hiv)
    static let open = ["b0", "b2", "b4", "b6", "b8"].map { "Observation/" + $0 }

    @Test("Labelled items are absent from reads, versions and history", arguments: StoreKind.allCases)
    func reads(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for address in ["Observation/b1", "Observation/b1/_history", "Observation/b1/_history/1"] {
            #expect(await node.get(address).status == 200)
            #expect(await node.get(address, as: Self.blind).status == 404)
        }
        _ = await node.ask(.delete, "Observation/b1")
        #expect(await node.get("Observation/b1").status == 410)
        #expect(await node.get("Observation/b1", as: Self.blind).status == 404, "a hidden deletion is hidden")
    }

    @Test("Labelled items are absent from searches, pages, totals and $everything", arguments: StoreKind.allCases)
    func searches(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        #expect(try await node.pages("Observation?_count=2", as: Self.blind).flatMap { $0 } == Self.open)
        #expect(await node.get("Observation?_summary=count", as: Self.blind).total == "5")
        #expect(await node.get("Observation?_total=accurate&_count=1", as: Self.blind).total == "5")
        #expect(await node.get("Observation?_id=b1", as: Self.blind).entries.isEmpty)
        #expect(await node.get("Observation?_id=b1&_total=accurate", as: Self.blind).total == "0")
        let everything = await node.get("Patient/p/$everything", as: Self.blind)
        #expect(everything.references() == ["Patient/p"] + Self.open.dropLast())
        #expect(await node.get("Patient/p/$everything").references().count == 11)
    }

    @Test("Labelled items do not come along as includes", arguments: StoreKind.allCases)
    func includes(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let reverse = await node.get("Patient?_id=p&_revinclude=Observation:subject", as: Self.blind)
        #expect(reverse.references(mode: "include") == Array(Self.open.dropLast()))
        let forward = "Patient?_id=p&_include=Patient:general-practitioner"
        #expect(await node.get(forward).references(mode: "include") == ["Practitioner/secret"])
        #expect(await node.get(forward, as: Self.blind).references(mode: "include").isEmpty)
    }

    @Test("Someone else's record is absent everywhere", arguments: StoreKind.allCases)
    func people(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let own = TestNode.caller(only: ["q"])
        #expect(await node.get("Observation", as: own).references() == ["Observation/b8"])
        #expect(await node.get("Observation?_summary=count", as: own).total == "1")
        #expect(await node.get("Patient", as: own).references() == ["Patient/q"])
        #expect(await node.get("Observation?patient=p", as: own).entries.isEmpty)
        #expect(await node.get("Observation/b0", as: own).status == 404)
        #expect(await node.get("Patient/p/$everything", as: own).status == 404)
        let include = await node.get("Patient?_revinclude=Observation:subject", as: own)
        #expect(include.references() == ["Patient/q", "Observation/b8"])
        #expect(include.response.disclosure.people == ["q"])
    }

    @Test("Another's page link shows only what its user may see", arguments: StoreKind.allCases)
    func tokens(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for address in ["Observation?_count=2&_total=accurate", "Patient/p/$everything?_count=2"] {
            let link = try #require(await node.get(address).link("next")).replacing(TestNode.base + "/", with: "")
            let seen = await node.get(link, as: Self.blind)
            #expect(seen.status == 200)
            #expect(!seen.references().isEmpty)
            #expect(seen.references().allSatisfy { Self.open.contains($0) })
            if let total = seen.total { #expect(total == "5") }
            let other = await node.get(link, as: TestNode.caller(only: ["nobody"]))
            #expect(other.references().isEmpty)
        }
    }

    @Test("Reads inside bundles keep to what the caller may see", arguments: ["batch", "transaction"])
    func bundles(_ type: String) async throws {
        let node = try await Self.filled(.memory)
        let hidden = TransactionTests.entry("GET", "Observation/b1")
        let open = [
            TransactionTests.entry("GET", "Observation?_summary=count"),
            TransactionTests.entry("GET", "Observation/b0"),
        ].joined(separator: ",")
        let answer = await node.ask(.post, "", TransactionTests.bundle(open, type: type), as: Self.blind)
        #expect(answer.entryStatuses == ["200", "200"])
        #expect(answer.entries[0]["resource"]?["total"]?.numberText == "5")
        #expect(answer.response.disclosure.people == ["p"])
        let whole = await node.ask(.post, "", TransactionTests.bundle(open, hidden, type: type), as: Self.blind)
        #expect(whole.status == (type == "batch" ? 200 : 404))
        #expect(whole.entryStatuses == (type == "batch" ? ["200", "200", "404"] : []))
        let absent = TransactionTests.entry("GET", "Observation/none")
        let none = await node.ask(.post, "", TransactionTests.bundle(open, absent, type: type), as: Self.blind)
        #expect(none.text == whole.text, "what is hidden and what is absent are alike")
    }
}
