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

@Suite("What nobody learns by accident")
struct ExchangeSecrecyTests {
    @Test("Questions, users, candidates and refusals print no identifier and no name of a Londoner")
    func printing() async throws {
        let exchange = try await TestExchange()
        let synthetic = try SyntheticNodes.person("lead")
        let (person, search) = (try synthetic.traced, try synthetic.search)
        var user = Reader.londoner(person)
        user.displayName = search.family
        let wanted = CandidateSearch(
            family: search.family, given: nil, birthDate: person.birthDate, postcode: search.postcode)
        let likeness = IdentityLikeness(families: [search.family], postcodes: [search.postcode])
        var things: [Any] = [
            user, NodeRequest(question: .record(person), user: user, correlationID: "c"),
            NodeRequest(question: .candidates(wanted), user: user, correlationID: "c"),
            NodeRequest(question: .lookalikes(person, likeness), user: user, correlationID: "c"),
            NodeFailure.refused,
        ]
        let doctor = Reader.staff(.doctor, at: try synthetic.practice)
        things.append(try await exchange.service.find(wanted, for: doctor))
        things.append(try await exchange.service.open(person, for: doctor))
        do {
            _ = try await exchange.service.record(of: person, for: Reader.londoner(nil))
        } catch {
            things.append(error)
        }
        #expect(things.count == 8)
        let secrets = [person.number.digits, person.birthDate.description, search.family, search.postcode]
        for thing in things {
            let texts = ["\(thing)", String(reflecting: thing)]
            for secret in secrets { #expect(texts.allSatisfy { !$0.contains(secret) }, "\(type(of: thing))") }
        }
    }

    @Test("Places are left out once one node protects the address, and while one does not say")
    func places() async throws {
        let plain = SmallNodes.patient("p1", feed: "a")
        let hidden = SmallNodes.patient("p2", feed: "a", isProtected: true)
        let person = try SmallNodes.person()
        for (nel, sel, hides) in [
            ([plain], [plain], false), ([plain], [hidden], true), ([hidden], [], true), ([], [plain], false),
        ] {
            let exchange = try await TestExchange(SmallNodes.stores(["nel": nel, "sel": sel]))
            #expect(await exchange.service.hidesPlaces(of: person, for: Reader.londoner(person)) == hides)
        }
        for behaviour in [ScriptedClient.Behaviour.breaks, .fails(.refused)] {
            let exchange = try await TestExchange(
                SmallNodes.stores(["nel": [plain], "sel": []]), replacing: ["sel": ScriptedClient("sel", behaviour)])
            #expect(await exchange.service.hidesPlaces(of: person, for: Reader.londoner(person)))
        }
    }

    @Test("What public pages are made from is the same whomever the nodes hold")
    func publicDirectory() async throws {
        let (none, some) = (
            try await SmallNodes.stores(["nel": [SmallNodes.organisation("X99"), SmallNodes.feed("a", of: "X99")]]),
            try await SmallNodes.stores([
                "nel": [
                    SmallNodes.organisation("X99"), SmallNodes.feed("a", of: "X99"), SmallNodes.patient("p", feed: "a"),
                    SmallNodes.medicine("m", of: "p", feed: "a"),
                ]
            ])
        )
        let lines = try await [
            TestExchange(none).gateway("nel").directoryLines(), TestExchange(some).gateway("nel").directoryLines(),
        ]
        #expect(!lines[0].isEmpty && lines[0] == lines[1])
    }

    @Test(
        "What tells of someone else, or protects an unborn child, is for staff and not for the person",
        arguments: ["third-party", "unborn-plan", "child-protection"])
    func notForThePerson(slug: String) async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person(slug).traced
        let staff = try await exchange.service.record(of: person, for: Reader.emergencyDoctor())
        let own = try await exchange.service.record(of: person, for: Reader.londoner(person))
        func labelled(_ record: GatheredRecord) -> [RecordItem] {
            record.items.filter {
                !Labelling.labels(of: $0.resource).isDisjoint(with: [.thirdParty, .professionalsOnly, .safeguarding])
            }
        }
        #expect(!labelled(staff).isEmpty)
        #expect(labelled(own).isEmpty && own.hiddenItems == 0)
        // Nothing that stays refers to what is left out.
        let hidden = Set(labelled(staff).compactMap(\.resource.reference))
        for item in own.items + own.context {
            let text = String(decoding: item.resource.bytes, as: UTF8.self)
            for reference in hidden { #expect(!text.contains("\"\(reference)\"")) }
        }
    }
}
