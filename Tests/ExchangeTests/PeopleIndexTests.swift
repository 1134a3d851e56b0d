// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
internal import Audit
import CareTypes
import Exchange
import FHIRModel
import Identity
import RecordStore
import SyntheticLondon
import Testing

@Suite("Which nodes may hold a person")
struct PeopleIndexTests {
    /// Two nodes, of which only one holds the person.
    private func twoNodes(_ more: [String] = []) async throws -> TestExchange {
        let held = [
            SmallNodes.organisation("X1A"), SmallNodes.feed("a", of: "X1A"), SmallNodes.patient("p1", feed: "a"),
        ]
        let other = [SmallNodes.organisation("X2A"), SmallNodes.feed("b", of: "X2A")] + more
        return try await TestExchange(SmallNodes.stores(["nel": held, "swl": other]))
    }

    private func leaves(_ exchange: TestExchange, _ node: String) throws -> UInt64 {
        try #require(exchange.nodeAudits[node]).size
    }

    @Test("For everyone in the synthetic London the answer is the same as when all nodes are asked")
    func changesNoAnswer() async throws {
        let (asksAll, asksSome) = (try await TestExchange(), try await TestExchange())
        await asksSome.people.catchUp()
        let before = asksSome.leaves.reduce(0, +)
        for person in SyntheticNodes.people {
            let full = try await asksAll.service.record(of: person.traced, for: Reader.emergencyDoctor())
            let some = try await asksSome.service.record(of: person.traced, for: Reader.emergencyDoctor())
            #expect(some.items.map(\.resource.reference) == full.items.map(\.resource.reference))
            #expect(some.sources == full.sources)
            #expect(some.possibleOtherRecords == full.possibleOtherRecords)
            #expect(some.hiddenItems == full.hiddenItems)
        }
        let (all, asked) = (asksAll.leaves.reduce(0, +), asksSome.leaves.reduce(0, +) - before)
        print("people index: \(asked) leaves instead of \(all)")
        #expect(asked < all * 2 / 3)
    }

    @Test("A node that holds nobody of the kind is not told who is looked at, and its sources have their lines")
    func isNotTold() async throws {
        let exchange = try await twoNodes()
        await exchange.people.catchUp()
        let before = try leaves(exchange, "swl")
        let record = try await exchange.read(try SmallNodes.person(), as: Reader.emergencyDoctor())
        #expect(try leaves(exchange, "swl") == before)
        #expect(record.sources.map(\.state) == [.ok, .recordNotFound])
        #expect(record.sources.map(\.node) == ["nel", "swl"])
    }

    @Test(
        "A node may hold someone under another day of birth, an unusable number, or without one",
        arguments: [
            SmallNodes.patient("p2", feed: "b", born: "1970-01-01"),
            SmallNodes.patient("p2", feed: "b", number: "999 000 0018"),
            SmallNodes.patient("p2", feed: "b", number: nil),
            SmallNodes.patient("p2", feed: "b", number: "9999999999"),
        ])
    func isAsked(patient: String) async throws {
        let exchange = try await twoNodes([patient])
        await exchange.people.catchUp()
        let before = try leaves(exchange, "swl")
        let record = try await exchange.read(try SmallNodes.person(), as: Reader.emergencyDoctor())
        #expect(try leaves(exchange, "swl") > before)
        let held = record.items.filter { $0.node == "swl" && $0.resource.type == "Patient" }.count
        #expect(held + record.possibleOtherRecords == 1)
    }

