// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Audit
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

@Suite("What a node gives to whom")
struct NodeDecisionTests {
    private static let stranger = Reader.staff(.doctor, at: ODSCode("X9901"))

    @Test("A node decides for itself: without relationship and emergency it gives nothing at all")
    func nodeDecides() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        for (node, gateway) in exchange.gateways {
            let request = NodeRequest(question: .record(person), user: Self.stranger, correlationID: "c")
            let answer = try await gateway.record(of: person, request)
            #expect(!answer.isAllowed, "\(node)")
            #expect(answer.reasons == ["no-relationship"])
            #expect(answer.items.isEmpty && answer.context.isEmpty && answer.sources.isEmpty)
            #expect(answer.hiddenItems == 0 && answer.possibleOtherRecords == 0)
            // Whether the node knows the person cannot be told from the answer.
            let unknown = TracedPerson(number: person.number, birthDate: person.birthDate.adding(days: 1))
            #expect(try await gateway.record(of: unknown, request).bytes == answer.bytes)
        }
    }

    @Test("Where the exchange allows and a node does not, the node is named as withholding")
    func nodeDenies() async throws {
        let exchange = try await TestExchange(policies: ["nel": .denyingEverything, "ncl": .denyingEverything])
        let record = try await exchange.service.record(
            of: SyntheticNodes.person("lead").traced, for: Reader.emergencyDoctor())
        for node in ["nel", "ncl"] {
            let lines = record.sources.filter { $0.node == node }
            #expect(lines.map(\.state) == [.withheld])
            #expect(!record.items.contains { $0.node == node } && !record.context.contains { $0.node == node })
        }
        #expect(record.sources.contains { $0.node == "sel" && $0.state != .withheld })
    }

    @Test("A doctor of the practice may open the record, a stranger may not, and nothing is asked of the nodes then")
    func opening() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let opened = try await exchange.service.open(person.traced, for: Reader.staff(.doctor, at: person.practice))
        #expect(opened.mayOpen && opened.unansweredNodes.isEmpty)
        #expect(opened.decision.reasons.contains(.registration))
        let refused = try await exchange.service.open(person.traced, for: Self.stranger)
        #expect(!refused.mayOpen && refused.isKnown && refused.decision.reasons == [.noRelationship])
        let before = exchange.nodeAudits.mapValues(\.size)
        await #expect(throws: ExchangeRefusal.self) {
            _ = try await exchange.service.record(of: person.traced, for: Self.stranger)
        }
        #expect(exchange.nodeAudits.mapValues(\.size) == before)
    }

    @Test("A node tells of ties to the reader's own organisation only")
    func ownTiesOnly() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("withheld-source")
        let practice = try person.practice
        var found: [CareRelationship] = []
        for gateway in exchange.gateways.values {
            for (user, isOwn) in [
                (Reader.staff(.doctor, at: practice), true), (Self.stranger, false),
                (Reader.londoner(try person.traced), false),
            ] {
                let traced = try person.traced
                let request = NodeRequest(question: .relationships(traced), user: user, correlationID: "c")
                let ties = try await gateway.relationships(of: traced, request).relationships
                #expect(ties.allSatisfy { isOwn && $0.organisation == practice })
                found += ties
            }
        }
        #expect(found.contains { $0.kind == .registration })
    }

    @Test(
        "An emergency without a real reason opens nothing, at the exchange and at a node",
        arguments: ["", "urgent", "aaaaaaaaaaaaaaaaaaaaaa"])
    func shortReason(reason: String) async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let user = Reader.emergencyDoctor(reason)
        #expect(try await !exchange.service.open(person, for: user).mayOpen)
        await #expect(throws: ExchangeRefusal.self) { _ = try await exchange.service.record(of: person, for: user) }
        let request = NodeRequest(question: .record(person), user: user, correlationID: "c")
        let answer = try await exchange.gateway("ncl").record(of: person, request)
        #expect(!answer.isAllowed && answer.items.isEmpty && answer.reasons.contains("emergency-reason-too-short"))
    }

    @Test("A sensitive source is counted and not named; nothing of it and nothing that names it leaves the node")
    func sensitiveSource() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("withheld-source")
        let clinic = try #require(person.records.first { $0.feed.kind == .sh }).feed
        let owner = try #require(
            SyntheticNodes.london.allOrganisations.first { $0.feeds.contains { $0.id == clinic.id } })
        let record = try await exchange.read(person.traced, as: Reader.staff(.doctor, at: person.practice))
        let lines = record.sources.filter { $0.node == clinic.node && $0.isNameSensitive }
        #expect(lines.count == SyntheticNodes.feeds(of: clinic.node).count { !$0.labels.isEmpty && $0.kind != .asc })
        #expect(lines.allSatisfy { $0.name.isEmpty && $0.feed == nil && $0.organisation == nil })
        #expect(lines.contains { $0.state == .withheld })
        #expect(!lines.contains { [.ok, .nothingHeld, .recordNotFound].contains($0.state) })
        #expect(!record.items.contains { $0.feed == clinic.id })
        #expect(record.hiddenItems > 0)
        let texts = (record.items + record.context).map { String(decoding: $0.resource.bytes, as: UTF8.self) }
        for secret in [owner.name, clinic.id, owner.ods] {
            #expect(!texts.contains { $0.contains(secret) })
            #expect(!record.sources.contains { $0.name.contains(secret) || $0.feed == secret })
        }
    }

    @Test("Hidden items are counted for staff, and leave no trace for the person")
    func hiddenItems() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("child-protection")
        let clerk = try await exchange.read(person.traced, as: Reader.staff(.receptionist, at: person.practice))
        #expect(clerk.hiddenItems > 0)
        let all = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        #expect(clerk.items.count < all.items.count)
        let own = try await exchange.service.record(of: person.traced, for: Reader.londoner(person.traced))
        #expect(own.hiddenItems == 0)
        #expect(own.items.count < all.items.count + all.hiddenItems)
        for item in own.items {
            let codes = item.resource["meta"]?.items("security").compactMap { $0["code"]?.string } ?? []
            #expect(!codes.contains("safeguarding") && !codes.contains("professionals-only"))
        }
    }

    @Test("With a protected address no source is named or dated, and the person is still shown")
    func protectedAddress() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("protected-address")
        for user in [
            Reader.staff(.doctor, at: try person.practice), Reader.emergencyDoctor(),
            Reader.londoner(try person.traced),
        ] {
            let record = try await exchange.read(person.traced, as: user)
            for node in Set(record.items.map(\.node)) {
                for line in record.sources where line.node == node {
                    #expect(line.isNameSensitive && line.name.isEmpty && line.feed == nil)
                    #expect(line.organisation == nil && line.lastReceived == nil)
                }
            }
            // The label on the Patient is what tells those who arrange the record to leave places out.
            let patients = record.items.filter { $0.resource.type == "Patient" }
            #expect(!patients.isEmpty)
            #expect(patients.allSatisfy { Labelling.stated(in: $0.resource).contains(.protectedAddress) })
        }
        let open = try await exchange.service.record(
            of: SyntheticNodes.person("lead").traced, for: Reader.emergencyDoctor())
        #expect(open.sources.contains { !$0.name.isEmpty && $0.lastReceived != nil })
    }
}
