// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Directory
import Exchange
import FHIRModel
import Testing

@Suite("Protected address")
struct ProtectedAddressTests {
    /// Words that must not be found anywhere.
    private static let places = [
        "12 hidden lane", "e99 9zz", "e999zz", "hackney", "07700 900999", "marsh lane surgery", "riverside hospital",
        "y99001", "r99x1", "ward 5", "eastmarsh", "clinic 4", "helen", "key safe", "e10 6ab",
    ]

    private static func items(_ security: String) throws -> [RecordItem] {
        let letter = "Seen at Riverside Hospital. Lives at 12 Hidden Lane, E99 9ZZ. Mother at e106ab. Take 2.5mg b2 3x."
        return [
            try item(
                "Patient", "p",
                #""meta":{"source":"urn:onelondon:feed:gp-y99001","security":[\#(security)]},"identifier":[{"system":"https://fhir.onelondon.example/Id/local/y99001","value":"77"}],"name":[{"family":"Ashdown","given":["Margaret"]}],"address":[{"use":"home","line":["12 Hidden Lane"],"district":"Hackney","postalCode":"E99 9ZZ"}],"telecom":[{"value":"07700 900999"}],"contact":[{"name":{"text":"Helen Ashdown"}}],"generalPractitioner":[{"reference":"Organization/o","display":"Marsh Lane Surgery"}],"managingOrganization":{"reference":"Organization/o"}"#
            ),
            try item(
                "Encounter", "e",
                #""status":"finished","class":{"code":"EMER"},"type":[{"text":"Seen at Riverside Hospital"}],"period":{"start":"2026-10-01T10:00:00Z"},"location":[{"location":{"reference":"Location/w","display":"Ward 5"}}],"serviceProvider":{"reference":"Organization/r","display":"Riverside Hospital"},"participant":[{"individual":{"reference":"Practitioner/d","display":"Dr C. Lane"}}]"#,
                from: .hospital),
            try item(
                "Appointment", "a",
                #""status":"booked","description":"Review","start":"2026-12-01T10:00:00Z","participant":[{"actor":{"reference":"Location/c","display":"Clinic 4"},"status":"accepted"}]"#
            ),
            try item(
                "DocumentReference", "d",
                #""status":"current","description":"Letter from Riverside Hospital","custodian":{"display":"Riverside Hospital","reference":"Organization/r"},"content":[{"attachment":{"contentType":"text/plain","data":"\#(base64(letter))"}},{"attachment":{"contentType":"application/pdf","url":"Binary/b"}}]"#,
                from: .hospital),
            try item(
                "Binary", "b", #""contentType":"application/pdf","data":"\#(base64("12 Hidden Lane"))""#,
                from: .hospital),
            try item("RelatedPerson", "r", #""name":[{"text":"Helen Ashdown"}]"#),
            try item(
                "Flag", "k",
                #""status":"active","category":[\#(coded("services-and-care"))],"code":{"text":"Key safe 1234"}"#,
                from: .council),
            try item("Condition", "c", #""code":{"text":"Gout"},"recordedDate":"2020-01-01""#),
            try item(
                "AllergyIntolerance", "i",
                #""clinicalStatus":\#(coded("active")),"code":\#(snomed("764146007", "Penicillin"))"#, from: .hospital),
        ]
    }

    private static func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: 3).map { start in
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            let letters = (0..<4).map { alphabet[word >> (18 - 6 * $0) & 63] }
            return String(letters.prefix(group.count + 1)) + String(repeating: "=", count: 3 - group.count)
        }.joined()
    }

    private static let restricted = #"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}"#
    private static let labelled =
        #"{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"protected-address"}"#

    private static func context() throws -> [RecordItem] {
        [
            try item("Organization", "o", #""name":"Marsh Lane Surgery","identifier":[{"value":"Y99001"}]"#),
            try item("Organization", "r", #""name":"Riverside Hospital""#, from: .hospital),
            try item("Location", "w", #""name":"Ward 5""#, from: .hospital),
        ]
    }

    @Test("No page tells where the person lives: every leak is closed", arguments: [restricted, labelled])
    func record(security: String) throws {
        let record = try CareRecordTests.record(Self.items(security), context: Self.context())
        #expect(record.person.addressProtection == .protected)
        #expect(record.person.addresses.isEmpty && record.person.telecoms.isEmpty && record.person.contacts.isEmpty)
        #expect(record.person.practice == nil)
        let text = "\(record)".lowercased()
        for place in Self.places { #expect(!text.contains(place), "\(place)") }
        #expect(record.sources.allSatisfy { $0.node.isEmpty && $0.organisation == nil })
    }

    @Test("What is needed to care for the person stays")
    func care() throws {
        let record = try CareRecordTests.record(Self.items(Self.restricted), context: Self.context())
        #expect(record.person.name.display == "ASHDOWN, Margaret")
        #expect(record.allergies.current.map(\.title) == ["Penicillin"])
        #expect(record.problems.active.map(\.title) == ["Gout"])
        #expect(record.encounters.rows.map(\.staff) == [[StaffNote(name: "Dr C. Lane")]])
        #expect(record.allergies.current[0].sources.map(\.name) == ["Hospital 1"])
        #expect(record.problems.active[0].rows[0].sources.map(\.name) == ["GP practice 1"])
        #expect(
            record.documents.rows[0].content == [
                .text(
                    "Seen at [place withheld]. Lives at [place withheld], [place withheld]. Mother at [place withheld]. Take 2.5mg b2 3x."
                ),
                .withheldForProtectedAddress,
            ])
    }

    @Test("The FHIR form tells no place either, and stays readable")
    func bundle() throws {
        let bytes = CareRecord.bundle(
            try gathered(Self.items(Self.restricted), context: Self.context()), directory: testDirectory)
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        for place in Self.places { #expect(!text.contains(place), "\(place)") }
        #expect(!text.contains(Self.base64("12 Hidden Lane").lowercased()))
        #expect(!text.contains("/nel/") && !text.contains("\"nel\""))
        #expect(try Resource(bytes).type == "Bundle")
        #expect(text.contains("ashdown"))
    }

    @Test("Without a mark nothing is left out")
    func unmarked() throws {
        let record = try CareRecordTests.record(Self.items(""), context: Self.context())
        #expect(record.person.addressProtection == .none)
        #expect(record.person.addresses.map(\.postcode) == ["E99 9ZZ"])
        #expect(record.encounters.rows.map(\.places) == [["Ward 5"]])
    }

    @Test("A restricted item that is not about the person's record as a whole protects nothing")
    func restrictedItem() throws {
        let item = try item("Condition", "c", #""meta":{"security":[\#(Self.restricted)]},"code":{"text":"Gout"}"#)
        #expect(try CareRecordTests.record([item]).person.addressProtection == .none)
    }
}