    @Test("Someone of whom a node first hears is asked about once the index has caught up; nobody is forgotten")
    func catchesUp() async throws {
        let stores = try await SmallNodes.stores([
            "nel": [
                SmallNodes.organisation("X1A"), SmallNodes.feed("a", of: "X1A"), SmallNodes.patient("p1", feed: "a"),
            ],
            "swl": [SmallNodes.organisation("X2A"), SmallNodes.feed("b", of: "X2A")],
        ])
        let exchange = try await TestExchange(stores)
        let person = try SmallNodes.person()
        await exchange.people.catchUp()
        #expect(Set(exchange.people.nodes(without: person).keys) == ["swl"])
        let store = try #require(stores["swl"])
        try await SyntheticNodes.write([Array(SmallNodes.patient("p2", feed: "b").utf8)], to: store)
        await exchange.people.catchUp()
        #expect(exchange.people.nodes(without: person).isEmpty)
        _ = try await store.write(WriteBatch(changes: [WriteChange(.delete(ResourceID("Patient", "p2")))]))
        await exchange.people.catchUp()
        #expect(exchange.people.nodes(without: person).isEmpty)
        #expect(exchange.people.nodes(without: try SmallNodes.person("9990000026")).count == 2)
    }

    @Test("A node is asked again when what it told is older than five seconds")
    func isTimed() async throws {
        let exchange = try await twoNodes()
        let person = try SmallNodes.person()
        #expect(exchange.people.nodes(without: person).isEmpty)
        await exchange.people.catchUp()
        exchange.clock.advance(by: PeopleIndex.lifetime)
        #expect(exchange.people.nodes(without: person).count == 1)
        exchange.clock.advance(by: .milliseconds(1))
        #expect(exchange.people.nodes(without: person).isEmpty)
    }

    @Test(
        "A node that fails, breaks or sends half a list is asked about everyone",
        arguments: [ScriptedClient.Behaviour.fails(.unreachable), .breaks, .sendsHalf])
    func faultyNode(behaviour: ScriptedClient.Behaviour) async throws {
        let client = ScriptedClient("swl", behaviour)
        let index = PeopleIndex(clients: [client], clock: ManualClock(SyntheticNodes.asOf))
        await index.catchUp()
        #expect(client.questions == 1)
        #expect(index.nodes(without: try SmallNodes.person()).isEmpty)
        client.behave(.answers)
        await index.catchUp()
        #expect(index.nodes(without: try SmallNodes.person()).count == 1)
    }

    @Test("Whom nobody seems to know, all are asked about: someone unknown takes the time of someone known")
    func unknown() async throws {
        let exchange = try await twoNodes()
        await exchange.people.catchUp()
        let before = try leaves(exchange, "swl")
        _ = try await exchange.service.record(of: SmallNodes.person("9990000026"), for: Reader.emergencyDoctor())
        #expect(try leaves(exchange, "swl") == before + 1)
    }

    @Test("A long list comes in pieces, each key once, and the node notes once that it handed the list over")
    func pieces() async throws {
        let count = 6_000
        let patients = (0..<count).map { number in
            Array(SmallNodes.patient("p\(number)", feed: "a", number: nil, born: Self.day(number)).utf8)
        }
        let directory = [SmallNodes.organisation("X1A"), SmallNodes.feed("a", of: "X1A")].map { Array($0.utf8) }
        let store = try await SyntheticNodes.store(of: directory + patients)
        let exchange = try await TestExchange(["nel": store])
        let gateway = try exchange.gateway("nel")
        var (mark, keys, questions) = (PeopleMark.start, [PersonKey](), 0)
        while true {
            let page = try PeoplePage(await gateway.people(after: mark).bytes, node: "nel")
            #expect(page.start == keys.count)
            (mark, keys, questions) = (page.mark, keys + page.keys, questions + 1)
            if page.isWhole { break }
        }
        #expect(questions > 1)
        #expect(keys.count == Set(keys).count && keys.count == Set((0..<count).map(Self.day)).count)
        #expect(try await gateway.people(after: mark).keys.isEmpty)
        #expect(try await gateway.people(after: PeopleMark(list: "another", count: 9)).start == 0)
        #expect(try leaves(exchange, "nel") == 2)
    }

    private static func day(_ number: Int) -> String { CivilDate(daysSinceEpoch: number).description }
}
