// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("$meta, $meta-add and $meta-delete")
struct MetaTests {
    static let patient =
        #"{"resourceType":"Patient","id":"p","meta":{"source":"urn:x","profile":["http://e.example/a"],"tag":[{"system":"s","code":"1","display":"One"}]},"active":true}"#

    static func parameters(_ meta: String) -> String {
        #"{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":\#(meta)}]}"#
    }

    /// The labels of an answer, as `profile http://…`, `tag s|1` and so on, sorted.
    static func labels(_ answer: Answer) -> [String] {
        let meta = answer.resource?.items("parameter").first { $0["name"]?.string == "return" }?["valueMeta"]
        guard let meta else { return ["none: \(answer.text)"] }
        var found = meta.items("profile").compactMap { $0.string.map { "profile \($0)" } }
        for item in meta.items("tag") { found.append("tag " + code(item)) }
        for item in meta.items("security") { found.append("security " + code(item)) }
        return found.sorted()
    }

    private static func code(_ item: JSONNode) -> String {
        (item["system"]?.string ?? "") + "|" + (item["code"]?.string ?? "")
    }

    static let own = ["profile http://e.example/a", "tag s|1"]

    static let changes: [(operation: String, meta: String, labels: [String], version: String)] = [
        ("$meta-add", #"{"tag":[{"system":"s","code":"2"}]}"#, own + ["tag s|2"], "2"),
        ("$meta-add", #"{"tag":[{"system":"s","code":"1","display":"Other"}]}"#, own, "1"),
        ("$meta-add", #"{"tag":[{"code":"1"}]}"#, [own[0], "tag s|1", "tag |1"].sorted(), "2"),
        (
            "$meta-add",
            #"{"profile":["http://e.example/b","http://e.example/a"],"security":[{"system":"c","code":"R"}]}"#,
            [own[0], "profile http://e.example/b", "security c|R", "tag s|1"], "2"
        ),
        ("$meta-delete", #"{"tag":[{"system":"s","code":"1"}]}"#, [own[0]], "2"),
        ("$meta-delete", #"{"tag":[{"system":"t","code":"1"}],"profile":["http://e.example/c"]}"#, own, "1"),
        ("$meta-delete", #"{"tag":[{"system":"s","code":"1"}],"profile":["http://e.example/a"]}"#, [], "2"),
        ("$meta-add", #"{}"#, own, "1"), ("$meta-delete", #"{}"#, own, "1"),
    ]

    @Test(
        "Labels are added and taken away, everything else stays, and nothing new makes no version", arguments: changes)
    func change(_ operation: String, _ meta: String, _ wanted: [String], _ version: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Self.patient)
            #expect(Self.labels(await node.get("Patient/p/$meta")) == Self.own)
            let answer = await node.ask(.post, "Patient/p/\(operation)", Self.parameters(meta))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(Self.labels(answer) == wanted)
            let read = await node.get("Patient/p")
            #expect(read.version == version)
            #expect(read.resource?["meta"]?["source"]?.string == "urn:x")
            #expect(read.resource?["active"]?.bool == true)
            #expect(Self.labels(await node.get("Patient/p/$meta")) == wanted)
            #expect(answer.etag == "W/\"\(version)\"")
            #expect(answer.response.disclosure.people == ["p"])
        }
    }

    @Test("A label that hides takes effect at once", arguments: StoreKind.allCases)
    func hides(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(#"{"resourceType":"Basic","id":"b","code":{}}"#)
        let meta = #"{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"hiv"}]}"#
        #expect(await node.ask(.post, "Basic/b/$meta-add", Self.parameters(meta)).status == 200)
        let caller = TestNode.caller(hidden: .hiv, mayWrite: true)
        for address in ["Basic/b", "Basic/b/$meta"] { #expect(await node.get(address, as: caller).status == 404) }
        let hidden = await node.ask(.post, "Basic/b/$meta-delete", Self.parameters(meta), as: caller)
        #expect(hidden.status == 404)
        #expect(Self.labels(await node.get("$meta", as: caller)) == [])
        #expect(Self.labels(await node.get("Basic/$meta")).count == 1)
    }

    @Test("Of 32 who add a label each, all are kept", arguments: StoreKind.allCases)
    func race(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for number in 0..<32 {
                group.addTask {
                    var status = 412
                    // A client that is told of a conflict sends its request again.
                    while status == 412 {
                        status = await node.ask(
                            .post, "Patient/p/$meta-add", Self.parameters(#"{"tag":[{"code":"n\#(number)"}]}"#)
                        ).status
                    }
                    return status
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 32))
        #expect(Self.labels(await node.get("Patient/p/$meta")).count == 34)
    }

    @Test("The labels of a type and of all are collected, each once", arguments: StoreKind.allCases)
    func collected(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        #expect(Self.labels(await node.get("$meta")) == [])
        for id in ["p", "q"] { try await node.put(Self.patient.replacing(#""id":"p""#, with: #""id":"\#(id)""#)) }
        try await node.put(#"{"resourceType":"Organization","id":"o","meta":{"tag":[{"code":"x"}]}}"#)
        #expect(Self.labels(await node.get("Patient/$meta")) == Self.own)
        #expect(Self.labels(await node.get("$meta")) == Self.own + ["tag |x"])
        #expect(Self.labels(await node.get("Group/$meta")) == [])
        #expect(Self.labels(await node.get("$meta", as: TestNode.caller(only: []))) == ["tag |x"])
    }

    @Test("What cannot be labelled is refused")
    func refused() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        try await node.put(Self.patient.replacing(#""id":"p""#, with: #""id":"gone""#))
        _ = await node.ask(.delete, "Patient/gone")
        let add = Self.parameters(#"{"tag":[{"code":"n"}]}"#)
        let requests: [(FHIRRequest.Method, String, String, FHIRHeaders, Int)] = [
            (.post, "Patient/none/$meta-add", add, .init(), 404), (.post, "Patient/gone/$meta-add", add, .init(), 410),
            (.get, "Patient/gone/$meta", "", .init(), 410), (.get, "Patient/none/$meta", "", .init(), 404),
            (.post, "Patient/p/$meta-add", Self.patient, .init(), 400),
            (.post, "Patient/p/$meta-add", #"{"resourceType":"Parameters"}"#, .init(), 400),
            (.post, "Patient/p/$meta-add", Self.parameters(#"{"tag":{}}"#), .init(), 400),
            (.post, "Patient/p/$meta-add", add, .init(ifMatch: "7"), 412),
            (.get, "Patient/p/$meta-add", "", .init(), 405), (.post, "Patient/p/$meta", add, .init(), 400),
            (.post, "Patient/$meta-add", add, .init(), 404), (.get, "Patient/$magic", "", .init(), 404),
        ]
        for (method, address, body, headers, status) in requests {
            #expect(await node.ask(method, address, body, headers: headers).status == status, "\(method) \(address)")
        }
        #expect(await node.ask(.post, "Patient/p/$meta-add", add, as: TestNode.reader).status == 403)
        #expect(await node.get("Patient/p").version == "1")
        let entry = TransactionTests.entry("POST", "Patient/p/$meta-add", add)
        #expect(await node.ask(.post, "", TransactionTests.bundle(entry)).status == 400)
        #expect(await node.ask(.post, "", TransactionTests.bundle(entry, type: "batch")).entryStatuses == ["200"])
        #expect(await node.get("Patient/p").version == "2")
    }
}
