// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Directory
import Exchange
import FHIRModel
import Testing

/// A way in which a resource tells a place, and what tells it.
struct PlaceLeak: Sendable, CustomStringConvertible {
    var name: String
    var type: String
    var members: String
    var secret: String

    var description: String { name }

    init(_ name: String, _ type: String, _ members: String, tells secret: String) {
        self.name = name
        self.type = type
        self.members = members
        self.secret = secret
    }
}

@Suite("Ways in which a resource tells a place")
struct PlaceLeakTests {
    private static let ods = "https://fhir.nhs.uk/Id/ods-organization-code"

    static let leaks: [PlaceLeak] = [
        PlaceLeak(
            "A file without a type", "DocumentReference",
            #""status":"current","content":[{"attachment":{"data":"c2VjcmV0bHk="}}]"#, tells: "c2vjcmv0bhk="),
        PlaceLeak(
            "The address of a file without a type", "DocumentReference",
            #""status":"current","content":[{"attachment":{"url":"https://files.secretly.example/1"}}]"#,
            tells: "secretly"),
        PlaceLeak("A Binary without a type", "Binary", #""data":"c2VjcmV0bHk=""#, tells: "c2vjcmv0bhk="),
        PlaceLeak(
            "An attachment in an extension", "Condition",
            #""extension":[{"url":"x","valueAttachment":{"url":"https://secretly.example/1"}}]"#, tells: "secretly"),
        PlaceLeak(
            "A contained organisation", "Encounter",
            #""status":"finished","contained":[{"resourceType":"Organization","id":"o","name":"Secretly Ward"}]"#,
            tells: "secretly"),
        PlaceLeak(
            "The number of a contained place", "Encounter",
            #""status":"finished","contained":[{"resourceType":"Location","id":"o","identifier":[{"value":"W9W"}]}]"#,
            tells: "w9w"),
        PlaceLeak(
            "A contained relative", "Procedure",
            #""status":"completed","contained":[{"resourceType":"RelatedPerson","id":"r","name":[{"text":"Secretly"}]}]"#,
            tells: "secretly"),
        PlaceLeak(
            "A reference to a contained organisation", "Procedure",
            ##""status":"completed","contained":[{"resourceType":"Organization","id":"o"}],"performer":[{"actor":{"reference":"#o","display":"Secretly"}}]"##,
            tells: "secretly"),
        PlaceLeak(
            "The name of a contained organisation in words", "Procedure",
            #""status":"completed","contained":[{"resourceType":"Organization","id":"o","name":"Secretly House"}],"note":[{"text":"Seen at Secretly House"}]"#,
            tells: "secretly"),
        PlaceLeak(
            "A reference by an organisation's code", "Procedure",
            #""status":"completed","performer":[{"actor":{"identifier":{"system":"\#(ods)","value":"RJ1"},"display":"Secretly"}}]"#,
            tells: "secretly"),
        PlaceLeak(
            "An organisation's code of three letters", "Procedure",
            #""status":"completed","performer":[{"actor":{"identifier":{"system":"\#(ods)","value":"RJ1"}}}],"note":[{"text":"Referred by RJ1 last year"}]"#,
            tells: "rj1"),
        PlaceLeak(
            "An organisation's code as a Coding", "Condition",
            #""extension":[{"url":"x","valueCoding":{"system":"\#(ods)","code":"Q9Q"}}]"#, tells: "q9q"),
        PlaceLeak(
            "A document's own number", "DocumentReference",
            #""status":"current","masterIdentifier":{"value":"secretly-1"}"#, tells: "secretly"),
        PlaceLeak(
            "A prescription's number", "MedicationRequest",
            #""status":"active","intent":"order","groupIdentifier":{"value":"SECRETLY-1"}"#, tells: "secretly"),
        PlaceLeak(
            "An address in an extension", "Patient",
            #""extension":[{"url":"birthPlace","valueAddress":{"city":"Secretly"}}]"#, tells: "secretly"),
        PlaceLeak(
            "A relative behind a reference", "Observation",
            #""status":"final","performer":[{"reference":"RelatedPerson/r","display":"Secretly"}]"#, tells: "secretly"),
    ]

    private static func gather(_ item: RecordItem) throws -> GatheredRecord {
        let mark =
            #""meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]},"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]"#
        return try gathered([try CareRecordTests.item("Patient", "marked", mark), item])
    }

    private static func bundle(_ item: RecordItem) throws -> String {
        String(decoding: CareRecord.bundle(try gather(item), directory: testDirectory), as: UTF8.self).lowercased()
    }

    @Test("It is left out of the FHIR form and of every page", arguments: leaks)
    func leak(_ leak: PlaceLeak) throws {
        let item = try item(leak.type, "leak", leak.members)
        let record = "\(CareRecord(try Self.gather(item), directory: testDirectory))".lowercased()
        #expect(!record.contains(leak.secret))
        let text = try Self.bundle(item)
        #expect(!text.contains(leak.secret))
        #expect(text.contains("\(leak.type.lowercased())/leak"), "the rest of it stays")
    }

    @Test(
        "What tells no place stays",
        arguments: [
            (
                "Observation",
                #""status":"final","valueSampledData":{"origin":{"value":1},"period":10,"dimensions":1,"data":"2 4 8"}"#,
                #""origin":{"value":1},"period":10,"dimensions":1,"data":"2 4 8""#
            ),
            ("Condition", #""extension":[{"url":"https://example.org/kept","valueString":"a"}]"#, "example.org/kept"),
            ("Condition", #""note":[{"text":"She ran out of tablets 721 days ago"}]"#, "she ran out of tablets 721"),
            ("Condition", #""code":{"coding":[{"system":"http://snomed.info/sct","code":"90560007"}]}"#, "90560007"),
            (
                "Procedure",
                ##""performer":[{"actor":{"reference":"#p"}}],"contained":[{"resourceType":"Practitioner","id":"p","name":[{"text":"Dr Kept"}]}]"##,
                "dr kept"
            ),
        ])
    func kept(type: String, members: String, text: String) throws {
        let named = try item(
            "Condition", "codes",
            #""extension":[{"url":"x","valueCoding":{"system":"\#(Self.ods)","code":"RAN"}},{"url":"x","valueCoding":{"system":"\#(Self.ods)","code":"721"}}]"#
        )
        var record = try Self.gather(item(type, "kept", members))
        record.items.append(named)
        let bundle = String(decoding: CareRecord.bundle(record, directory: testDirectory), as: UTF8.self).lowercased()
        #expect(bundle.contains(text))
        #expect(bundle.contains("9990000018"))
    }
}
