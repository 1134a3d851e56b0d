// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Audit
import CareTypes
import Directory
import Exchange
import Identity
import SyntheticLondon
import Testing

@Suite("A record and whose it is")
struct OwnRecordTests {
    /// How somebody's identity differs from the person's whose record they ask for.
    enum Difference: CaseIterable {
        case anotherPerson, otherNumber, otherBirthDate, notProved

        func identity(_ own: TracedPerson) throws -> TracedPerson? {
            let other = try SyntheticNodes.person("daughter").traced
            return switch self {
            case .anotherPerson: other
            case .otherNumber: TracedPerson(number: other.number, birthDate: own.birthDate)
            case .otherBirthDate: TracedPerson(number: own.number, birthDate: own.birthDate.adding(days: 1))
            case .notProved: nil
            }
        }
    }

    @Test("A Londoner reads the record that sign-in proved to be theirs")
    func own() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let record = try await exchange.service.record(of: person, for: Reader.londoner(person))
        #expect(!record.items.isEmpty)
    }

    @Test(
        "Nobody reads another person's record as a Londoner, at the exchange and at every node",
        arguments: Difference.allCases)
    func another(difference: Difference) async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let user = Reader.londoner(try difference.identity(person))
        await #expect(throws: ExchangeRefusal.self) { _ = try await exchange.service.record(of: person, for: user) }
        #expect(try await !exchange.service.open(person, for: user).mayOpen)
        for (node, gateway) in exchange.gateways {
            let request = NodeRequest(question: .record(person), user: user, correlationID: "c")
            let answer = try await gateway.record(of: person, request)
            #expect(!answer.isAllowed && answer.reasons == ["not-own-record"], "\(node)")
            #expect(answer.items.isEmpty && answer.context.isEmpty && answer.sources.isEmpty)
            #expect(try await gateway.relationships(of: person, request).isKnown == false)
            let likeness = IdentityLikeness(families: ["ashdown"], postcodes: ["N11AA"])
            #expect(try await gateway.lookalikes(of: person, likeness, request).count == 0)
        }
        let events = try exchange.audit.events(from: .init(0), limit: 9)
        #expect(events.map(\.outcome) == [.denied, .denied])
        #expect(events.allSatisfy { $0.reasons.contains("not-own-record") })
    }

    @Test("Who looked is shown to that person alone, and every try is recorded", arguments: Difference.allCases)
    func whoLooked(difference: Difference) async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        let user = Reader.londoner(try difference.identity(person))
        await #expect(throws: ExchangeRefusal.self) {
            _ = try await exchange.service.whoLooked(at: person, for: user, limit: 9)
        }
        let event = try exchange.audit.event(at: .init(0))
        #expect(event.action == .viewAudit && event.outcome == .denied && event.reasons == ["not-own-record"])
        #expect(try await exchange.service.whoLooked(at: person, for: Reader.londoner(person), limit: 9).count == 1)
    }

    @Test("Staff who name a person as themselves own no record by that")
    func staffClaim() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead").traced
        var users = [Reader.staff(.doctor, at: nil), Reader.staff(.doctor, at: ODSCode("X9901"))]
        for place in users.indices {
            users[place].identity = person
            users[place].purpose = .selfAccess
        }
        for user in users {
            #expect(!user.owns(person))
            await #expect(throws: ExchangeRefusal.self) {
                _ = try await exchange.service.record(of: person, for: user)
            }
        }
    }

    @Test(
        "An identity that cannot be read makes the whole question unreadable",
        arguments: [#""nhsNumber":"9990000019""#, #""nhsNumber":"""#, #""birthDate":"1948-13-01""#])
    func unreadable(part: String) throws {
        let person = try SmallNodes.person()
        let request = NodeRequest(
            question: .record(person), user: Reader.londoner(person), correlationID: "c")
        let text = String(decoding: request.bytes, as: UTF8.self)
        let own = #""identity":{"nhsNumber":"9990000018","birthDate":"1961-02-03"}"#
        try #require(text.contains(own))
        #expect(NodeRequest(Array(text.replacing(own, with: #""identity":{\#(part)}"#).utf8)) == nil)
        #expect(NodeRequest(Array(text.replacing(own + ",", with: "").utf8))?.user.owns(person) == false)
    }
}
