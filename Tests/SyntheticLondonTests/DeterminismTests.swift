// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import SyntheticLondon
import Testing

@Suite("The same seed, number of people and day")
struct DeterminismTests {
    /// Keeps what it is given.
    private struct Collector: SyntheticSink {
        var directories: [String: [[UInt8]]] = [:]
        var people: [SyntheticPerson] = []
        var isFinished = false

        mutating func directory(node: String, _ resources: [[UInt8]]) { directories[node] = resources }
        mutating func person(_ person: SyntheticPerson) { people.append(person) }
        mutating func finish(_ london: SyntheticLondon) { isFinished = true }
    }

    private func bytes(_ person: SyntheticPerson) -> [[UInt8]] { person.records.flatMap(\.resources) }

    @Test("give the same bytes twice")
    func sameBytes() throws {
        var first = Collector()
        var second = Collector()
        try SyntheticLondon(seed: 9, people: 80, asOf: SampleLondon.asOf).write(to: &first)
        try SyntheticLondon(seed: 9, people: 80, asOf: SampleLondon.asOf).write(to: &second)
        #expect(first.people.count == 80 && first.isFinished)
        #expect(first.people.map(bytes) == second.people.map(bytes))
        #expect(first.directories == second.directories)
    }

    @Test("make each person alone as in a run", arguments: [0, 3, 49, 50, 77])
    func alone(index: Int) {
        let inRun = SampleLondon.people[index]
        let alone = SyntheticLondon(seed: 41, people: 400, asOf: SampleLondon.asOf).person(index)
        #expect(bytes(alone) == bytes(inRun))
        #expect(alone.records.map(\.feed.id) == inRun.records.map(\.feed.id))
    }

    @Test("do not depend on the hour, except for how old feeds are")
    func hour() {
        let later = SyntheticLondon(seed: 41, people: 400, asOf: SampleLondon.asOf + .seconds(3 * 3_600))
        #expect(bytes(later.person(60)) == bytes(SampleLondon.people[60]))
        #expect(later.directory(of: "ncl") != SampleLondon.london.directory(of: "ncl"))
    }

    @Test("differ for another seed, but scenarios keep who they are")
    func otherSeed() {
        let other = SyntheticLondon(seed: 42, people: 400, asOf: SampleLondon.asOf)
        #expect(bytes(other.person(60)) != bytes(SampleLondon.people[60]))
        #expect(other.person(0).truth.nhsNumber == SampleLondon.people[0].truth.nhsNumber)
        #expect(other.person(0).truth.birthDate == SampleLondon.people[0].truth.birthDate)
    }

    @Test("keep the number of people between 1 and 1,000,000", arguments: [(0, 1), (-4, 1), (2_000_000, 1_000_000)])
    func bounds(asked: Int, made: Int) {
        #expect(SyntheticLondon(seed: 1, people: asked, asOf: SampleLondon.asOf).people == made)
    }
}
