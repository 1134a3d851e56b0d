// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Patient/$summary, the International Patient Summary")
struct SummaryTests {
    static let verification = #""verificationStatus":{"coding":[{"code":"STATUS"}]},"#

    static func of(_ type: String, _ id: String, _ rest: String, meta: String = "") -> String {
        let subject = ["AllergyIntolerance", "Immunization", "Consent"].contains(type) ? "patient" : "subject"
        return #"{"resourceType":"\#(type)","id":"\#(id)",\#(meta)"\#(subject)":{"reference":"Patient/p"},\#(rest)}"#
    }

    static func denied(_ status: String) -> String { verification.replacing("STATUS", with: status) }

    static let record = [
        #"{"resourceType":"Organization","id":"o","name":"North"}"#,
        #"{"resourceType":"Practitioner","id":"dr","name":[{"family":"Ade"}]}"#,
        #"{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/dr"},"organization":{"reference":"Organization/o"}}"#,
        #"{"resourceType":"Medication","id":"m","code":{"text":"Ramipril 5 mg <caps> & \"more\""}}"#,
        #"{"resourceType":"Patient","id":"q"}"#,
        #"{"resourceType":"Patient","id":"p","identifier":[{"system":"s","value":"1"}],"managingOrganization":{"reference":"Organization/o"},"link":[{"other":{"reference":"Patient/q"},"type":"seealso"}]}"#,
        of("Condition", "asthma", #""code":{"text":"Asthma"},"recordedDate":"2020-02-01""#),
        of(
            "Condition", "angina",
            #""code":{"coding":[{"display":"Angina"}]},"recordedDate":"2021-02-01","asserter":{"reference":"PractitionerRole/role"}"#
        ),
        of("Condition", "gone", #""clinicalStatus":{"coding":[{"code":"resolved"}]},"code":{"text":"Fracture"}"#),
        of("Condition", "ended", #""code":{"text":"Fever"},"abatementDateTime":"2020""#),
        of("Condition", "refuted", #"\#(denied("refuted"))"code":{"text":"Not so"}"#),
        of("Condition", "error", #"\#(denied("entered-in-error"))"code":{"text":"Not so"}"#),
        of("Condition", "hiv", #""code":{"text":"Hidden condition"}"#, meta: VisibilityTests.security),
        of(
            "MedicationRequest", "ramipril",
            #""status":"active","intent":"order","medicationReference":{"reference":"Medication/m"},"dosageInstruction":[{"text":"one a day"}]"#
        ),
        of("MedicationStatement", "stopped", #""status":"stopped","medicationCodeableConcept":{"text":"Old"}"#),
        of(
            "MedicationRequest", "wrong",
            #""status":"entered-in-error","intent":"order","medicationCodeableConcept":{"text":"Wrong"}"#),
        of(
            "Immunization", "flu",
            #""status":"completed","vaccineCode":{"text":"Flu"},"occurrenceDateTime":"2025-10-01""#),
        of(
            "Immunization", "refused",
            #""status":"not-done","vaccineCode":{"text":"Flu"},"occurrenceDateTime":"2025-10-01""#),
        of(
            "Observation", "k1",
            #""status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"Potassium"},"effectiveDateTime":"2025-01-01","valueQuantity":{"value":4.10,"unit":"mmol/L"},"hasMember":[{"reference":"Observation/part"}]"#
        ),
        of(
            "Observation", "k0",
            #""status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"potassium"},"effectiveDateTime":"2024-01-01","valueQuantity":{"value":3.9,"unit":"mmol/L"}"#
        ),
        of("Observation", "part", #""status":"final","code":{"text":"part"},"effectiveDateTime":"2025-01-01""#),
        of(
            "Observation", "pulse",
            #""status":"final","category":[{"coding":[{"code":"vital-signs"}]}],"code":{"text":"Pulse"},"effectiveDateTime":"2025-01-01","valueQuantity":{"value":70,"comparator":"<"}"#
        ),
        #"{"resourceType":"Condition","id":"other","subject":{"reference":"Patient/q"},"code":{"text":"Other"}}"#,
    ]

    static func filled(_ kind: StoreKind, order: [String] = record) async throws -> TestNode {
        let node = try TestNode(kind)
        for json in order { try await node.put(json) }
        return node
    }

    static func sections(_ answer: Answer) -> [JSONNode] {
        answer.entries.first?["resource"].map { Array($0.items("section")) } ?? []
    }

    static func section(_ answer: Answer, _ code: String) -> JSONNode? {
        sections(answer).first { $0["code"]?.items("coding").first { _ in true }?["code"]?.string == code }
    }

    static func ids(_ section: JSONNode?) -> [String] {
        section?.items("entry").compactMap { $0["reference"]?.string?.split(separator: "/").last.map(String.init) }
            ?? []
    }

    static func reason(_ section: JSONNode?) -> String? {
        section?["emptyReason"]?.items("coding").first { _ in true }?["code"]?.string
    }

    static func words(_ section: JSONNode?) -> String { section?["text"]?["div"]?.string ?? "" }

    static let blind = FHIRCaller(
        visibility: VisibilityTests.blind.visibility, mayWrite: false, isToldOfHidden: true)

    @Test(
        "It is a document of the guide's profiles with the required and recommended sections",
        arguments: StoreKind.allCases)
    func shape(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let answer = await node.get("Patient/p/$summary")
        #expect(answer.status == 200, "\(answer.text)")
        let bundle = try #require(answer.resource)
        #expect(bundle["type"]?.string == "document")
        let guide = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
        #expect(bundle["meta"]?.items("profile").compactMap(\.string) == [guide + "Bundle-uv-ips"])
        #expect(bundle["timestamp"]?.string == "2026-11-23T09:30:00.000Z")
        let composition = try #require(answer.entries.first?["resource"])
        #expect(composition["meta"]?.items("profile").compactMap(\.string) == [guide + "Composition-uv-ips"])
        #expect(composition["type"]?.items("coding").compactMap { $0["code"]?.string } == ["60591-5"])
        #expect(composition["subject"]?["reference"]?.string == TestNode.base + "/Patient/p")
        let codes = Self.sections(answer).compactMap {
            $0["code"]?.items("coding").first { _ in true }?["code"]?.string
        }
        #expect(
            codes == [
                "11450-4", "48765-2", "10160-0", "11369-6", "30954-2", "47519-4", "46264-8", "8716-3", "11348-0",
            ])
        for section in Self.sections(answer) {
            #expect(section["title"]?.string?.isEmpty == false)
            #expect(section["text"]?["status"]?.string == "generated")
            #expect((section["entry"] == nil) == (section["emptyReason"] != nil), "ips-comp-1")
        }
        let stored = await node.ask(.post, "Bundle", answer.text)
        #expect(stored.status == 201, "it passes the server's own checks: \(stored.text.prefix(800))")
        let xml = await node.ask(.get, "Patient/p/$summary", headers: .init(accept: "application/fhir+xml"))
        #expect(xml.status == 200)
        #expect(
            xml.text.contains("Ramipril 5 mg &lt;caps&gt; &amp; &quot;more&quot;") || xml.text.contains("&lt;caps>"))
    }

    static let expected: [(code: String, ids: [String])] = [
        ("11450-4", ["angina", "asthma", "hiv"]), ("48765-2", []), ("10160-0", ["ramipril"]), ("11369-6", ["flu"]),
        ("30954-2", ["k1"]), ("47519-4", []), ("46264-8", []), ("8716-3", ["pulse"]), ("11348-0", ["ended", "gone"]),
    ]

    @Test(
        "Sections hold what belongs to them; what is denied, wrong or over is left out", arguments: StoreKind.allCases)
    func contents(_ kind: StoreKind) async throws {
        let answer = await (try await Self.filled(kind)).get("Patient/p/$summary")
        for (code, ids) in Self.expected {
            let section = Self.section(answer, code)
            #expect(Self.ids(section) == ids, "\(code)")
            #expect(Self.reason(section) == (ids.isEmpty ? "unavailable" : nil), "never 'nil known'")
        }
        #expect(Self.words(Self.section(answer, "48765-2")).contains("does not mean that there is nothing"))
        let medicines = Self.words(Self.section(answer, "10160-0"))
        #expect(
            medicines.contains("<li>Ramipril 5 mg &lt;caps&gt; &amp; &quot;more&quot;, one a day</li>"), "\(medicines)")
        let results = Self.words(Self.section(answer, "30954-2"))
        #expect(results.contains("Potassium, 4.10 mmol/L, 2025-01-01"), "\(results)")
        #expect(Self.words(Self.section(answer, "8716-3")).contains("Pulse, &lt;70"))
    }

    @Test("An allergy that was sent as a diagnosis is told of among the allergies of a summary")
    func allergyAsDiagnosis() async throws {
        let node = try await Self.filled(.memory)
        let coding = #"{"system":"http://snomed.info/sct","code":"91936005"}"#
        try await node.put(Self.of("Condition", "pen", #""code":{"text":"Penicillin allergy","coding":[\#(coding)]}"#))
        let answer = await node.get("Patient/p/$summary")
        let allergies = Self.section(answer, "48765-2")
        #expect(Self.words(allergies).contains("<li>Penicillin allergy</li>"), "\(Self.words(allergies))")
        #expect(!Self.words(allergies).contains("Nothing is recorded"))
        #expect(!Self.words(allergies).contains("Asthma"))
        #expect(Self.reason(allergies) == "unavailable", "a diagnosis is no entry of this section")
        #expect(Self.ids(Self.section(answer, "11450-4")).contains("pen"))
    }

    @Test("Every resource that is referred to is there once, and nobody else's", arguments: StoreKind.allCases)
    func entries(_ kind: StoreKind) async throws {
        let answer = await (try await Self.filled(kind)).get("Patient/p/$summary")
        let addresses = answer.entries.compactMap { $0["fullUrl"]?.string }
        #expect(Set(addresses).count == addresses.count)
        let references = answer.references()
        #expect(references.first?.hasPrefix("Composition/") == true)
        #expect(references.dropFirst().first == "Patient/p")
        #expect(
            Set(references.dropFirst().dropLast()) == [
                "Patient/p", "Condition/angina", "Condition/asthma", "Condition/hiv", "MedicationRequest/ramipril",
                "Immunization/flu", "Observation/k1", "Observation/pulse", "Condition/ended", "Condition/gone",
                "Organization/o", "PractitionerRole/role", "Practitioner/dr", "Medication/m", "Observation/part",
            ])
        #expect(references.last?.hasPrefix("Device/") == true)
        let referred = answer.entries.first?["resource"].map { composition in
            [composition["subject"]?["reference"]?.string]
                + composition.items("author").map { $0["reference"]?.string }
                + composition.items("section").flatMap { $0.items("entry").map { $0["reference"]?.string } }
        }
        for reference in try #require(referred) {
            #expect(addresses.count { $0 == reference } == 1, "\(reference ?? "none")")
        }
        #expect(answer.response.disclosure.people == ["p"])
        #expect(answer.response.disclosure.counts["Condition"] == 5)
    }

    @Test("It is the same however the record was written, until the record changes", arguments: StoreKind.allCases)
    func same(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let first = await node.get("Patient/p/$summary")
        let again = await node.get("Patient/p/$summary")
        #expect(first.text == again.text)
        let identity = first.resource?["identifier"]?["value"]?.string
        #expect(identity?.hasPrefix("urn:uuid:") == true)
        let reversed = await (try await Self.filled(kind, order: Self.record.reversed())).get("Patient/p/$summary")
        #expect(reversed.resource?["identifier"]?["value"]?.string == identity)
        #expect(reversed.references() == first.references())
        try await node.put(Self.of("Condition", "asthma", #""code":{"text":"Severe asthma"}"#))
        #expect(await node.get("Patient/p/$summary").resource?["identifier"]?["value"]?.string != identity)
    }

    @Test(
        "What the reader may not see is absent; only who is told of it learns how much", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let silent = await node.get("Patient/p/$summary", as: VisibilityTests.blind)
        let told = await node.get("Patient/p/$summary", as: Self.blind)
        for answer in [silent, told] {
            #expect(Self.ids(Self.section(answer, "11450-4")) == ["angina", "asthma"])
            #expect(!answer.text.contains("Hidden condition"))
            #expect(!answer.references().contains("Condition/hiv"))
        }
        #expect(!silent.text.contains("not shown"))
        #expect(Self.words(Self.section(told, "11450-4")).contains("1 item not shown"))
        // Nothing else is in the section.
        for id in ["angina", "asthma"] { _ = await node.ask(.delete, "Condition/\(id)") }
        let alone = Self.section(await node.get("Patient/p/$summary", as: Self.blind), "11450-4")
        #expect(Self.reason(alone) == "withheld")
        let none = Self.section(await node.get("Patient/p/$summary", as: VisibilityTests.blind), "11450-4")
        #expect(Self.reason(none) == "unavailable", "for who is not told it is as if it were not there")
    }

    @Test("It is found by identifier, where one record has it", arguments: StoreKind.allCases)
    func identifier(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let byID = await node.get("Patient/p/$summary")
        #expect(await node.get("Patient/$summary?identifier=s|1").text == byID.text)
        let parameters = #"""
            {"resourceType":"Parameters","parameter":[{"name":"identifier","valueIdentifier":{"system":"s","value":"1"}}]}
            """#
        #expect(await node.ask(.post, "Patient/$summary", parameters, as: TestNode.reader).text == byID.text)
        #expect(await node.get("Patient/$summary?identifier=s|2").status == 404)
        let other = await node.get("Patient/$summary?identifier=s|1", as: TestNode.caller(only: ["q"]))
        #expect(other.status == 404)
        try await node.put(#"{"resourceType":"Patient","id":"twin","identifier":[{"system":"s","value":"1"}]}"#)
        let several = await node.get("Patient/$summary?identifier=s|1")
        #expect(several.status == 412)
        #expect(several.response.disclosure.people == ["p", "twin"])
    }

    @Test(
        "What cannot be answered is refused",
        arguments: [
            ("Patient/none/$summary", 404), ("Patient/$summary", 400), ("Patient/p/$summary?identifier=s|1", 400),
            ("Patient/p/$summary?profile=http://e.example/p", 400), ("Patient/p/$summary?nonsense=1", 400),
            ("Condition/asthma/$summary", 404),
        ])
    func refused(_ address: String, _ status: Int) async throws {
        let node = try await Self.filled(.memory)
        #expect(await node.get(address).status == status)
        _ = await node.ask(.delete, "Patient/p")
        #expect(await node.get("Patient/p/$summary").status == 410)
    }
}
