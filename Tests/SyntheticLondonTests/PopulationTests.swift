// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import SyntheticLondon
import Testing

@Suite("A run of 2,000 people")
struct PopulationTests {
    /// What is counted of each person.
    private struct Summary {
        let truth: PersonTruth
        let resources: Int
    }

    private static let run: [Summary] = {
        let london = SyntheticLondon(seed: 2_026, people: 2_000, asOf: SampleLondon.asOf)
        return (0..<2_000).map { index in
            let person = london.person(index)
            return Summary(truth: person.truth, resources: person.records.reduce(0) { $0 + $1.resources.count })
        }
    }()

    private func share(_ matches: (Summary) -> Bool) -> Double {
        Double(Self.run.filter(matches).count) / Double(Self.run.count)
    }

    private func age(_ summary: Summary) -> Int { 2_026 - (Int(summary.truth.birthDate.prefix(4)) ?? 0) }

    @Test("has London's sexes and ages")
    func agesAndSexes() {
        #expect((0.48...0.55).contains(share { $0.truth.sex == "female" }))
        #expect((0.15...0.26).contains(share { age($0) < 18 }))
        #expect((0.09...0.18).contains(share { age($0) >= 65 }))
        #expect((0.28...0.42).contains(share { (20..<40).contains(age($0)) }))
    }

    @Test(
        "has London's ethnic groups",
        arguments: [
            ("ABC", 0.47, 0.60), ("HJKLR", 0.15, 0.26), ("MNP", 0.09, 0.18), ("DEFG", 0.03, 0.10), ("S", 0.03, 0.10),
        ])
    func ethnicity(codes: String, low: Double, high: Double) {
        #expect((low...high).contains(share { codes.contains($0.truth.ethnicity) }))
    }

    @Test("lives in all 33 boroughs, more in the larger ones")
    func boroughs() {
        #expect(Set(Self.run.map(\.truth.borough)).count == 33)
        let croydon = share { London.boroughs[$0.truth.borough].name == "Croydon" }
        let kensington = share { London.boroughs[$0.truth.borough].name == "Kensington and Chelsea" }
        #expect(croydon > kensington)
    }

    @Test("is known to two or three sources each, a third of them in more than one node")
    func sources() {
        let records = Self.run.reduce(0) { $0 + $1.truth.records.count }
        #expect((2.3...3.5).contains(Double(records) / Double(Self.run.count)))
        #expect((0.22...0.38).contains(share { Set($0.truth.records.map(\.node)).count > 1 }))
    }

    @Test("has a middling record of 60 to 150 resources, and long ones for older people")
    func volume() {
        let counts = Self.run.map(\.resources).sorted()
        #expect((60...150).contains(counts[counts.count / 2]))
        #expect((counts.last ?? 0) < 900)
        let older = Self.run.filter { age($0) >= 75 }.map(\.resources).sorted()
        #expect(older[older.count / 2] > 180)
    }

    @Test("can mostly be joined, and some of it cannot")
    func joinable() {
        let records = Self.run.flatMap(\.truth.records)
        let share = Double(records.filter(\.isJoinable).count) / Double(records.count)
        #expect((0.90...0.98).contains(share))
        for number in [HeldRecordTruth.Number.missing, .mistyped, .placeholder, .siblings] {
            #expect(records.contains { $0.number == number }, "\(number)")
        }
    }

    @Test(
        "states many facts more than once",
        arguments: ["problem", "medicine", "allergy", "result", "vaccination", "document"])
    func duplicates(kind: String) {
        let groups = Self.run.flatMap(\.truth.duplicates).filter { $0.kind == kind }
        #expect(groups.count > 20)
        #expect(groups.allSatisfy { $0.resources.count > 1 && Set($0.resources).count == $0.resources.count })
    }
}
