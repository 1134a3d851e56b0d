// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import RecordStore
import StoredBody
import Testing

@Suite("The dictionaries of stored bodies")
struct BodyDictionaryTests {
    private static let json = Array(
        """
        {"resourceType":"Observation","status":"final","meta":{"profile":["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Observation"]},\
        "code":{"coding":[{"system":"http://snomed.info/sct","code":"75367002","display":"Blood pressure"}]},\
        "subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-01-01T09:00:00Z"}
        """.utf8)

    @Test("give back what they made, and nothing for another's", arguments: BodyDictionary.allCases)
    func roundTrip(_ dictionary: BodyDictionary) throws {
        let packed = try BodyCodec.shared.compress(Self.json, with: dictionary)
        for other in BodyDictionary.allCases {
            let unpacked = try packed.withUnsafeBytes {
                try BodyCodec.shared.decompress($0, length: Self.json.count, with: other)
            }
            #expect(unpacked == (other == dictionary ? Self.json : nil))
        }
    }

    @Test("are named by the rows that need them", arguments: BodyDictionary.allCases)
    func namesDictionary(_ dictionary: BodyDictionary) throws {
        let body = ResourceBody(json: Self.json, stampOffset: 10, stampForm: .newMember)
        let header = BodyRow(body, file: nil, dictionary: dictionary).header
        let row = try BodyCodec.shared.compress(Self.json, with: dictionary, behind: header)
        let front = try #require(row.withUnsafeBytes(BodyRow.init))
        #expect(front.dictionary == dictionary)
    }

    @Test("are chosen by what they made of recent bodies, each being tried now and then")
    func choosesSmaller() {
        let choice = DictionaryChoice()
        var chosen: [BodyDictionary?] = []
        for number in 0..<200 {
            let next = choice.next()
            if next == nil { choice.note(v1: number < 100 ? 300 : 200, v2: number < 100 ? 200 : 300) }
            chosen.append(next)
        }
        #expect(chosen.prefix(4).allSatisfy { $0 == nil })
        #expect(chosen[4..<100].allSatisfy { $0 == .v2 || $0 == nil })
        #expect(chosen[180...].allSatisfy { $0 == .v1 || $0 == nil })
        #expect(chosen.contains { $0 == .v1 })
    }
}
