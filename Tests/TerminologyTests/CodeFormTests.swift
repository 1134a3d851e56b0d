// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("The form of codes")
struct CodeFormTests {
    @Test(
        "A right SNOMED CT or dm+d id is read with its namespace",
        arguments: [
            ("59621000", nil), ("931001000000105", "1000000"), ("39733011000001106", "1000001"),
            ("58571000237106", "1000237"), ("143021000119109", "1000119"), ("1726491000006101", "1000006"),
            ("900000000000003001", nil),
        ])
    func readsConceptIDs(id: String, namespace: String?) throws {
        let identifier = try #require(SNOMEDIdentifier(id))
        #expect(identifier.text == id)
        #expect(identifier.namespace == namespace)
    }

    @Test(
        "A wrong SNOMED CT id is refused",
        arguments: [
            "39733011000001104",  // what a double makes of 39733011000001106
            "59621001", "95621000", "", "12345", "5962100", "059621000", "59621000 ", "5962100O",
            "1000000000000000000000",
            "1234567890123456789",
            "680946014",  // a description id
            "100022",  // a relationship id
        ])
    func refusesWrongIDs(id: String) {
        #expect(SNOMEDIdentifier(id) == nil)
    }

    @Test("Exchanging two neighbouring digits of an id is always noticed")
    func noticesTranspositions() {
        let digits = Array("39733011000001106")
        for position in digits.indices.dropLast() where digits[position] != digits[position + 1] {
            var swapped = digits
            swapped.swapAt(position, position + 1)
            #expect(SNOMEDIdentifier(String(swapped)) == nil)
        }
    }

    @Test(
        "A LOINC number needs its check digit",
        arguments: [
            ("2823-3", true), ("62238-1", true), ("718-7", true), ("85354-9", true), ("2823-4", false),
            ("28233", false),
            ("-3", false), ("2823-", false), ("2823-33", false), ("28a3-3", false), ("", false),
        ])
    func readsLOINC(text: String, isRight: Bool) {
        #expect((LOINCNumber(text) != nil) == isRight)
    }

    @Test(
        "ICD-10 codes lose dot and pair mark and gain the filler",
        arguments: [
            ("I10X", "I10X"), ("I10", "I10X"), ("i10x", "I10X"), ("Z88.0", "Z880"), ("Z880", "Z880"),
            ("E11.4†", "E114"),
            ("G63.2*", "G632"), ("S72.01", "S7201"), ("R54X", "R54X"),
        ])
    func readsICD10(text: String, code: String) {
        #expect(ICD10Code(text)?.text == code)
    }

    @Test(
        "What is no ICD-10 code is refused", arguments: ["", "I1", "10X", "IX0", "I10XYZ", "I10.0.1", "ZZ88", "Z88A"])
    func refusesICD10(text: String) {
        #expect(ICD10Code(text) == nil)
    }

    @Test(
        "OPCS-4 codes lose the dot",
        arguments: [
            ("U21.2", "U212"), ("u212", "U212"), ("U2", nil), ("U21X", nil), ("2122", nil), ("U2123", nil),
        ])
    func readsOPCS4(text: String, code: String?) {
        #expect(OPCS4Code(text)?.text == code)
    }
}
