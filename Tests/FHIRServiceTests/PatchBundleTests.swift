// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import Foundation
import RecordStore
import Testing

@Suite("Patches in bundles")
struct PatchBundleTests {
    static func patch(
        _ url: String, _ body: String, type: String = PatchTests.jsonPatch, more: String = ""
    ) -> String {
        let data = Data(body.utf8).base64EncodedString()
        return TransactionTests.entry(
            "PATCH", url, #"{"resourceType":"Binary","contentType":"\#(type)","data":"\#(data)"}"#, more: more)
    }

    static func fhirPath(_ url: String, _ path: String, _ value: String) -> String {
        TransactionTests.entry("PATCH", url, PatchTests.fhirPath(path, value))
    }

    @Test(
        "Entries patch by Binary and by Parameters, by id and by condition",
        arguments: ["transaction", "batch"], StoreKind.allCases)
    func entries(_ type: String, _ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        try await node.put(#"{"resourceType":"Basic","id":"b","code":{"text":"t"}}"#)
        try await node.put(#"{"resourceType":"Basic","id":"c","code":{"text":"t"}}"#)
        let answer = await node.ask(
            .post, "",
            TransactionTests.bundle(
                Self.patch("Patient?identifier=s|1", PatchTests.activate),
                Self.fhirPath("Basic/b", "Basic.code.text", #""valueString":"u""#),
                Self.patch(
                    "Basic/c", #"<diff><replace sel="Basic/code/text/@value">v</replace></diff>"#,
                    type: "application/xml-patch+xml", more: #","ifMatch":"W/\"1\"""#),
                TransactionTests.entry("GET", "Basic/b"), type: type))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.entryStatuses == ["200", "200", "200", "200"], "\(answer.text)")
        #expect(await node.get("Patient/p").resource?["active"]?.bool == false)
        #expect(answer.entries.last?["resource"]?["code"]?["text"]?.string == "u")
        #expect(await node.get("Basic/c").resource?["code"]?["text"]?.string == "v")
        #expect(answer.entries[0]["response"]?["etag"]?.string == "W/\"2\"")
        #expect(answer.response.disclosure.people.contains("p"))
    }

    @Test(
        "A transaction with a patch that cannot be made changes nothing and names the entry",
        arguments: StoreKind.allCases)
    func refused(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let put = TransactionTests.entry("PUT", "Patient/q", TransactionTests.patient("q", value: "2"))
        let cases: [(String, Int)] = [
            (Self.patch("Patient/p", #"[{"op":"remove","path":"/birthDate"}]"#), 422),
            (Self.patch("Patient/none", "[]"), 404), (Self.patch("Patient?identifier=s|9", "[]"), 404),
            (Self.patch("Patient/p", "[]", type: "text/plain"), 415), (Self.patch("Patient/p", "{}"), 400),
            (Self.patch("Patient/p", "[]", more: #","ifMatch":"W/\"7\"""#), 412),
            (TransactionTests.entry("PATCH", "Patient/p"), 400),
            (TransactionTests.entry("PATCH", "Patient/p", TransactionTests.patient("p")), 400),
            (TransactionTests.entry("PATCH", "Patient/p", #"{"resourceType":"Binary","data":"%%"}"#), 400),
        ]
        for (entry, status) in cases {
            let answer = await node.ask(.post, "", TransactionTests.bundle(put, entry))
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.expressions.allSatisfy { $0.hasPrefix("Bundle.entry[1]") }, "\(answer.expressions)")
            let batch = await node.ask(.post, "", TransactionTests.bundle(entry, type: "batch"))
            #expect(batch.entryStatuses == [String(status)], "\(batch.text)")
            // That a patch does not fit tells something of the record, and only then.
            let people: Set<String> = status == 422 || status == 412 ? ["p"] : []
            #expect(answer.response.disclosure.people == people && batch.response.disclosure.people == people)
        }
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("A resource is changed once in a transaction, be it by a patch")
    func once() async throws {
        let node = try await PatchTests.node()
        let answer = await node.ask(
            .post, "",
            TransactionTests.bundle(
                Self.patch("Patient/p", PatchTests.activate),
                TransactionTests.entry("PUT", "Patient/p", TransactionTests.patient("p"))))
        #expect(answer.status == 400 && answer.codes == ["duplicate"])
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("What a patch refers to by a temporary or conditional address is resolved", arguments: StoreKind.allCases)
    func references(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        try await node.put(#"{"resourceType":"Basic","id":"b","code":{"text":"t"}}"#)
        let add = PatchTests.fhirPath(
            "Basic", #""valueReference":{"reference":"Patient?identifier=s|1"}"#, type: "add",
            more: #"{"name":"name","valueString":"subject"},"#)
        let author = #"[{"op":"add","path":"/author","value":{"reference":"\#(TransactionTests.first)"}}]"#
        try await node.put(#"{"resourceType":"Basic","id":"c","code":{"text":"t"}}"#)
        let answer = await node.ask(
            .post, "",
            TransactionTests.bundle(
                TransactionTests.entry(
                    "POST", "Practitioner", #"{"resourceType":"Practitioner"}"#, fullURL: TransactionTests.first),
                TransactionTests.entry("PATCH", "Basic/b", add), Self.patch("Basic/c", author)))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(await node.get("Basic/b").resource?["subject"]?["reference"]?.string == "Patient/p")
        let practitioner = try #require(answer.entryReferences[0])
        #expect(await node.get("Basic/c").resource?["author"]?["reference"]?.string == practitioner)
    }

    @Test("Who may only read may patch in no bundle, and what is hidden is not there", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        try await node.put(#"{"resourceType":"Basic","id":"s",\#(VisibilityTests.security)"code":{"text":"t"}}"#)
        let blind = TestNode.caller(hidden: .hiv, mayWrite: true)
        for (caller, address, status) in [(TestNode.reader, "Patient/p", 403), (blind, "Basic/s", 404)] {
            let entry = Self.patch(address, #"[{"op":"add","path":"/language","value":"en"}]"#)
            #expect(await node.ask(.post, "", TransactionTests.bundle(entry), as: caller).status == status)
            let batch = await node.ask(.post, "", TransactionTests.bundle(entry, type: "batch"), as: caller)
            #expect(batch.entryStatuses == [String(status)])
        }
        #expect(try await node.store.snapshot().version == 2)
    }
}
