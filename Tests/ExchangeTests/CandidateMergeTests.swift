// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Exchange
import Identity
import RecordStore
import Testing

@Suite("Candidates of several nodes")
struct CandidateMergeTests {
    private static let other = "9990000026"

    /// What a search for Okafor finds in two nodes with these Patients.
    private func found(_ nel: [String], _ sel: [String], family: String = "Okafor") async throws -> FoundCandidates {
        let exchange = try await TestExchange(SmallNodes.stores(["nel": nel, "sel": sel]))
        let search = CandidateSearch(
            family: family, given: nil, birthDate: try #require(CivilDate(SmallNodes.born)), postcode: "se14kv")
        return try await exchange.service.find(search, for: Reader.staff(.doctor, at: ODSCode("X9901")))
    }

    private static func patient(_ family: String, _ given: String, _ gender: String = "female") -> String {
        SmallNodes.patient("p1", feed: "a", family: family, given: given, gender: gender)
    }

    @Test(
        "One NHS number with two people's details is two candidates that say in what they differ",
        arguments: [
            ("Okafor", "Ada", "female", []), ("OKAFOR", "ada", "female", []), ("Okafor", "A", "female", []),
            ("Okafor", "Ada Chi", "female", []), ("Okafor", "", "female", []),
            ("Okafor", "Adaeze", "female", [.given]), ("Okafor", "Ben", "male", [.given, .gender]),
            ("Okafor", "Ada", "male", [.gender]), ("Okafor-Bell", "Ada", "female", [.family]),
        ] as [(String, String, String, Set<Candidate.Detail>)])
    func details(family: String, given: String, gender: String, differences: Set<Candidate.Detail>) async throws {
        let (one, other) = (Self.patient("Okafor", "Ada"), Self.patient(family, given, gender))
        // At two nodes, and twice at one.
        for (nel, sel) in [
            ([one], [other]), ([one, other.replacing(#""id":"p1""#, with: #""id":"p2""#)], []),
        ] {
            let found = try await found(nel, sel)
            #expect(found.candidates.count == (differences.isEmpty ? 1 : 2))
            #expect(found.candidates.allSatisfy { $0.disagreements == differences })
            #expect(found.candidates.allSatisfy { $0.number?.digits == SmallNodes.number })
        }
    }

    @Test("People without a number are never taken for one")
    func noNumber() async throws {
        let nobody = SmallNodes.patient("p1", feed: "a", number: nil)
        let found = try await found([nobody], [nobody])
        #expect(found.candidates.count == 2 && found.candidates.allSatisfy(\.disagreements.isEmpty))
    }

    @Test("Once one node protects an address no node's candidate confirms it")
    func protected() async throws {
        let plain = SmallNodes.patient("p1", feed: "a")
        let unnumbered = SmallNodes.patient("p2", feed: "a", number: nil)
        let another = SmallNodes.patient("p3", feed: "a", number: Self.other, given: "Ben")
        let hidden = SmallNodes.patient("p4", feed: "a", postcode: "N1 1AA", isProtected: true)
        let renamed = SmallNodes.patient("p4", feed: "a", family: "Bell", postcode: "N1 1AA", isProtected: true)
        let cases: [([String], [String], [String?])] = [
            ([], [plain, unnumbered, another], [SmallNodes.number, nil, Self.other]),
            ([hidden], [plain, unnumbered, another], [Self.other]),
            ([hidden, plain, unnumbered, another], [], [Self.other]),
            // Under another name the number still tells; who has none may be anybody.
            ([renamed], [plain, unnumbered, another], [nil, Self.other]),
        ]
        for (nel, sel, numbers) in cases {
            for (one, two) in [(nel, sel), (sel, nel)] {
                let found = try await found(one, two).candidates
                #expect(Set(found.map { $0.number?.digits }) == Set(numbers))
                #expect(found.count == numbers.count)
            }
        }
    }

    @Test("A list that was cut says that there are more")
    func cut() async throws {
        let people = (0..<30).map { SmallNodes.patient("p\($0)", feed: "a", number: nil, given: "Ada\($0)") }
        let found = try await found(people, [])
        #expect(found.hasMore && found.candidates.count == NodeGateway.largestList)
        #expect(try await !self.found(Array(people.prefix(20)), []).hasMore)
    }
}
