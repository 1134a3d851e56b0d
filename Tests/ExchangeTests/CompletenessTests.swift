// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

@Suite("The completeness contract")
struct CompletenessTests {
    private static let patience = FanOut.Patience(first: .seconds(2), hardLimit: .seconds(600))

    @Test(
        "A record has a line for every feed of every node, each once", arguments: ["lead", "clozapine", "council-only"])
    func everyFeed(slug: String) async throws {
        let exchange = try await TestExchange()
        let record = try await exchange.service.record(
            of: SyntheticNodes.person(slug).traced, for: Reader.emergencyDoctor())
        for node in London.nodes {
            let feeds = SyntheticNodes.feeds(of: node.id)
            let lines = record.sources.filter { $0.node == node.id }
            #expect(lines.count == feeds.count && !feeds.isEmpty)
            #expect(
                Set(lines.compactMap(\.feed)) == Set(feeds.filter { $0.labels.isEmpty || $0.kind == .asc }.map(\.id)))
        }
    }

    @Test("The state of a line is that of the feed, and of what it knows of the person")
    func states() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let record = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        let known = Set(person.truth.records.filter { $0.isReceived && $0.isJoinable }.map(\.organisation))
        let feeds = London.nodes.flatMap { SyntheticNodes.feeds(of: $0.id) }
        var seen = Set<SourceLine.State>()
        for line in record.sources {
            seen.insert(line.state)
            guard let feed = feeds.first(where: { $0.id == line.feed }) else {
                #expect(line.isNameSensitive && [.withheld, .failed, .late, .notConnected].contains(line.state))
                continue
            }
            switch feed.state {
            case .failed: #expect(line.state == .failed)
            case .notConnected: #expect(line.state == .notConnected)
            case .late: #expect(line.state == .late)
            case .working:
                let sent = record.items.count { $0.node == line.node && $0.feed == feed.id }
                let isKnown = line.organisation.map { known.contains($0.text) } ?? false
                #expect(line.state == (!isKnown ? .recordNotFound : sent == 0 ? .nothingHeld : .ok))
                #expect(line.itemCount == sent)
            }
        }
        #expect(seen.isSuperset(of: [.ok, .recordNotFound, .failed, .withheld]))
    }

    @Test("Medicines of a feed that has failed are missing, and the feed says so")
    func failedFeed() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("clozapine")
        let unsent = try #require(person.records.first { $0.feed.kind == .epma && !$0.feed.state.isReceived })
        let record = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        #expect(!record.items.contains { $0.feed == unsent.feed.id })
        // A mental health trust's name tells something: the line is there, unnamed, and says what is missing.
        let lines = record.sources.filter {
            $0.node == unsent.node && $0.state == .failed && $0.content.contains(.medicines)
        }
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.isNameSensitive ? $0.name.isEmpty : true })
    }

    @Test(
        "A node that stalls, breaks or sends half an answer is named as failed, and the others are there",
        arguments: [
            ScriptedClient.Behaviour.stalls, .stallsDeaf, .breaks, .sendsHalf, .fails(.unreachable), .fails(.refused),
        ])
    func nodeFails(behaviour: ScriptedClient.Behaviour) async throws {
        let exchange = try await TestExchange(
            patience: Self.patience, replacing: ["swl": ScriptedClient("swl", behaviour)])
        let person = try SyntheticNodes.person("lead").traced
        let time = try await ContinuousClock().measure {
            var record = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
            // On a busy machine those who hold her may be late as well.
            for _ in 0..<20 where record.items.isEmpty {
                exchange.clock.advance(by: CircuitBreaker.rest)
                record = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
            }
            let lines = record.sources.filter { $0.node == "swl" }
            #expect(lines.map(\.state) == [.failed] && lines.map(\.name) == ["Area swl"])
            #expect(lines.allSatisfy { $0.feed == nil && $0.content == RecordSection.all })
            #expect(Set(record.sources.map(\.node)) == Set(London.nodes.map(\.id)))
            #expect(!record.items.isEmpty)
        }
        #expect(time < .seconds(300))
    }

    @Test("Opening and finding say that not all nodes answered")
    func incomplete() async throws {
        let exchange = try await TestExchange(replacing: ["swl": ScriptedClient("swl", .breaks)])
        let person = try SyntheticNodes.person("lead")
        let opened = try await exchange.service.open(person.traced, for: Reader.staff(.doctor, at: person.practice))
        #expect(opened.mayOpen && !opened.unansweredNodes.isEmpty)
        let search = CandidateSearch(
            family: try person.search.family, given: nil, birthDate: try person.traced.birthDate,
            postcode: try person.search.postcode)
        let found = try await exchange.service.find(search, for: Reader.staff(.doctor, at: person.practice))
        #expect(found.unansweredNodes == ["Area swl"] && !found.candidates.isEmpty)
    }
}
