// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import RecordStore
import Testing

@Suite("Bulk data: $export")
struct BulkExportTests {
    static func observation(_ id: String, of patient: String, _ rest: String = "") -> String {
        #"""
        {"resourceType":"Observation","id":"\#(id)",\#(rest)"status":"final","code":{"text":"a\nb"},
        "subject":{"reference":"Patient/\#(patient)"}}
        """#
    }

    /// Three people, a group of two of them, what concerns nobody, and what concerns somebody unknown.
    static func filled(_ kind: StoreKind) async throws -> BulkNode {
        let bulk = try BulkNode(kind)
        for json in [
            #"{"resourceType":"Organization","id":"o","name":"North"}"#,
            #"{"resourceType":"Patient","id":"p","gender":"female"}"#,
            #"{"resourceType":"Patient","id":"q","gender":"male"}"#, #"{"resourceType":"Patient","id":"r"}"#,
            observation("p1", of: "p", #""issued":"2026-01-01T00:00:00Z","#),
            observation("p2", of: "p", VisibilityTests.security),
            observation("q1", of: "q"), observation("r1", of: "r"),
            #"{"resourceType":"Observation","id":"x","status":"amended","code":{}}"#,
            #"{"resourceType":"Condition","id":"qc","code":{},"subject":{"reference":"Patient/q"}}"#,
            #"{"resourceType":"Group","id":"g","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/p"}},{"entity":{"reference":"Patient/q"}},{"entity":{"reference":"Patient/r"},"inactive":true}]}"#,
        ] {
            try await bulk.node.put(json)
            bulk.node.clock.advance(by: .seconds(1))
        }
        return bulk
    }

    static let all = [
        "Condition/qc", "Group/g", "Observation/p1", "Observation/p2", "Observation/q1", "Observation/r1",
        "Observation/x", "Organization/o", "Patient/p", "Patient/q", "Patient/r",
    ]

    @Test("The whole server is exported once, with a manifest that counts it", arguments: StoreKind.allCases)
    func system(_ kind: StoreKind) async throws {
        let bulk = try await Self.filled(kind)
        defer { bulk.remove() }
        let (manifest, lines) = try await bulk.export("$export")
        #expect(BulkNode.references(lines) == Self.all)
        for (type, texts) in lines {
            for text in texts {
                let resource = try Resource(text.utf8)
                #expect(resource.type == type)
                let stored = await bulk.node.get(try #require(resource.reference))
                #expect(stored.text.replacing("\n", with: "") == text, "byte for byte, on one line")
            }
        }
        let newest = try #require(try await bulk.node.store.changes(after: 10, limit: 1).first).version.lastUpdated
        #expect(manifest["transactionTime"]?.string == newest.instant)
        #expect(manifest["request"]?.string == TestNode.base + "/$export")
        #expect(manifest["requiresAccessToken"]?.bool == true)
        #expect(manifest["error"]?.isArray == true)
        #expect(manifest["error"]?.count == 0)
        #expect(manifest["deleted"] == nil)
    }

    struct Question: Sendable, CustomTestStringConvertible {
        var address: String
        var body = ""
        var wanted: [String]
        var testDescription: String { address + body }
    }

    static func patients(_ ids: String..., more: String = "") -> String {
        let parts = ids.map { #"{"name":"patient","valueReference":{"reference":"Patient/\#($0)"}}"# }
        return #"{"resourceType":"Parameters","parameter":[\#(parts.joined(separator: ","))\#(more)]}"#
    }

    static let ofP = ["Group/g", "Observation/p1", "Observation/p2", "Patient/p"]
    static let ofQ = ["Condition/qc", "Observation/q1", "Patient/q"]
    static let questions = [
        Question(address: "Patient/$export", wanted: (ofP + ofQ + ["Observation/r1", "Patient/r"])),
        Question(address: "Group/g/$export", wanted: ofP + ofQ),
        Question(address: "Group/g/$export", body: patients("q"), wanted: ofQ),
        Question(address: "Patient/$export", body: patients("p"), wanted: ofP),
        Question(address: "Patient/$export", body: patients("p", "q"), wanted: ofP + ofQ),
        Question(
            address: "Patient/$export",
            body: patients("p", "q", more: #",{"name":"_type","valueString":"Condition,Patient"}"#),
            wanted: ["Condition/qc", "Patient/p", "Patient/q"]),
        Question(
            address: "Patient/$export",
            body: patients("p", "r", more: #",{"name":"_typeFilter","valueString":"Patient?gender=female"}"#),
            wanted: ofP + ["Observation/r1"]),
        Question(address: "$export?_type=Organization", wanted: ["Organization/o"]),
        Question(
            address: "$export?_type=Organization&_type=Patient,Condition",
            wanted: ["Condition/qc", "Organization/o", "Patient/p", "Patient/q", "Patient/r"]),
        Question(address: "$export?_type=Schedule", wanted: []),
        Question(
            address: "$export?_type=Observation,Condition&_typeFilter=Observation%3Fstatus%3Damended",
            wanted: ["Condition/qc", "Observation/x"]),
        Question(
            address: "$export?_type=Patient&_typeFilter=Patient%3Fgender%3Dmale,Patient%3F_id%3Dp,r",
            wanted: ["Patient/p", "Patient/q", "Patient/r"]),
        Question(
            address: "Group/g/$export?_type=Patient&_typeFilter=Patient%3Fgender%3Dmale", wanted: ["Patient/q"]),
        Question(
            address: "$export?_since=2026-11-23T09:30:08Z", wanted: ["Condition/qc", "Group/g", "Observation/x"]),
        Question(
            address: "$export?_until=2026-11-23T09:30:02Z", wanted: ["Organization/o", "Patient/p"]),
        Question(
            address: "Group/g/$export?_since=2026-11-23T09:30:05Z&_until=2026-11-23T09:30:07Z",
            wanted: ["Observation/p2", "Observation/q1"]),
        Question(address: "$export?_since=2030-01-01", wanted: []),
        Question(
            address: "$export?_outputFormat=application/fhir%2Bndjson&_type=Organization", wanted: ["Organization/o"]),
        Question(address: "$export?_outputFormat=ndjson&_type=Organization", wanted: ["Organization/o"]),
    ]

    @Test("Scopes, types, filters, people and times choose what is exported", arguments: questions)
    func chosen(_ question: Question) async throws {
        for kind in StoreKind.allCases {
            let bulk = try await Self.filled(kind)
            defer { bulk.remove() }
            let (_, lines) = try await bulk.export(question.address, question.body)
            #expect(BulkNode.references(lines) == question.wanted.sorted())
        }
    }

    @Test("Files hold what their client may see, and name whom they concern", arguments: StoreKind.allCases)
    func visibility(_ kind: StoreKind) async throws {
        let bulk = try await Self.filled(kind)
        defer { bulk.remove() }
        let blind = BulkNode.caller(hidden: .hiv)
        let (manifest, lines) = try await bulk.export("$export", as: blind)
        #expect(BulkNode.references(lines) == Self.all.filter { $0 != "Observation/p2" })
        let some = BulkNode.caller("b", only: ["q"])
        let (_, own) = try await bulk.export("$export", as: some)
        #expect(BulkNode.references(own) == (Self.ofQ + ["Organization/o"]).sorted())
        let (_, group) = try await bulk.export("Group/g/$export", as: BulkNode.caller("c", only: ["p"]))
        #expect(BulkNode.references(group) == Self.ofP.sorted(), "of the members those who may be seen")
        #expect(await bulk.ask(.get, "Group/g/$export", as: some).status == 404)
        for file in manifest.items("output") {
            let address = try #require(file["url"]?.string).replacing(TestNode.base + "/", with: "")
            let people: Set<String> =
                switch file["type"]?.string {
                case "Patient", "Observation": ["p", "q", "r"]
                case "Condition": ["q"]
                case "Group": ["p"]
                default: []
                }
            let answer = await bulk.ask(.get, address, as: blind)
            #expect(answer.response.disclosure.people == people, "\(address)")
            // Another client, one who sees something else by now, and nobody in particular.
            for other in [
                BulkNode.caller("b", hidden: .hiv), BulkNode.caller("a"), BulkNode.caller("a", only: ["p"]),
                BulkNode.caller(nil, hidden: .hiv),
            ] {
                let refused = await bulk.ask(.get, address, as: other)
                #expect(refused.status == 404)
                #expect(refused.response.disclosure.people.isEmpty)
                #expect(refused.text == (await bulk.ask(.get, "_jobs/none/file", as: other)).text)
            }
        }
        #expect(await bulk.ask(.get, "$export", as: BulkNode.caller(nil)).status == 403)
    }

    @Test(
        "What cannot be exported is refused before anything begins",
        arguments: [
            ("$export?nonsense=1", 400, "http.nonsense"), ("$export?_elements=id", 400, "http._elements"),
            ("$export?includeAssociatedData=LatestProvenanceResources", 400, "http.includeAssociatedData"),
            ("$export?_outputFormat=csv", 400, "http._outputFormat"), ("$export?_type=Horse", 400, "http._type"),
            ("Patient/$export?_type=Organization", 400, "http._type"), ("$export?_since=soon", 400, "http._since"),
            ("$export?_since=2026&_until=2025", 400, "http._since"),
            ("$export?_typeFilter=Patient%3Fnonsense%3D1", 400, "http.nonsense"),
            ("$export?_typeFilter=Patient%3F_sort%3D_id", 400, "http._typeFilter"),
            ("$export?_typeFilter=Patient%3Fgender%3Dmale%26_include%3DPatient:link", 400, "http._typeFilter"),
            ("$export?_type=Condition&_typeFilter=Patient%3Fgender%3Dmale", 400, "http._typeFilter"),
            ("$export?_typeFilter=Patient", 400, "http._typeFilter"),
            ("Patient/$export?patient=Patient/p", 400, "http.patient"), ("Group/none/$export", 404, nil),
            ("Observation/$export", 404, nil), ("Patient/p/$export", 404, nil), ("_jobs/none", 404, nil),
        ] as [(String, Int, String?)])
    func refused(_ address: String, _ status: Int, _ place: String?) async throws {
        let bulk = try await Self.filled(.memory)
        defer { bulk.remove() }
        let answer = await bulk.ask(.get, address)
        #expect(answer.status == status, "\(answer.text)")
        if let place { #expect(answer.expressions == [place], "\(answer.text)") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: bulk.folder.path).isEmpty)
    }

    @Test("Bad askers are refused, and handling=lenient leaves out what is not known")
    func asking() async throws {
        let bulk = try await Self.filled(.memory)
        defer { bulk.remove() }
        let soon = await bulk.ask(.get, "$export", headers: .init())
        #expect(soon.status == 400)
        #expect(soon.expressions == ["http.Prefer"])
        for body in [Self.patients("p")] {
            #expect(await bulk.ask(.post, "$export", body).expressions == ["http.patient"])
        }
        for body in [Self.patients("none"), Self.patients("p", "none")] {
            #expect(await bulk.ask(.post, "Patient/$export", body).expressions == ["http.patient"])
        }
        #expect(await bulk.ask(.post, "Group/g/$export", Self.patients("r")).status == 400, "an inactive member")
        let lenient = await bulk.ask(
            .get, "$export?includeAssociatedData=x&_elements=id",
            headers: .init(prefer: "respond-async, handling=lenient"))
        #expect(lenient.status == 202)
        #expect(await bulk.ask(.delete, "$export").status == 405)
        for type in ["batch", "transaction"] {
            let bundle = TransactionTests.bundle(TransactionTests.entry("GET", "$export"), type: type)
            let answer = await bulk.ask(.post, "", bundle)
            #expect(answer.entryStatuses == (type == "batch" ? ["400"] : []))
            #expect(answer.status == (type == "batch" ? 200 : 400))
        }
        let none = await bulk.node.ask(.get, "$export", headers: .init(prefer: "respond-async"))
        #expect(none.status == 404, "a service without a desk has no bulk data")
    }

    @Test("An incremental export lists what has been deleted since", arguments: StoreKind.allCases)
    func deletions(_ kind: StoreKind) async throws {
        let bulk = try await Self.filled(kind)
        defer { bulk.remove() }
        let since = try #require(try await bulk.export("$export?_type=Patient").manifest["transactionTime"]?.string)
        bulk.node.clock.advance(by: .seconds(1))
        for address in ["Observation/q1", "Observation/p2", "Condition/qc"] {
            #expect(await bulk.node.ask(.delete, address).status == 204)
        }
        try await bulk.node.put(Self.observation("q1", of: "q"))
        let query = FormParameters.queryText([("_since", since)])
        func gone(_ address: String, as caller: FHIRCaller) async throws -> [String] {
            let (manifest, _) = try await bulk.export(address, as: caller)
            let bundles = try await bulk.lines(of: manifest, "deleted", as: caller)["Bundle"] ?? []
            return try bundles.flatMap { text in
                try Resource(text.utf8).items("entry").compactMap { $0["request"]?["url"]?.string }
            }
        }
        #expect(
            try await gone("$export" + query, as: BulkNode.caller()) == ["Condition/qc", "Observation/p2"],
            "what is there again is not gone")
        #expect(try await gone("$export" + query, as: BulkNode.caller(hidden: .hiv)) == ["Condition/qc"])
        #expect(try await gone("$export\(query)&_type=Observation", as: BulkNode.caller()) == ["Observation/p2"])
    }
}
