// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Identity
import Testing

@Suite("Joining records to one person")
struct LinkRuleTests {
    private static let born = "1961-02-03"

    private static func person(_ six: Int, born: String = born) throws -> TracedPerson {
        TracedPerson(number: try number(six), birthDate: try #require(CivilDate(born)))
    }

    private static func record(_ number: String?, born: String? = born, status: String? = nil) throws -> PatientIdentity
    {
        try PatientText(
            identifiers: number.map { [PatientText.nhsNumber($0, status: status)] } ?? [], birthDate: born
        ).identity()
    }

    @Test("Only the same number together with the same date of birth joins")
    func verdicts() throws {
        let person = try Self.person(10)
        let (own, other) = (person.number.digits, try number(900).digits)
        let cases: [(PatientIdentity, LinkRule.Verdict)] = [
            (try Self.record(own), .same),
            (try Self.record(own, status: "02"), .same),
            (try Self.record(own, status: "05"), .possible),
            (try Self.record(own, born: "1962-02-03"), .possible),
            (try Self.record(own, born: nil), .possible),
            (try Self.record(own, born: "1961"), .possible),
            (try Self.record(other), .different),
            (try Self.record(other, born: "1962-02-03"), .different),
            (try Self.record(nil), .possible),
            (try Self.record(nil, born: "1962-02-03"), .different),
            (try Self.record("9999999999"), .possible),
            (try Self.record("9999999999", born: nil), .different),
        ]
        for (record, verdict) in cases { #expect(LinkRule.judge(record, for: person) == verdict) }
    }

    @Test("A sibling's number with another date of birth is possible and never joined")
    func sibling() throws {
        let sibling = try Self.person(11, born: "1963-07-09")
        #expect(LinkRule.judge(try Self.record(sibling.number.digits), for: sibling) == .possible)
    }

    @Test("A new identity's old number joins neither way")
    func newIdentity() throws {
        let (now, before) = (try Self.person(12), try Self.person(912))
        let old = PatientText.nhsNumber(before.number.digits, more: #""use":"old","#)
        let record = try PatientText(identifiers: [old, PatientText.nhsNumber(now.number.digits)]).identity()
        #expect(LinkRule.judge(record, for: now) == .same)
        #expect(LinkRule.judge(record, for: before) == .different)
    }

    @Test("An unusable number never joins, whatever else agrees")
    func unusableNeverJoins() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let person = try Self.person(Int.random(in: 0..<900_000, using: &random))
            let broken: [String?] = [
                nil, "9999999999", "0000000000", "1234567890", String(person.number.digits.dropLast()) + "x",
            ]
            let candidate: PatientIdentity
            if Bool.random(using: &random) {
                candidate = try Self.record(broken.randomElement(using: &random) ?? nil)
            } else {
                let status = String("0\(Int.random(in: 3...8, using: &random))")
                candidate = try Self.record(person.number.digits, status: status)
            }
            #expect(LinkRule.judge(candidate, for: person) != .same)
        }
    }

    @Test("Of two people each is to the other what the other is to it")
    func symmetry() throws {
        var random = SeededGenerator(seed: 6)
        let days = [Self.born, "1961-02-04", "1988-11-30"]
        var counts: [LinkRule.Verdict: Int] = [:]
        for _ in 0..<2_000 {
            let people = try (0..<2).map { _ in
                try Self.person(
                    Int.random(in: 0..<3, using: &random) * 50, born: days.randomElement(using: &random) ?? Self.born)
            }
            let records = try people.map { try Self.record($0.number.digits, born: $0.birthDate.description) }
            let forth = LinkRule.judge(records[0], for: people[1])
            #expect(forth == LinkRule.judge(records[1], for: people[0]))
            #expect((forth == .same) == (people[0] == people[1]))
            counts[forth, default: 0] += 1
        }
        #expect(counts.count == 3)
    }

    @Test("A record without a number is possible only where name, birthday and a telling postcode agree")
    func lookalikes() throws {
        let own = PatientText(
            identifiers: [PatientText.nhsNumber(try number(20).digits)], families: ["Okafor", "Bell"])
        let joined = [try own.identity()]
        func isPossible(_ change: (inout PatientText) -> Void) throws -> Bool {
            var other = PatientText(identifiers: [])
            change(&other)
            return LinkRule.isPossible(try other.identity(), besides: joined)
        }
        #expect(try isPossible { _ in })
        #expect(try isPossible { $0.families = ["BELL"] })
        #expect(try isPossible { $0.postcodes = ["N1 1AA", "se14kv"] })
        #expect(try !isPossible { $0.families = ["Bellamy"] })
        #expect(try !isPossible { $0.families = [] })
        #expect(try !isPossible { $0.birthDate = "1961-02-04" })
        #expect(try !isPossible { $0.birthDate = nil })
        #expect(try !isPossible { $0.postcodes = ["SE1 4KW"] })
        #expect(!LinkRule.isPossible(try PatientText().identity(), besides: []))
    }

    @Test("A postcode of people without a home makes nobody alike", arguments: ["ZZ99 3VZ", "ZZ99 3WZ", "zz993cz"])
    func noFixedAbode(postcode: String) throws {
        let joined = [try PatientText(postcodes: [postcode]).identity()]
        #expect(!LinkRule.isPossible(try PatientText(postcodes: [postcode]).identity(), besides: joined))
    }
}
