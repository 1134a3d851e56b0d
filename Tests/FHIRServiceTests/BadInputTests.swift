// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

/// Done-list 6 of issue 2, as far as it concerns FHIR.
@Suite("Bad input is refused with place and remedy, and nothing is stored")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var address = "Patient"
        var method = FHIRRequest.Method.post
        var body: String
        var status = 400
        var code: String
        /// Words of place and remedy.
        var says: [String]
        var expression: String?

        var testDescription: String { name }
    }

    static func entry(_ fullURL: String, _ method: String, _ url: String, _ id: String) -> String {
        #"{"fullUrl":"\#(fullURL)","resource":{"resourceType":"Patient","id":"\#(id)"},"#
            + #""request":{"method":"\#(method)","url":"\#(url)"}}"#
    }

    static func deep(_ open: String, _ close: String) -> String {
        #"{"resourceType":"Patient","extension":"# + String(repeating: open, count: 200) + "1"
            + String(repeating: close, count: 200) + "}"
    }

    @Test(
        "Refusals never repeat a value that was sent",
        arguments: [
            (.post, "Patient", #"{"resourceType":"9434765919"}"#),
            (.post, "Patient", #"{"resourceType":"9434765919","x":}"#),
            (.post, "", #"{"resourceType":"9434765919"}"#), (.get, "9434765919", ""),
            (.get, "Patient/a/9434765919", ""),
            (.get, "Patient/a/$everything?_type=9434765919", ""), (.get, "Patient?_sort=9434765919", ""),
            (.get, "Patient?_include=Patient:9434765919", ""), (.get, "Patient?birthdate=9434765919", ""),
            (.get, "Patient?_page=9434765919", ""), (.get, "Patient?_id=9434765919%21", ""),
            (
                .post, "",
                #"{"resourceType":"Bundle","type":"transaction","entry":["#
                    + #"{"request":{"method":"DELETE","url":"Patient/9434765919"}},"#
                    + #"{"request":{"method":"DELETE","url":"Patient/9434765919"}}]}"#
            ),
        ] as [(FHIRRequest.Method, String, String)])
    func repeatsNoValue(_ method: FHIRRequest.Method, _ address: String, _ body: String) async throws {
        let answer = await (try TestNode(.memory)).ask(method, address, body)
        #expect((400..<500).contains(answer.status))
        #expect(!String(decoding: answer.response.body, as: UTF8.self).contains("9434765919"))
    }

    static let texts: [Case] = [
        Case(
            name: "JSON cut off in a name", body: "{\"resourceType\":\"Patient\",\n\"name\":[{\"family\":\"Oka",
            code: "structure", says: ["no closing quote", "line 2", "column"]),
        Case(
            name: "JSON cut off behind a value",
            body: "{\"resourceType\":\"Patient\",\n\"name\":[{\"family\":\"Okafor\"",
            code: "structure", says: ["send it whole", "line 2", "column 27", "Patient.name[0]"]),
        Case(
            name: "lists of 200 levels", body: deep("[", "]"), code: "structure",
            says: ["too deep", "line 1", "column", "Patient.extension"]),
        Case(
            name: "objects of 200 levels", body: deep(#"{"extension":"#, "}"), code: "structure",
            says: ["too deep", "line 1", "column", "Patient.extension"]),
        Case(
            name: "a body of 100 MB",
            body: #"{"resourceType":"Patient","language":""# + String(repeating: "a", count: 100_000_000) + "\"}",
            status: 413, code: "too-long", says: ["larger than the limit", "Binary"]),
        Case(
            name: "a member twice", body: "{\"resourceType\":\"Patient\",\n  \"active\":true,\n  \"active\":true}",
            code: "structure", says: ["used twice", "keep one", "line 3", "column", "Patient.active"],
            expression: "Patient.active"),
        Case(
            name: "a member twice, once by escapes",
            body: #"{"resourceType":"Patient","name":[{"family":"A","\u0066amily":"B"}]}"#, code: "structure",
            says: ["used twice", "line 1", "column", "Patient.name[0]."]),
    ]

    static let types: [Case] = [
        Case(
            name: "text where true or false belongs", body: #"{"resourceType":"Patient","active":"yes"}"#,
            code: "value",
            says: ["true or false"], expression: "Patient.active"),
        Case(
            name: "an object where a list belongs", body: #"{"resourceType":"Patient","name":{"family":"Okafor"}}"#,
            code: "structure", says: ["name"], expression: "Patient.name"),
        Case(
            name: "a number where text belongs", body: #"{"resourceType":"Patient","name":[{"family":7}]}"#,
            code: "value", says: ["text"], expression: "Patient.name[0].family"),
        Case(
            name: "a date that is none", body: #"{"resourceType":"Patient","birthDate":"31/12/1980"}"#, code: "value",
            says: ["A date is written as"], expression: "Patient.birthDate"),
        Case(
            name: "another type than the address's", body: #"{"resourceType":"Group"}"#, code: "value",
            says: ["Group", "Patient"], expression: "resourceType"),
    ]

    static let bundles: [Case] = [
        Case(
            name: "one id twice in a transaction", address: "",
            body: TransactionTests.bundle(
                entry("urn:uuid:1", "PUT", "Patient/a", "a"), entry("urn:uuid:2", "PUT", "Patient/a", "a")),
            code: "duplicate", says: ["change it once"], expression: "Bundle.entry[1].request.url"),
        Case(
            name: "one fullUrl twice in a transaction", address: "",
            body: TransactionTests.bundle(
                entry("urn:uuid:1", "PUT", "Patient/a", "a"), entry("urn:uuid:1", "PUT", "Patient/b", "b")),
            code: "duplicate", says: ["same fullUrl", "entry 0"], expression: "Bundle.entry[1].fullUrl"),
        Case(
            name: "a transaction cut off", address: "",
            body: String(TransactionTests.bundle(entry("urn:uuid:1", "PUT", "Patient/a", "a")).dropLast(3)),
            code: "structure", says: ["line", "column"]),
        Case(
            name: "a wrong type in an entry", address: "",
            body: TransactionTests.bundle(
                entry("urn:uuid:1", "PUT", "Patient/a", "a"),
                #"{"resource":{"resourceType":"Patient","id":"b","active":1},"request":{"method":"PUT","url":"Patient/b"}}"#
            ), code: "value", says: ["true or false"], expression: "Bundle.entry[1].resource.active"),
    ]

    @Test("one issue for each fault", arguments: texts + types + bundles)
    func refuses(_ bad: Case) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            let answer = await node.ask(bad.method, bad.address, bad.body)
            #expect(answer.status == bad.status)
            #expect(answer.isOutcome)
            #expect(answer.codes.contains(bad.code), "\(answer.codes)")
            for words in bad.says { #expect(answer.diagnostics.contains(words), "\(answer.diagnostics)") }
            if let expression = bad.expression {
                #expect(answer.expressions.contains(expression), "\(answer.expressions)")
            }
            #expect(answer.text.utf8.count < 2_000, "an answer of \(answer.text.utf8.count) bytes")
            #expect(!answer.text.contains("Okafor"), "what was sent is not told again")
            #expect(try await node.store.snapshot().version == 0)
        }
    }

    @Test("an entry of a batch that needs another one is refused by itself", arguments: StoreKind.allCases)
    func dependentBatch(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let answer = await node.ask(
            .post, "",
            TransactionTests.bundle(
                #"{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}"#,
                #"{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Basic","code":{},"subject":{"reference":"urn:uuid:1"}},"request":{"method":"POST","url":"Basic"}}"#,
                #"{"resource":{"resourceType":"Basic","code":{},"subject":{"reference":"urn:uuid:elsewhere"}},"request":{"method":"POST","url":"Basic"}}"#,
                type: "batch"))
        #expect(answer.entryStatuses == ["201", "400", "201"])
        let outcome = answer.entries[1]["response"]?["outcome"]
        let issue = outcome?.items("issue").first { _ in true }
        #expect(issue?["diagnostics"]?.string?.contains("send them as a transaction") == true)
        #expect(issue?.items("expression").first { _ in true }?.string == "Bundle.entry[1].resource")
    }
}
