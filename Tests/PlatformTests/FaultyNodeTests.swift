// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import ProcessTesting
import Testing

@Suite("A record over five nodes and an exchange that are processes of their own")
struct FaultyNodeTests {
    @Test("With all nodes up the record comes from several of them, each item with its provenance")
    func whole() async throws {
        let london = try await TrialLondon(people: 60)
        let (visitor, page) = try await Lead.open(london)
        #expect(page.words.contains("ASHDOWN, Margaret Rose"))
        let form = try await RecordForm.settled(visitor, page)
        #expect(form.items.count >= 2, "items of several nodes: \(form.items)")
        #expect(form.provenances > 50)
        #expect(!form.states.keys.contains { $0.hasPrefix("Node ") }, "no node is missing")
        #expect(await london.stop() == [0, 0, 0, 0, 0, 0], "all programs end well when asked to stop")
    }

    @Test("A stopped node costs its own rows only and is named; once it is back so are its rows")
    func stopped() async throws {
        let london = try await TrialLondon(people: 60)
        let (visitor, page) = try await Lead.open(london)
        let whole = try await RecordForm.settled(visitor, page)
        let node = try #require(Self.other(than: "ncl", in: whole))
        await london.nodes[node]?.killNow()
        let partial = try await RecordForm.settled(visitor, page, missing: [node])
        #expect(partial.states["Node \(node)"] == ["failed"])
        #expect(partial.items == whole.items.filter { $0.key != node })
        let words = try await visitor.get(page.path).words
        #expect(words.contains("Node \(node)"), "the page names the node")

        let again = try TrialLondon.node(node, try #require(london.ports[node]), london.folder, "exchange")
        try await TrialLondon.awaitReady("http://127.0.0.1:\(london.ports[node] ?? 0)/readyz", again)
        var healed = partial
        for _ in 0..<100 where healed.items != whole.items {
            try await Task.sleep(for: .milliseconds(300))
            healed = try await RecordForm(visitor, visitor.get(page.path))
        }
        #expect(healed.items == whole.items)
    }

    @Test("A node that holds every question delays the record no longer than anyone is waited for")
    func stalled() async throws {
        let london = try await TrialLondon(people: 60)
        let (visitor, page) = try await Lead.open(london)
        let whole = try await RecordForm.settled(visitor, page)
        let node = try #require(Self.other(than: "ncl", in: whole))
        london.nodes[node]?.stall()
        let started = ContinuousClock.now
        #expect(try await visitor.get(page.path).words.contains("Node \(node)"), "the page names the node")
        // A stalled node never answers: with no limit this would last until the visitor gives up after a minute.
        #expect(started.duration(to: .now) < .seconds(30))
        let partial = try await RecordForm.settled(visitor, page, missing: [node])
        #expect(partial.states["Node \(node)"] == ["failed"])
        #expect(partial.items == whole.items.filter { $0.key != node })
    }

    @Test(
        "An answer that is damaged or cut short is left out as a whole and its node named",
        arguments: [FaultyLink.Fault.damaged, .cutShort(after: 5_000)])
    func damaged(fault: FaultyLink.Fault) async throws {
        let links = Links()
        let london = try await TrialLondon(people: 60) { ports in try links.make(ports) }
        let (visitor, page) = try await Lead.open(london)
        let whole = try await RecordForm.settled(visitor, page)
        let node = try #require(Self.other(than: "ncl", in: whole))
        links.set(fault, on: node)
        // Connections that were open before the fault may serve a last answer.
        let partial = try await RecordForm.settled(visitor, page, missing: [node])
        #expect(partial.states["Node \(node)"] == ["failed"])
        #expect(partial.items == whole.items.filter { $0.key != node })
    }

    @Test("A search while an area is down says so, instead of that nobody was found")
    func searchWhileDown() async throws {
        let london = try await TrialLondon(people: 60)
        for node in TrialLondon.nodeIDs where node != "swl" { await london.nodes[node]?.killNow() }
        let visitor = Visitor(site: london.site)
        try await visitor.signIn(as: "gp")
        let born = try london.born("lead")
        let page = try await visitor.find(Lead.number, born: born)
        #expect(page.words.contains("Not every area answered") && page.words.contains("Node ncl"))
        let form = try #require(try await visitor.get("/staff").form(to: "/staff/find"))
        let search = [
            "by": "details", "family-name": "Ashdown", "postcode": "N5 1OK", "birth-day": "\(born.day)",
            "birth-month": "\(born.month)", "birth-year": "\(born.year)",
        ]
        let found = try await visitor.post(form.action, form.hidden.merging(search) { $1 })
        #expect(found.words.contains("Node ncl") && found.words.contains("did not answer"))
        // The directory is read anew every ten seconds.
        for address in ["/", "/organisations", "/feeds"] {
            var words = ""
            for _ in 0..<60 where !words.contains("Node ncl, Node nel, Node nwl and Node sel did not answer") {
                words = try await visitor.get(address).words
                try await Task.sleep(for: .milliseconds(500))
            }
            #expect(words.contains("Node nwl and Node sel did not answer"), "\(address): \(words.prefix(400))")
        }
    }

    /// The node with the most items beside one.
    private static func other(than node: String, in form: RecordForm) -> String? {
        form.items.filter { $0.key != node }.max { $0.value < $1.value }?.key
    }
}
