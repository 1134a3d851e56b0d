// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import Testing

@Suite("Searching across resources")
struct SearchLinksTests {
    /// Three people with what a laboratory found, two of one practice.
    private static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for resource in [
            #"{"resourceType":"Organization","id":"trust","name":"North Trust"}"#,
            #"{"resourceType":"Organization","id":"north","name":"North Practice","partOf":{"reference":"Organization/trust"}}"#,
            #"{"resourceType":"Organization","id":"south","name":"South Practice"}"#,
            #"{"resourceType":"Patient","id":"ada","name":[{"family":"Okafor"}],"gender":"female","managingOrganization":{"reference":"Organization/north"}}"#,
            #"{"resourceType":"Patient","id":"ben","name":[{"family":"Çelik"}],"gender":"male","managingOrganization":{"reference":"Organization/north"}}"#,
            #"{"resourceType":"Patient","id":"cat","name":[{"family":"Okafor"}],"gender":"female","managingOrganization":{"reference":"Organization/south"}}"#,
            observation("ada-k", of: "ada", "6298-4", "5.4", member: "ada-na"),
            observation("ada-na", of: "ada", "2951-2", "140"),
            observation("ben-k", of: "ben", "6298-4", "3.1"), observation("cat-na", of: "cat", "2951-2", "128"),
        ] { try await node.put(resource) }
        return node
    }

    private static func observation(
        _ id: String, of patient: String, _ code: String, _ value: String, member: String? = nil
    ) -> String {
        let more = member.map { #","hasMember":[{"reference":"Observation/\#($0)"}]"# } ?? ""
        return #"""
            {"resourceType":"Observation","id":"\#(id)","status":"final","subject":{"reference":"Patient/\#(patient)"},
            "code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}],"text":"A finding"},
            "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">told</div>"},
            "valueQuantity":{"value":\#(value),"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}\#(more)}
            """#
    }

    @Test(
        "finds through references in both directions",
        arguments: StoreKind.allCases,
        [
            ("Observation?subject:Patient.family=okafor", ["ada-k", "ada-na", "cat-na"]),
            ("Observation?patient.family:exact=Okafor&code=6298-4", ["ada-k"]),
            ("Observation?subject:Patient.organization.name=south", ["cat-na"]),
            (
                "Observation?patient.organization:Organization.partof.name=north%20trust&code=6298-4",
                ["ada-k", "ben-k"]
            ),
            ("Observation?has-member.code=2951-2", ["ada-k"]),
            ("Observation?patient.family=nobody", []),
            ("Patient?_has:Observation:patient:code=6298-4", ["ada", "ben"]),
            (
                "Patient?_has:Observation:patient:code-value-quantity=6298-4$lt3500|http://unitsofmeasure.org|umol/L",
                ["ben"]
            ),
            ("Organization?_has:Patient:organization:gender=male", ["north"]),
            (
                "Organization?_has:Patient:organization:_has:Observation:patient:value-quantity=lt130",
                ["north", "south"]
            ),
            ("Organization?partof:missing=false", ["north"]),
            ("Patient?_filter=family eq \"okafor\" and not (organization.name sw \"south\")", ["ada"]),
            ("Patient?_sort=family,-_id", ["ben", "cat", "ada"]),
            ("Observation?_sort=-value-quantity&_count=2", ["ada-na", "cat-na"]),
            ("Observation?_sort=code,-value-quantity", ["ada-na", "cat-na", "ada-k", "ben-k"]),
        ] as [(String, [String])])
    func finds(_ kind: StoreKind, _ query: (address: String, wanted: [String])) async throws {
        let node = try await Self.filled(kind)
        let found = await node.get(query.address)
        #expect(found.status == 200, "\(found.text)")
        let ids = found.references(mode: "match").map { String($0.split(separator: "/")[1]) }
        #expect(query.address.contains("_sort") ? ids == query.wanted : ids.sorted() == query.wanted)
    }

    @Test("never tells through a link what the caller may not see", arguments: StoreKind.allCases)
    func hidesLinks(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let labelled = #"""
            {"resourceType":"Observation","id":"ada-secret","status":"final","subject":{"reference":"Patient/ada"},
            "code":{"coding":[{"code":"secret"}]},
            "meta":{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"hiv"}]}}
            """#
        try await node.put(labelled)
        let address = "Patient?_has:Observation:patient:code=secret"
        #expect(await node.get(address).references() == ["Patient/ada"])
        #expect(await node.get(address, as: TestNode.caller(hidden: .hiv)).references() == [])
        // Of other people nothing is told either, also not that they have something.
        let ben = TestNode.caller(only: ["ben"])
        #expect(await node.get("Organization?_has:Patient:organization:family=okafor", as: ben).references() == [])
        #expect(
            await node.get("Organization?_has:Patient:organization:family=celik", as: ben).references() == [
                "Organization/north"
            ])
    }

    @Test(
        "brings along what belongs to the matches, and with :iterate what belongs to that",
        arguments: StoreKind.allCases,
        [
            ("Observation?_id=ada-k&_include=Observation:patient", ["Patient/ada"]),
            ("Observation?_id=ada-k&_include=Observation:patient&_include=Patient:organization", nil),
            (
                "Observation?_id=ada-k&_include=Observation:patient&_include:iterate=Patient:organization",
                ["Organization/north", "Patient/ada"]
            ),
            (
                "Observation?_id=ada-k&_include=Observation:patient&_include:iterate=Patient:organization&_include:iterate=Organization:partof",
                ["Organization/north", "Organization/trust", "Patient/ada"]
            ),
            ("Observation?_id=ada-k&_include=*", ["Observation/ada-na", "Patient/ada"]),
            ("Organization?_id=south&_revinclude=Patient:organization", ["Patient/cat"]),
            (
                "Organization?_id=south&_revinclude=Patient:organization&_revinclude:iterate=Observation:patient",
                ["Observation/cat-na", "Patient/cat"]
            ),
            ("Organization?_id=south&_revinclude=*", ["Patient/cat"]),
        ] as [(String, [String]?)])
    func includes(_ kind: StoreKind, _ query: (address: String, wanted: [String]?)) async throws {
        let node = try await Self.filled(kind)
        let found = await node.get(query.address)
        #expect(found.status == (query.wanted == nil ? 400 : 200), "\(found.text)")
        if let wanted = query.wanted { #expect(found.references(mode: "include").sorted() == wanted) }
    }

    @Test(
        "cuts resources to what is asked for, and says so",
        arguments: [
            (
                "_summary=true",
                ["code", "hasMember", "id", "meta", "resourceType", "status", "subject", "valueQuantity"]
            ),
            ("_summary=text", ["code", "id", "meta", "resourceType", "status", "text"]),
            (
                "_summary=data",
                ["code", "hasMember", "id", "meta", "resourceType", "status", "subject", "valueQuantity"]
            ),
            ("_elements=subject,value", ["code", "id", "meta", "resourceType", "status", "subject", "valueQuantity"]),
            ("_elements=Observation.subject", ["code", "id", "meta", "resourceType", "status", "subject"]),
        ])
    func cuts(_ parameter: String, wanted: [String]) async throws {
        let node = try await Self.filled(.memory)
        let found = await node.get("Observation?_id=ada-k&\(parameter)")
        let bundle = try Resource(found.text.utf8)
        let resource = try #require(bundle.items("entry").first { _ in true }?["resource"])
        #expect(resource.children.compactMap(\.name).sorted() == wanted)
        #expect(resource["meta"]?.items("tag").contains { $0["code"]?.string == "SUBSETTED" } == true)
        #expect(resource["meta"]?["versionId"]?.string == "1")
    }
}
