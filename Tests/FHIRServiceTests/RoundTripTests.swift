// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("What comes in goes out again")
struct RoundTripTests {
    /// The text of a stored resource without the server's two members of `meta`.
    static func unstamped(_ answer: Answer) throws -> String {
        let resource = try #require(answer.resource)
        let stamp =
            #""versionId":"\#(answer.version ?? "")","lastUpdated":"\#(resource["meta"]?["lastUpdated"]?.string ?? "")""#
        #expect(answer.text.contains(stamp))
        return answer.text.replacing(stamp + ",", with: "").replacing(#","meta":{\#(stamp)}"#, with: "").replacing(
            stamp, with: "")
    }

    @Test(
        "Order, unknown members, decimals and escapes stay as written",
        arguments: [
            #"{"resourceType":"Observation","id":"a","zzz":{"b":1,"a":[null,{}]},"status":"final","code":{},"valueQuantity":{"value":1.00}}"#,
            #"{"id":"a","code":{},"status":"final","resourceType":"Observation"}"#,
            #"{"resourceType":"Observation","id":"a","status":"final","code":{"text":"A\/\u00e9\n\"\\\ud83d\ude00é"}}"#,
            #"{"resourceType":"Observation","id":"a","valueQuantity":{"value":1e400},"x":-0.0,"y":1E+2,"z":0.10}"#,
            #"{"resourceType":"Observation","id":"a","_status":{"extension":[{"url":"u","valueCode":"x"}]},"code":{}}"#,
            #"{"resourceType":"Observation","id":"a","":"","name with spaces":[[],[[]]]}"#,
        ])
    func verbatim(_ json: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(json)
            #expect(try Self.unstamped(await node.get("Observation/a")) == json)
            let entry = await node.get("Observation").entries.first?["resource"]
            #expect(entry?.bytes == (await node.get("Observation/a")).response.body)
        }
    }

    @Test(
        "The server owns versionId and lastUpdated; the rest of meta stays",
        arguments: [
            (
                #"{"resourceType":"Basic","id":"a","meta":{},"code":{}}"#,
                #"{"resourceType":"Basic","id":"a","meta":{STAMP},"code":{}}"#
            ),
            (
                #"{"resourceType":"Basic","id":"a","code":{}}"#,
                #"{"resourceType":"Basic","id":"a","meta":{STAMP},"code":{}}"#
            ),
            (
                #"{"resourceType":"Basic","id":"a","code":{},"meta":{"lastUpdated":"2001-01-01T00:00:00Z","versionId":"77"}}"#,
                #"{"resourceType":"Basic","id":"a","code":{},"meta":{STAMP}}"#
            ),
            (
                #"{"meta":{"versionId":"77","profile":["u"],"lastUpdated":"2001-01-01T00:00:00Z","tag":[{"code":"t"}]},"resourceType":"Basic","id":"a"}"#,
                #"{"meta":{STAMP,"profile":["u"],"tag":[{"code":"t"}]},"resourceType":"Basic","id":"a"}"#
            ),
            (
                #"{ "id" : "a" , "resourceType" : "Basic" , "meta" : { "security" : [ { "code" : "s" } ] } }"#,
                #"{"id":"a","resourceType":"Basic","meta":{STAMP,"security":[{"code":"s"}]}}"#
            ),
            (
                #"{"code":{},"id":"a","resourceType":"Basic"}"#,
                #"{"code":{},"id":"a","meta":{STAMP},"resourceType":"Basic"}"#
            ),
            (
                #"{"resourceType":"Basic","id":"a","meta":{"\u0076ersionId":"9"}}"#,
                #"{"resourceType":"Basic","id":"a","meta":{STAMP}}"#
            ),
        ])
    func meta(_ json: String, _ expected: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(json)
            let answer = await node.get("Basic/a")
            let stamp = #""versionId":"1","lastUpdated":"2026-11-23T09:30:00.000Z""#
            #expect(answer.text == expected.replacing("STAMP", with: stamp))
            let again = await node.ask(.put, "Basic/a", answer.text)
            #expect(again.etag == #"W/"1""#, "what was read and sent back changes nothing")
        }
    }

    @Test(
        "A create puts its id where the resource's own stood or behind the type",
        arguments: [
            (#"{"resourceType":"Basic"}"#, #"{"resourceType":"Basic","id":"ID","meta":{STAMP}}"#),
            (#"{"code":{},"resourceType":"Basic"}"#, #"{"code":{},"resourceType":"Basic","id":"ID","meta":{STAMP}}"#),
            (#"{"meta":{},"resourceType":"Basic"}"#, #"{"meta":{STAMP},"resourceType":"Basic","id":"ID"}"#),
            (
                #"{"resourceType":"Basic","code":{},"id":"x"}"#,
                #"{"resourceType":"Basic","code":{},"id":"ID","meta":{STAMP}}"#
            ),
        ])
    func create(_ json: String, _ expected: String) async throws {
        let answer = try await TestNode(.memory).ask(.post, "Basic", json)
        let id = try #require(answer.reference?.split(separator: "/").last)
        let stamp = #""versionId":"1","lastUpdated":"2026-11-23T09:30:00.000Z""#
        #expect(answer.text == expected.replacing("STAMP", with: stamp).replacing("ID", with: id))
    }

    @Test("Meta that is no object is refused", arguments: ["null", "[]", "5", #""x""#])
    func oddMeta(_ meta: String) async throws {
        let answer = try await TestNode(.memory).ask(
            .put, "Basic/a", #"{"resourceType":"Basic","id":"a","meta":\#(meta)}"#)
        #expect(answer.status == 400)
        #expect(answer.expressions == ["Basic.meta"])
    }

    @Test("Random JSON survives store, search, bundle and history", arguments: StoreKind.allCases)
    func random(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        var chance = RandomJSON(seed: 20_261_123)
        for number in 0..<300 {
            let json = chance.resource(id: "r\(number)")
            let stored = await node.ask(.put, "Basic/r\(number)", json)
            try #require(stored.status == 201, "\(json)\n\(stored.text)")
            let read = await node.get("Basic/r\(number)")
            #expect(try Self.unstamped(read) == json)
            #expect(read.text == stored.text)
            for bundle in [await node.get("Basic?_id=r\(number)"), await node.get("Basic/r\(number)/_history")] {
                #expect(bundle.entries.first?["resource"]?.bytes == read.response.body)
            }
        }
    }
}

/// Makes random resources with members that FHIR does not know.
struct RandomJSON {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func resource(id: String) -> String {
        var members =
            [#""resourceType":"Basic""#, #""id":"\#(id)""#]
            + (0..<Int.random(in: 0...6, using: &random)).map { number in
                #""x\#(number)\#(name())":\#(value(depth: 4))"#
            }
        if Bool.random(using: &random) {
            members.append(#""meta":{"tag":[{"code":"t"}],"unknown":\#(value(depth: 2))}"#)
        }
        members.shuffle(using: &random)
        return "{" + members.joined(separator: ",") + "}"
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return pick(["true", "false", "null"])
        case 1: return pick(["0", "-0", "1.00", "-12.50e-3", "1E400", "123456789012345678901234567890", "0.1e+7"])
        case 2...5: return "\"" + text() + "\""
        case 6:
            var items: [String] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) { items.append(value(depth: depth - 1)) }
            return "[" + items.joined(separator: ",") + "]"
        default:
            var items: [String] = []
            for number in 0..<Int.random(in: 0...4, using: &random) {
                items.append("\"\(number)\(name())\":\(value(depth: depth - 1))")
            }
            return "{" + items.joined(separator: ",") + "}"
        }
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            text += pick([
                "a", " ", "é", "李", "😀", #"\""#, #"\\"#, #"\/"#, #"\u0000"#, #"\ud83d\ude00"#, #"\n"#, "{", "]", ",",
                ":", "\u{2028}",
            ])
        }
        return text
    }

    private mutating func name() -> String { pick(["", "é", #"\u0041"#, #"\""#, "_", " ", "meta", "id"]) }

    private mutating func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
}
