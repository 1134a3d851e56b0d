// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Observation/$lastn")
struct LastObservationsTests {
    static func observation(
        _ id: String, _ code: String, _ effective: String, of patient: String = "p", status: String = "final",
        category: String = "laboratory", meta: String = ""
    ) -> String {
        #"""
        {"resourceType":"Observation","id":"\#(id)",\#(meta)"status":"\#(status)","code":\#(code),
        "category":[{"coding":[{"code":"\#(category)"}]}],"subject":{"reference":"Patient/\#(patient)"}\#(effective)}
        """#
    }

    static func coded(_ codings: String...) -> String {
        let list = codings.map { coding in
            let parts = coding.split(separator: "|")
            return #"{"system":"\#(parts[0])","code":"\#(parts[1])"}"#
        }
        return #"{"coding":[\#(list.joined(separator: ","))]}"#
    }

    static func at(_ time: String) -> String { #","effectiveDateTime":"\#(time)""# }

    /// Potassium under two codes that a third Observation joins, heart rates, and words without a code.
    static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for json in [
            observation("k1", coded("l|k"), at("2026-01-01")), observation("k2", coded("s|k"), at("2026-03-01")),
            observation("k3", coded("l|k", "s|k"), at("2026-02-01")),
            observation("k4", coded("l|k"), at("2026-04-01"), status: "entered-in-error"),
            observation("k9", coded("l|k"), at("2026-05-01"), of: "q"),
            observation("h1", coded("l|h"), at("2026-02-02T10:00:00Z"), category: "vital-signs"),
            observation(
                "h2", coded("l|h"), #","effectivePeriod":{"start":"2026-01-01","end":"2026-02-03"}"#,
                category: "vital-signs"),
            observation("h3", coded("l|h"), "", category: "vital-signs"),
            observation(
                "h4", coded("l|h"), #","effectiveInstant":"2026-02-02T11:00:00Z""#, category: "vital-signs"),
            observation("w1", #"{"text":"Well BEING"}"#, at("2025-01-01")),
            observation("w2", #"{"text":"well being"}"#, at("2025-01-02")),
            observation("n1", "{}", at("2024-01-01")), observation("n2", "{}", at("2024-01-01")),
            observation(
                "x1", coded("l|x"), #","effectiveTiming":{"event":["2023-01-01","2023-03-01"]}"#,
                meta: VisibilityTests.security),
            observation("x2", coded("l|x"), at("2023-02-01")),
        ] { try await node.put(json) }
        return node
    }

    static let questions: [(query: String, wanted: [String])] = [
        ("patient=p", ["k2", "h2", "w2", "n2", "n1", "x1"]),
        ("subject=Patient/p&max=2", ["k2", "k3", "h2", "h4", "w2", "w1", "n2", "n1", "x1", "x2"]),
        ("patient=p&max=9&category=vital-signs", ["h2", "h4", "h1", "h3"]),
        ("patient=p&code=l|k", ["k3"]), ("patient=p&code=s|k&max=5", ["k2", "k3"]),
        ("patient=p&code=l|k,s|k&max=5", ["k2", "k3", "k1"]),
        ("patient=p&code=l|k&status=entered-in-error", ["k4"]), ("patient=q", ["k9"]),
        ("patient=p&date=2026-02-02&category=vital-signs", ["h4"]), ("patient=none", []),
        ("subject:Patient=p&code=l|h", ["h2"]),
    ]

    @Test("Of each group that a search finds come the most recent, groups by their newest", arguments: questions)
    func asked(_ query: String, _ wanted: [String]) async throws {
        for kind in StoreKind.allCases {
            let node = try await Self.filled(kind)
            let answer = await node.get("Observation/$lastn?" + query)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.references(mode: "match") == wanted.map { "Observation/" + $0 })
            #expect(answer.resource?["type"]?.string == "searchset")
            #expect(answer.total == "\(wanted.count)")
            #expect(answer.link("self")?.hasPrefix(TestNode.base + "/Observation/$lastn?") == true)
            #expect(answer.response.disclosure.people.isSubset(of: ["p", "q", "none"]))
            #expect(!answer.response.disclosure.people.isEmpty)
        }
    }

    @Test("Groups join whatever the order of recording", arguments: StoreKind.allCases)
    func joins(_ kind: StoreKind) async throws {
        let codes = [
            Self.coded("a|1"), Self.coded("b|2"), Self.coded("c|3"), Self.coded("a|1", "b|2"), Self.coded("b|2", "c|3"),
        ]
        for turn in 0..<codes.count {
            let node = try TestNode(kind)
            for step in 0..<codes.count {
                let place = (turn + step) % codes.count
                try await node.put(Self.observation("o\(place)", codes[place], Self.at("2026-01-0\(place + 1)")))
            }
            let answer = await node.get("Observation/$lastn?patient=p&max=2")
            #expect(answer.references() == ["Observation/o4", "Observation/o3"])
        }
    }

    @Test("POST with Parameters asks the same", arguments: StoreKind.allCases)
    func posted(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let parameters = #"""
            {"resourceType":"Parameters","parameter":[{"name":"max","valuePositiveInt":2},
            {"name":"patient","valueReference":{"reference":"Patient/p"}},{"name":"category","valueString":"vital-signs"}]}
            """#
        let answer = await node.ask(.post, "Observation/$lastn", parameters)
        #expect(answer.references() == ["Observation/h2", "Observation/h4"], "\(answer.text)")
        #expect(answer.response.disclosure.people == ["p"])
        let reader = await node.ask(.post, "Observation/$lastn", parameters, as: TestNode.reader)
        #expect(reader.status == 200, "it changes nothing")
        let odd = #"{"resourceType":"Parameters","parameter":[{"name":"max"}]}"#
        #expect(await node.ask(.post, "Observation/$lastn", odd).expressions == ["Parameters.parameter[0]"])
    }

    @Test(
        "What may not be seen is not among the last, and what is next stands in its place",
        arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let blind = await node.get("Observation/$lastn?patient=p&code=l|x", as: VisibilityTests.blind)
        #expect(blind.references() == ["Observation/x2"])
        let other = await node.get("Observation/$lastn?patient=p", as: TestNode.caller(only: ["q"]))
        #expect(other.entries.isEmpty)
        #expect(other.response.disclosure.people == ["p"], "who was asked about is recorded")
    }

    @Test("Includes come along and elements can be chosen")
    func extras() async throws {
        let node = try await Self.filled(.memory)
        try await node.put(#"{"resourceType":"Patient","id":"p"}"#)
        let answer = await node.get(
            "Observation/$lastn?patient=p&code=l|h&_include=Observation:subject&_elements=status")
        #expect(answer.references(mode: "include") == ["Patient/p"])
        #expect(answer.entries.first?["resource"]?["effectivePeriod"] == nil)
    }

    @Test(
        "Questions that mean nothing are refused",
        arguments: [
            ("", "http.subject"), ("code=a", "http.subject"), ("patient=p&max=0", "http.max"),
            ("patient=p&max=x", "http.max"), ("patient=p&_sort=date", "http._sort"),
            ("patient=p&_count=5", "http._count"), ("patient=p&_summary=count", "http._summary"),
            ("patient=p&nonsense=1", "http.nonsense"), ("patient=p&_page=x", "http._page"),
        ])
    func refused(_ query: String, _ place: String) async throws {
        let answer = try await TestNode(.memory).get("Observation/$lastn?" + query)
        #expect(answer.status == 400)
        #expect(answer.expressions == [place])
    }
}
