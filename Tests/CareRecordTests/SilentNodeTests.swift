// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import FHIRModel
import Testing

@Suite("An address while an area is silent")
struct SilentNodeTests {
    private static func line(_ state: SourceLine.State, isNameSensitive: Bool = false, feed: String? = nil)
        -> SourceLine
    {
        SourceLine(
            node: "swl", feed: feed, organisation: nil, name: "South West London", isNameSensitive: isNameSensitive,
            state: state, content: RecordSection.all, lastReceived: nil, itemCount: 0)
    }

    private static func answer(_ line: SourceLine?, mark: String = "") throws -> GatheredRecord {
        let members =
            #""meta":{"security":[\#(mark)]},"name":[{"family":"Ashdown"}],"text":{"div":"<div>12 Hidden Lane</div>"},"address":[{"use":"home","line":["12 Hidden Lane"],"postalCode":"E99 9ZZ","period":{"start":"2025-06-01"}}],"telecom":[{"value":"07700 900999"}],"contact":[{"name":{"text":"Helen Ashdown"},"telecom":[{"value":"020 7946 0999"},{"value":"07700 900123"},{"value":"+44 7700 900999"}],"address":{"line":["12 Hidden Lane"]}}],"generalPractitioner":[{"reference":"Organization/o","display":"Marsh Lane Surgery"}]"#
        var record = try gathered([
            try item("Patient", "p", members),
            try item(
                "RelatedPerson", "r",
                #""name":[{"text":"Ann"}],"address":[{"line":["12 Hidden Lane"]}],"telecom":[{"value":"0207946 0999"},{"value":"07700900999"}]"#
            ),
            try item(
                "Flag", "k",
                #""status":"active","category":[\#(coded("services-and-care"))],"code":{"text":"Key safe 1234"},"period":{"start":"2024-01-01"}"#
            ),
        ])
        if let line { record.sources.append(line) }
        return record
    }

    private static let restricted =
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}"#

    @Test(
        "Only a whole area that told nothing leaves it open whether the address is protected",
        arguments: [
            (line(.failed), "", .notKnown), (line(.withheld), "", .notKnown), (nil, "", .none),
            (line(.failed, feed: "epr"), "", .none), (line(.withheld, isNameSensitive: true), "", .none),
            (line(.failed), restricted, .protected),
        ] as [(SourceLine?, String, AddressProtection)])
    func protection(line: SourceLine?, mark: String, expected: AddressProtection) throws {
        let record = CareRecord(try Self.answer(line, mark: mark), directory: testDirectory)
        #expect(record.person.addressProtection == expected)
        #expect(record.nodesThatMayProtect == (expected == .notKnown ? ["South West London"] : []))
    }

    @Test("The person's address and numbers are kept back, in the FHIR form, too; what care needs stays")
    func keptBack() throws {
        let answer = try Self.answer(Self.line(.failed))
        let record = CareRecord(answer, directory: testDirectory)
        let person = record.person
        #expect(person.addresses.isEmpty && person.telecoms.isEmpty && person.differences.isEmpty)
        #expect(person.practice?.name == "Marsh Lane Surgery")
        #expect(person.contacts.map(\.name) == ["Helen Ashdown", "Ann"])
        #expect(person.contacts.map(\.telecoms) == [["07700 900123"], []])
        let form = String(decoding: CareRecord.bundle(answer, directory: testDirectory), as: UTF8.self)
        for text in ["\(record)", form] {
            for place in ["Hidden Lane", "E99 9ZZ", "900999", "7946"] { #expect(!text.contains(place), "\(place)") }
            #expect(text.contains("Marsh Lane Surgery") && text.contains("07700 900123"))
        }
    }

    @Test("A key-safe code of an earlier home goes although the new address is not shown")
    func keySafe() throws {
        let record = CareRecord(try Self.answer(Self.line(.failed)), directory: testDirectory)
        #expect(record.alerts.current.isEmpty)
        #expect(record.alerts.ended.count == 1)
    }

    @Test("Where every area answered nothing is kept back")
    func everyoneAnswered() throws {
        let person = CareRecord(try Self.answer(nil), directory: testDirectory).person
        #expect(person.addresses.map(\.postcode) == ["E99 9ZZ"])
        #expect(person.telecoms.count == 1 && person.contacts.map(\.telecoms.count).max() == 3)
    }
}
