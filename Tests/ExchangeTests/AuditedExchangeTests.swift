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

@Suite("Audit before answer")
struct AuditedExchangeTests {
    @Test("A record view leaves one leaf at the exchange and one at each node, there when the answer is")
    func leaves() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let record = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        let logs = [exchange.audit] + exchange.nodeAudits.values
        let all = try logs.flatMap { try $0.events(from: .init(0), limit: 9) }
        // Nodes that joined nothing are asked once more for records that look alike.
        #expect(
            all.allSatisfy { $0.correlation == record.correlationID && ($0.action == .read || $0.action == .search) })
        let events = try logs.map { try $0.event(at: .init(0)) }
        #expect(events.count == 6 && all.filter { $0.action == .read }.count == 6)
        for event in events {
            #expect(event.action == .read && event.outcome == .allowed)
            #expect(event.actor.role == "doctor" && event.actor.organisation == ODSCode("X9901"))
            #expect(event.purpose == .emergency && event.reasons.contains("emergency"))
            #expect(event.policyVersion == AccessPolicy.standard.version)
        }
        #expect(events[0].touched.reduce(0) { $0 + $1.count } == record.items.count)
    }

    @Test("A denied view is recorded as denied")
    func denied() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let stranger = Reader.staff(.doctor, at: ODSCode("X9901"))
        _ = try await exchange.service.open(person, for: stranger)
        _ = try? await exchange.service.record(of: person, for: stranger)
        let request = NodeRequest(question: .record(person), user: stranger, correlationID: "c")
        _ = try await exchange.gateway("nel").record(of: person, request)
        let events =
            try exchange.audit.events(from: .init(0), limit: 9)
            + (try #require(exchange.nodeAudits["nel"]).events(from: .init(0), limit: 9))
        // The node tells the exchange of ties, and decides for itself when the record is asked for.
        #expect(events.map(\.action) == [.openRecord, .read, .search, .read])
        #expect(
            events.filter { $0.action != .search }.allSatisfy {
                $0.outcome == .denied && $0.reasons == ["no-relationship"] && $0.touched.isEmpty
            })
    }

    @Test("When the exchange cannot record a view there is no answer")
    func exchangeCannotRecord() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let search = CandidateSearch(
            family: try person.search.family, given: nil, birthDate: try person.traced.birthDate,
            postcode: try person.search.postcode)
        await exchange.audit.close()
        await #expect(throws: AuditFailure.self) {
            _ = try await exchange.service.record(of: person.traced, for: Reader.emergencyDoctor())
        }
        await #expect(throws: AuditFailure.self) {
            _ = try await exchange.service.open(person.traced, for: Reader.emergencyDoctor())
        }
        await #expect(throws: AuditFailure.self) {
            _ = try await exchange.service.find(search, for: Reader.emergencyDoctor())
        }
        await #expect(throws: AuditFailure.self) {
            _ = try await exchange.service.whoLooked(at: person.traced, for: Reader.londoner(person.traced), limit: 9)
        }
    }

    @Test("When a node cannot record a view it gives nothing, and is named as failed")
    func nodeCannotRecord() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let before = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
        let node = try #require(before.items.first?.node)
        await exchange.nodeAudits[node]?.close()
        let record = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
        #expect(!record.items.contains { $0.node == node } && !record.context.contains { $0.node == node })
        #expect(record.sources.filter { $0.node == node }.map(\.state) == [.failed])
    }

    @Test("Who looked shows the view with role, organisation, purpose and time, and is itself recorded")
    func whoLooked() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let other = try SyntheticNodes.person("daughter")
        _ = try await exchange.read(person.traced, as: Reader.staff(.doctor, at: person.practice))
        _ = try await exchange.service.record(of: other.traced, for: Reader.emergencyDoctor())
        let events = try await exchange.service.whoLooked(
            at: person.traced, for: Reader.londoner(person.traced), limit: 20)
        #expect(events.map(\.action) == [.read, .openRecord])
        for event in events {
            #expect(event.actor.role == "doctor" && event.actor.organisationName == "Synthetic Surgery")
            #expect(try event.actor.organisation == person.practice)
            #expect(event.purpose == .directCare && event.time == SyntheticNodes.asOf)
        }
        let again = try await exchange.service.whoLooked(
            at: person.traced, for: Reader.londoner(person.traced), limit: 20)
        #expect(again.map(\.action) == [.viewAudit, .read, .openRecord])
    }

    @Test("A typed emergency reason is readable for the person concerned and stands nowhere else")
    func emergencyReason() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let reason = "Found unconscious, allergies needed"
        _ = try await exchange.read(person, as: Reader.emergencyDoctor(reason))
        let events = try await exchange.service.whoLooked(at: person, for: Reader.londoner(person), limit: 20)
        #expect(events.map(\.explanation) == [nil, reason])
        #expect(events.last?.action == .emergencyAccess)
        #expect(try exchange.audit.event(at: .init(0)).explanation == nil)
    }

    @Test("Staff cannot ask who looked")
    func staffCannotAsk() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        await #expect(throws: ExchangeRefusal.self) {
            _ = try await exchange.service.whoLooked(
                at: person.traced, for: Reader.staff(.doctor, at: person.practice), limit: 9)
        }
    }
}
