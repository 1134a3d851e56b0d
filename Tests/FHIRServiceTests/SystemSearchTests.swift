// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import Testing

@Suite("Searching several types at once")
struct SystemSearchTests {
    private static let form = FHIRHeaders(contentType: "application/x-www-form-urlencoded")

    @Test(
        "pages through all of them in one order, also when the store changes meanwhile", arguments: StoreKind.allCases,
        ["", "_sort=_id&", "_sort=-_id&", "_sort=-_lastUpdated&", "_sort=_lastUpdated&", "_sort=_tag,-_id&"])
    func pages(_ kind: StoreKind, _ sort: String) async throws {
        let node = try await SearchTests.filled(kind)
        let address = "?_type=Organization,Patient,Observation&\(sort)_count="
        let whole = await node.get(address + "1000")
        #expect(whole.status == 200, "\(whole.text)")
        let all = whole.references(mode: "match")
        #expect(Set(all).count == 122)
        if sort.contains("_id") {
            let ids = all.compactMap { $0.split(separator: "/").last.map(String.init) }
            #expect(ids == (sort.contains("-_id") ? ids.sorted(by: >) : ids.sorted()))
        }
        #expect(try await node.pages(address + "50").flatMap { $0 } == all)
        let first = await node.get(address + "9")
        let next = try #require(first.link("next")).replacing(TestNode.base + "/", with: "")
        try await node.put(#"{"resourceType":"Patient","id":"aaa"}"#)
        _ = await node.ask(.delete, "Observation/b29-2")
        #expect(try await node.pages(next).flatMap { $0 } == Array(all.dropFirst(9)))
    }

    @Test("takes the parameters that all types have", arguments: StoreKind.allCases)
    func shared(_ kind: StoreKind) async throws {
        let node = try await SearchTests.filled(kind)
        let found = await node.get("?_type=Patient,Organization&name=test1,south&_total=accurate&_count=2&_sort=_id")
        #expect(found.references(mode: "match") == ["Organization/o1", "Patient/p1"])
        #expect(found.total == "12")
        #expect(found.link("self")?.hasPrefix(TestNode.base + "/?_type=Patient,Organization&name=test1,south") == true)
        #expect(await node.get("?_id=p3,o0").references().sorted() == ["Organization/o0", "Patient/p3"])
        let refused = await node.get("?_type=Patient,Organization&gender=male")
        #expect(refused.status == 400)
        #expect(refused.expressions == ["http.gender"])
        #expect(refused.diagnostics.contains("name"))
        #expect(!refused.diagnostics.contains("birthdate"))
        #expect(await node.get("?_type=Patient,Nonsense").expressions == ["http._type"])
        #expect(await node.get("Patient?_type=Patient").expressions == ["http._type"])
    }

    @Test("counts without resources", arguments: StoreKind.allCases)
    func counts(_ kind: StoreKind) async throws {
        let node = try await SearchTests.filled(kind)
        for query in ["_summary=count", "_count=0", "_count=0&_total=estimate"] {
            let answer = await node.get("?_type=Patient,Observation&\(query)")
            #expect(answer.total == "120")
            #expect(answer.references().isEmpty)
            #expect(answer.link("next") == nil)
        }
        #expect(await node.get("?_summary=count").total == "122")
    }

    @Test("brings along what one of the types refers to", arguments: StoreKind.allCases)
    func includes(_ kind: StoreKind) async throws {
        let node = try await SearchTests.filled(kind)
        let address =
            "?_type=Patient,Observation&_id=p4,b5-0&_include=Observation:patient&_include=Patient:organization"
        let found = await node.get(address)
        #expect(found.references(mode: "match").sorted() == ["Observation/b5-0", "Patient/p4"])
        #expect(found.references(mode: "include").sorted() == ["Organization/o0", "Patient/p5"])
        let reverse = await node.get("?_type=Patient,Organization&_id=p4,o1&_revinclude=Observation:subject")
        #expect(reverse.references(mode: "include").count == 3)
        #expect(await node.get("?_type=Patient,Organization&_include=Observation:patient").status == 400)
    }

    @Test("works by POST and within a batch")
    func posted() async throws {
        let node = try await SearchTests.filled(.memory)
        let get = await node.get("?_type=Patient,Observation&_id=p4,b5-0")
        let posted = await node.ask(.post, "_search", "_type=Patient,Observation&_id=p4,b5-0", headers: Self.form)
        #expect(posted.references() == get.references())
        #expect(posted.link("self") == get.link("self"))
        let batch = #"""
            {"resourceType":"Bundle","type":"batch","entry":[
            {"request":{"method":"GET","url":"?_type=Patient,Observation&_id=p4,b5-0"}},
            {"request":{"method":"GET","url":"Patient/p4/Observation?_summary=count"}},
            {"request":{"method":"POST","url":""},"resource":{"resourceType":"Bundle","type":"batch"}}]}
            """#
        let answer = await node.ask(.post, "", batch)
        #expect(answer.entryStatuses == ["200", "200", "400"])
        #expect(answer.entries[0]["resource"]?.items("entry").count { _ in true } == 2)
        #expect(answer.entries[1]["resource"]?["total"]?.numberText == "3")
    }

    @Test("shows nobody what is hidden from them", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await SearchTests.filled(kind)
        let ada = TestNode.caller(only: ["p4"])
        let found = await node.get("?_type=Patient,Observation&_total=accurate", as: ada)
        #expect(
            found.references().sorted() == ["Observation/b4-0", "Observation/b4-1", "Observation/b4-2", "Patient/p4"])
        #expect(found.total == "4")
        #expect(await node.get("Patient/p5/*", as: ada).references().isEmpty)
    }
}

@Suite("Searching a compartment")
struct CompartmentTests {
    /// A patient with an encounter, what was observed in it and by whom, and another patient.
    private static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for resource in [
            #"{"resourceType":"Practitioner","id":"gp"}"#, #"{"resourceType":"Device","id":"meter"}"#,
            #"{"resourceType":"Patient","id":"ada","generalPractitioner":[{"reference":"Practitioner/gp"}]}"#,
            #"{"resourceType":"Patient","id":"ben"}"#,
            #"{"resourceType":"RelatedPerson","id":"mum","patient":{"reference":"Patient/ada"}}"#,
            #"{"resourceType":"Encounter","id":"visit","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/ada"}}"#,
            observation("weight", of: "ada", #","encounter":{"reference":"Encounter/visit"}"#),
            observation("pulse", of: "ada", #","device":{"reference":"Device/meter"}"#),
            observation(
                "told", of: "ben", #","performer":[{"reference":"RelatedPerson/mum"},{"reference":"Patient/ada"}]"#),
            observation("other", of: "ben", ""),
        ] { try await node.put(resource) }
        return node
    }

    private static func observation(_ id: String, of patient: String, _ more: String) -> String {
        #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"coding":[{"code":"\#(id)"}]},"subject":{"reference":"Patient/\#(patient)"}\#(more)}"#
    }

    @Test(
        "finds what belongs to its centre by any of the parameters that R4 names", arguments: StoreKind.allCases,
        [
            ("Patient/ada/Observation", ["Observation/pulse", "Observation/told", "Observation/weight"]),
            ("Patient/ada/Observation?code=pulse,other", ["Observation/pulse"]),
            (
                "Patient/ada/*",
                [
                    "Encounter/visit", "Observation/pulse", "Observation/told", "Observation/weight",
                    "RelatedPerson/mum",
                ]
            ),
            ("Patient/ada/*?_type=Encounter,RelatedPerson", ["Encounter/visit", "RelatedPerson/mum"]),
            ("Patient/ada/*?_type=Encounter,Observation&_type=Encounter", ["Encounter/visit"]),
            ("Patient/ada/Encounter?_has:Observation:encounter:code=weight", ["Encounter/visit"]),
            ("Encounter/visit/*", ["Encounter/visit", "Observation/weight"]),
            ("Encounter/visit/Encounter", ["Encounter/visit"]), ("Encounter/none/Encounter", []),
            ("RelatedPerson/mum/Observation", ["Observation/told"]), ("Device/meter/*", ["Observation/pulse"]),
            ("Practitioner/gp/Patient", ["Patient/ada"]), ("Patient/nobody/Observation", []),
        ] as [(String, [String])])
    func finds(_ kind: StoreKind, _ query: (address: String, wanted: [String])) async throws {
        let node = try await Self.filled(kind)
        let found = await node.get(query.address)
        #expect(found.status == 200, "\(found.text)")
        #expect(found.references(mode: "match").sorted() == query.wanted)
        let parts = query.address.split(separator: "?", omittingEmptySubsequences: false).map(String.init)
        let posted = await node.ask(
            .post, parts[0] + "/_search", parts.count > 1 ? parts[1] : "",
            headers: FHIRHeaders(contentType: "application/x-www-form-urlencoded"))
        #expect(posted.references() == found.references())
        #expect(posted.link("self") == found.link("self"))
    }

    @Test(
        "is refused where there is none, with those that there are",
        arguments: [
            ("Organization/o/Patient", "Device, Encounter, Patient"), ("Patient/ada/Medication", "AllergyIntolerance"),
            ("Patient/ada/Nonsense", "not available"), ("Patient/ada/*/x", "not available"),
        ])
    func refuses(_ address: String, _ remedy: String) async throws {
        let answer = try await Self.filled(.memory).get(address)
        #expect(answer.status == 404)
        #expect(answer.diagnostics.contains(remedy), "\(answer.diagnostics)")
    }

    @Test("refuses types without a part in it, and other methods")
    func refusesMore() async throws {
        let node = try await Self.filled(.memory)
        let refused = await node.get("Patient/ada/*?_type=Medication")
        #expect(refused.status == 400)
        #expect(refused.expressions == ["http._type"])
        #expect(await node.ask(.post, "Patient/ada/Observation", "{}").status == 405)
        #expect(await node.get("Patient/ada/Observation/_search").status == 405)
    }

    @Test("tells the audit whose it is, also where nothing is found")
    func discloses() async throws {
        let node = try await Self.filled(.memory)
        #expect(await node.get("Patient/nobody/*").response.disclosure.people == ["nobody"])
        #expect(await node.get("Patient/ada/Observation?_count=0").response.disclosure.people == ["ada"])
    }
}
