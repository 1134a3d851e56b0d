// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import Testing

@Suite("History of a resource, a type and the whole store")
struct HistoryTests {
    static func patient(_ id: String, _ family: String) -> String {
        #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(family)"}]}"#
    }

    /// A second apart: p1, p2, Organization o, p1 again, p2 deleted, p1 a third time.
    static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for json in [
            patient("p1", "A"), patient("p2", "B"), #"{"resourceType":"Organization","id":"o"}"#, patient("p1", "C"),
        ] {
            try await node.put(json)
            node.clock.advance(by: .seconds(1))
        }
        _ = await node.ask(.delete, "Patient/p2")
        node.clock.advance(by: .seconds(1))
        try await node.put(patient("p1", "D"))
        return node
    }

    /// `Type/id/version` of the entries.
    static func versions(_ answer: Answer) -> [String] {
        answer.entries.map { entry in
            let address = entry["fullUrl"]?.string?.replacing(TestNode.base + "/", with: "") ?? "?"
            return address + "/" + (entry["response"]?["etag"]?.string?.filter(\.isNumber) ?? "?")
        }
    }

    /// All pages of an address.
    static func pages(_ node: TestNode, _ address: String, as caller: FHIRCaller = TestNode.writer) async throws
        -> [String]
    {
        var found: [String] = []
        var next: String? = address
        while let address = next {
            let page = await node.get(address, as: caller)
            try #require(page.status == 200, "\(page.text)")
            found += versions(page)
            next = page.link("next")?.replacing(TestNode.base + "/", with: "")
            try #require(found.count < 1_000, "paging does not end")
        }
        return found
    }

    static let all = [
        "Patient/p1/3", "Patient/p2/2", "Patient/p1/2", "Organization/o/1", "Patient/p2/1", "Patient/p1/1",
    ]

    static let patients = all.filter { $0.hasPrefix("P") }
    static let first = all.filter { $0.contains("p1") }
    static let second = all.filter { $0.contains("p2") }
    static let histories: [(String, [String])] = [
        ("_history", all), ("Patient/_history", patients),
        ("Patient/p1/_history", first),
        ("Patient/p2/_history", second), ("Group/_history", []),
        ("_history?_since=2026-11-23T09:30:03Z", ["Patient/p1/3", "Patient/p2/2", "Patient/p1/2"]),
        ("_history?_since=2026-11-23T10:30:03+01:00", ["Patient/p1/3", "Patient/p2/2", "Patient/p1/2"]),
        ("Patient/_history?_since=2026-11-23T09:30:04Z", ["Patient/p1/3", "Patient/p2/2"]),
        ("Patient/p1/_history?_since=2026-11-23T09:30:04Z", ["Patient/p1/3"]),
        ("Patient/p2/_history?_since=2026-11-23T09:30:05Z", []), ("_history?_since=2027", []),
        ("_history?_since=2026-11-23", all), ("_history?_at=2026-11-23", all), ("_history?_at=2025", []),
        ("_history?_at=2026-11-23T09:30:02Z", ["Organization/o/1", "Patient/p2/1", "Patient/p1/1"]),
        ("Patient/_history?_at=2026-11-23T09:30:03.5Z", ["Patient/p1/2", "Patient/p2/1"]),
        ("Patient/p1/_history?_at=2026-11-23T09:30:03.500Z", ["Patient/p1/2"]),
        ("_history?_at=2026-11-23T09:30:02Z&_since=2026-11-23T09:30:01Z", ["Organization/o/1", "Patient/p2/1"]),
    ]

    @Test("Every version is there, newest first, in pages of any size", arguments: histories)
    func entries(_ address: String, _ wanted: [String]) async throws {
        for kind in StoreKind.allCases {
            let node = try await Self.filled(kind)
            let whole = await node.get(address)
            #expect(Self.versions(whole) == wanted, "\(whole.text)")
            #expect(whole.total == "\(wanted.count)")
            #expect(
                whole.link("self") == "\(TestNode.base)/\(address)" || address.contains("+") || address.contains(":"))
            for count in 1...3 {
                let first = address + (address.contains("?") ? "&" : "?") + "_count=\(count)"
                #expect(try await Self.pages(node, first) == wanted)
                if wanted.count > count { #expect(await node.get(first).total == nil) }
            }
        }
    }

    @Test("Entries say what was done", arguments: StoreKind.allCases)
    func requests(_ kind: StoreKind) async throws {
        let answer = await (try await Self.filled(kind)).get("_history")
        let told = answer.entries.map { entry in
            (entry["request"]?["method"]?.string ?? "") + " " + (entry["request"]?["url"]?.string ?? "")
        }
        #expect(
            told == [
                "PUT Patient/p1", "DELETE Patient/p2", "PUT Patient/p1", "POST Organization", "POST Patient",
                "POST Patient",
            ])
        #expect(answer.entries.map { $0["resource"] == nil } == [false, true, false, false, false, false])
        #expect(answer.response.disclosure.people == ["p1", "p2"])
        #expect(answer.response.disclosure.counts == ["Patient": 5, "Organization": 1])
    }

    @Test("Pages go on where they began, while others write", arguments: StoreKind.allCases)
    func stable(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for address in ["_history?_count=2", "Patient/_history?_count=2", "Patient/p1/_history?_count=2"] {
            let wanted = Self.versions(await node.get(address.replacing("?_count=2", with: "")))
            let first = await node.get(address)
            try await node.put(Self.patient("p1", "After \(address)"))
            try await node.put(Self.patient("p9", "After \(address)"))
            let next = try #require(first.link("next")).replacing(TestNode.base + "/", with: "")
            #expect(!next.contains("_count"))
            #expect(try await Self.versions(first) + Self.pages(node, next) == wanted)
        }
    }

    @Test("A page link belongs to its own history", arguments: StoreKind.allCases)
    func links(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let link = try #require(await node.get("Patient/_history?_count=1&_format=json").link("next"))
        #expect(link.contains("_format=json"))
        let query = try #require(link.split(separator: "?").last)
        #expect(await node.get("Patient/_history?\(query)").status == 200)
        for other in ["_history", "Patient/p1/_history", "Group/_history", "Patient"] {
            #expect(await node.get("\(other)?\(query)").status == 400)
        }
        #expect(await node.get("Patient/_history?\(query)&_count=2").status == 400)
    }

    @Test("What is hidden is neither shown nor counted", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let one = TestNode.caller(only: ["p1"])
        let wanted = ["Patient/p1/3", "Patient/p1/2", "Organization/o/1", "Patient/p1/1"]
        let answer = await node.get("_history", as: one)
        #expect(Self.versions(answer) == wanted)
        #expect(answer.total == "4")
        #expect(answer.response.disclosure.people == ["p1"])
        #expect(try await Self.pages(node, "_history?_count=1", as: one) == wanted)
        #expect(await node.get("Patient/p2/_history", as: one).status == 404)
        #expect(await node.get("Patient/_history", as: TestNode.caller(only: [])).total == "0")
    }

    @Test("A resource that never was has no history, one without versions in the time has an empty one")
    func absent() async throws {
        let node = try await Self.filled(.memory)
        #expect(await node.get("Patient/none/_history").status == 404)
        #expect(await node.get("Patient/none/_history?_since=2026").status == 404)
        let empty = await node.get("Patient/p1/_history?_since=2030")
        #expect(empty.status == 200)
        #expect(empty.entries.isEmpty)
        #expect(empty.response.disclosure.people == ["p1"], "that someone was asked about is told")
    }

    @Test("_count=0 counts and lists nothing", arguments: StoreKind.allCases)
    func counts(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        for number in 1...3 {
            try await node.put(#"{"resourceType":"Patient","id":"p","name":[{"family":"N\#(number)"}]}"#)
        }
        try await node.put(#"{"resourceType":"Basic","id":"b"}"#)
        _ = await node.ask(.delete, "Patient/p")
        for (address, total) in [("_history", "5"), ("Patient/_history", "4"), ("Patient/p/_history", "4")] {
            let answer = await node.get("\(address)?_count=0")
            #expect(answer.status == 200 && answer.total == total && answer.entries.isEmpty, "\(answer.text)")
            #expect(answer.link("self") == "\(TestNode.base)/\(address)?_count=0" && answer.link("next") == nil)
        }
        #expect(await node.get("Patient/p/_history?_count=0").response.disclosure.people == ["p"])
        let hidden = await node.get("_history?_count=0", as: TestNode.caller(only: ["someone"]))
        #expect(hidden.total == "0", "what may not be seen is not counted")
    }
}
