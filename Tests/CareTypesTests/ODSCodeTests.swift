// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Testing

@Suite struct ODSCodeTests {
    @Test("Codes are read in capitals without spaces", arguments: [("rru", "RRU"), (" E8 4001 ", "E84001")])
    func reads(text: String, code: String) {
        #expect(ODSCode(text)?.text == code)
    }

    @Test("Texts that are no codes are refused", arguments: ["", "AB", "E84-001", "E84001E84001X", "É84001"])
    func refuses(text: String) {
        #expect(ODSCode(text) == nil)
    }

    @Test("Random ids are valid FHIR ids and do not repeat")
    func randomIds() {
        let ids = (0..<10_000).map { _ in RandomIdentifier.make() }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 32 })
    }

    @Test("A seed gives the same numbers again and another stream gives others")
    func seeds() {
        var first = SeededGenerator(seed: 7, stream: 1)
        var again = SeededGenerator(seed: 7, stream: 1)
        var other = SeededGenerator(seed: 7, stream: 2)
        let numbers = (0..<100).map { _ in first.next() }
        #expect(numbers == (0..<100).map { _ in again.next() })
        #expect(numbers != (0..<100).map { _ in other.next() })
    }
}
