// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import SyntheticLondon
import Testing

@Suite("NHS numbers of invented people")
struct NumberTests {
    private let london = SyntheticLondon(seed: 5, people: 1_000_000, asOf: SampleLondon.asOf)

    @Test("are valid, start with 999 and never repeat")
    func firstRange() throws {
        var seen: Set<String> = []
        for index in 0..<60_000 {
            let text = london.nhsNumber(of: index)
            #expect(text.hasPrefix("999"))
            #expect(try NHSNumber(text).digits == text)
            #expect(seen.insert(text).inserted)
        }
    }

    @Test("go on below 999 when that range is used up", arguments: [909_089, 909_090, 999_999])
    func beyond(index: Int) throws {
        let text = london.nhsNumber(of: index)
        #expect(try NHSNumber(text).digits == text)
        #expect(text.hasPrefix(index < 909_090 ? "999" : "998"))
    }

    @Test("never repeat between the two ranges")
    func lastPeople() {
        let last = Set((880_000..<930_000).map { london.nhsNumber(of: $0) })
        #expect(last.count == 50_000)
    }

    @Test("are the same for scenarios whatever the seed")
    func scenarios() {
        let other = SyntheticLondon(seed: 6, people: 50, asOf: SampleLondon.asOf)
        #expect(SyntheticLondon.scenarios.indices.allSatisfy { other.nhsNumber(of: $0) == london.nhsNumber(of: $0) })
        #expect(other.nhsNumber(of: 49) == london.nhsNumber(of: 49))
        #expect(other.nhsNumber(of: 5_000) != london.nhsNumber(of: 5_000))
    }
}
