// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

@Suite("Linking the synthetic London")
struct LinkingTests {
    private struct HeldPatient: Hashable {
        var node: String
        var id: String
    }

    /// The Patients that were joined for a person.
    private func joined(_ exchange: TestExchange, _ person: SyntheticPerson) async throws -> Set<HeldPatient> {
        let record = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        return Set(
            record.items.filter { $0.resource.type == "Patient" }.map {
                HeldPatient(node: $0.node, id: $0.resource.id ?? "")
            })
    }

    @Test("Of everyone's records the right ones are joined, and never one of somebody else")
    func score() async throws {
        let exchange = try await TestExchange()
        var (joins, misses, wrong) = (0, 0, 0)
        for person in SyntheticNodes.people {
            let found = try await joined(exchange, person)
            let own = Set(
                person.truth.records.filter { $0.isReceived && $0.isJoinable }.map {
                    HeldPatient(node: $0.node, id: $0.patient)
                })
            joins += found.intersection(own).count
            wrong += found.subtracting(own).count
            for missed in own.subtracting(found) {
                misses += 1
                print("missed: person \(person.index) at \(missed.node), Patient/\(missed.id)")
            }
        }
        print("linking: \(joins) joins, \(misses) misses, \(wrong) wrong joins")
        #expect(wrong == 0)
        #expect(misses == 0)
        #expect(joins > SyntheticNodes.people.count)
    }

    @Test(
        "A record under another's, an old or an unusable number is not joined; one that looks alike is counted",
        arguments: [
            ("twin-b", SyntheticHazard.twins, false), ("older-brother", .siblingsNumber, false),
            ("placeholder-number", .placeholderNumber, true), ("mistyped-number", .mistypedNumber, true),
            ("wrong-birth-date", .wrongBirthDate, true), ("adopted", .adoption, false),
            ("new-identity", .genderChange, false),
        ])
    func hazards(slug: String, hazard: SyntheticHazard, isCounted: Bool) async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person(slug)
        let outside = person.truth.records.filter { $0.isReceived && !$0.isJoinable }
        try #require(!outside.isEmpty)
        let found = try await joined(exchange, person)
        #expect(!found.isEmpty)
        for record in outside { #expect(!found.contains(HeldPatient(node: record.node, id: record.patient))) }
        let record = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        if isCounted { #expect(record.possibleOtherRecords > 0) }
    }

    @Test("One twin's record does not show in the other's, nor one brother's in the other's")
    func siblings() async throws {
        let exchange = try await TestExchange()
        for (one, other) in [("twin-a", "twin-b"), ("older-brother", "younger-brother"), ("hostel-a", "hostel-b")] {
            let left = try await joined(exchange, SyntheticNodes.person(one))
            let right = try await joined(exchange, SyntheticNodes.person(other))
            #expect(!left.isEmpty && !right.isEmpty)
            #expect(left.isDisjoint(with: right))
        }
    }

    @Test("A record that looks alike in two ways is counted once")
    func countedOnce() async throws {
        let exchange = try await TestExchange()
        // Her sister's number stands in this record with a status that says so; name, birthday and home agree.
        let twin = try SyntheticNodes.person("twin-a")
        let record = try await exchange.service.record(of: twin.traced, for: Reader.emergencyDoctor())
        let others = SyntheticNodes.people.filter { ["twin-a", "twin-b"].contains($0.truth.scenario) }
            .flatMap(\.truth.records).filter { $0.isReceived && !$0.isJoinable }
        #expect(record.possibleOtherRecords <= others.count)
        #expect(record.possibleOtherRecords > 0)
    }

    @Test("The right number with another date of birth opens nothing")
    func wrongBirthDate() async throws {
        let exchange = try await TestExchange()
        var person = try SyntheticNodes.person("lead").traced
        person.birthDate = person.birthDate.adding(days: 1)
        let opened = try await exchange.service.open(person, for: Reader.emergencyDoctor())
        #expect(!opened.isKnown && !opened.mayOpen)
        let record = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
        #expect(record.items.isEmpty && record.context.isEmpty)
    }
}
