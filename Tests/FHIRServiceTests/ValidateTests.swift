// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import Testing

@Suite("$validate")
struct ValidateTests {
    static let right = #"{"resourceType":"Patient","id":"a","active":true}"#
    static let wrong = #"{"resourceType":"Patient","id":"a","gender":"x"}"#
    static let unsafe = #"{"resourceType":"Patient","id":"a","active":"x"}"#

    static func parameters(_ parts: String...) -> String {
        #"{"resourceType":"Parameters","parameter":[\#(parts.joined(separator: ","))]}"#
    }

    static func part(_ resource: String) -> String { #"{"name":"resource","resource":\#(resource)}"# }
    static func mode(_ code: String) -> String { #"{"name":"mode","valueCode":"\#(code)"}"# }

    @Test("What is right is told to be, whatever good practice misses")
    func passes() async throws {
        let answer = try await TestNode(.memory).ask(.post, "Patient/$validate", Self.right)
        #expect(answer.status == 200)
        #expect(answer.diagnostics.contains("All OK"))
        #expect(answer.severities.allSatisfy { $0 == "information" })
        #expect(answer.response.disclosure.people.isEmpty && answer.response.disclosure.changed.isEmpty)
    }

    @Test(
        "What is wrong is told with its place, and the status is still 200",
        arguments: [
            wrong, unsafe, parameters(part(wrong)), parameters(mode("create"), part(unsafe)),
            parameters(part(wrong), mode("no-action")),
        ])
    func fails(_ body: String) async throws {
        let answer = try await TestNode(.memory).ask(.post, "Patient/$validate", body)
        #expect(answer.status == 200)
        #expect(answer.severities.contains("error"))
        #expect(answer.expressions.contains { $0 == "Patient.gender" || $0 == "Patient.active" })
        #expect(!answer.diagnostics.contains("All OK"))
        #expect(answer.text.contains(#"operationoutcome-issue-line","valueInteger":1}"#))
    }

    @Test("Lines are told only where the caller has them")
    func lines() async throws {
        let node = try TestNode(.memory)
        let xml = await node.ask(
            .post, "Patient/$validate", Self.wrong, headers: .init(contentType: "application/fhir+xml"))
        #expect(!xml.text.contains("operationoutcome-issue-line"))
        try await node.put(Self.wrong)
        let stored = await node.get("Patient/a/$validate")
        #expect(stored.severities.contains("error"))
        #expect(!stored.text.contains("operationoutcome-issue-line"))
    }

    @Test("A stored resource is checked by its address", arguments: [FHIRRequest.Method.get, .post])
    func stored(_ method: FHIRRequest.Method) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.wrong)
        let answer = await node.ask(method, "Patient/a/$validate")
        #expect(answer.status == 200)
        #expect(answer.expressions.contains("Patient.gender"))
        #expect(answer.response.disclosure.people == ["a"])
        #expect(await node.ask(method, "Patient/b/$validate").status == 404)
        let hidden = await node.ask(method, "Patient/a/$validate", as: TestNode.caller(only: ["b"]))
        #expect(hidden.text == (await node.ask(method, "Patient/b/$validate")).text)
        #expect(await node.ask(.delete, "Patient/a").status == 204)
        #expect(await node.ask(method, "Patient/a/$validate").status == 410)
    }

    @Test("A profile is told not to be checked")
    func profile() async throws {
        let node = try TestNode(.memory)
        let part = #"{"name":"profile","valueUri":"http://e.example/p"}"#
        for answer in [
            await node.ask(.post, "Patient/$validate?profile=http://e.example/p", Self.right),
            await node.ask(.post, "Patient/$validate", Self.parameters(part, Self.part(Self.right))),
        ] {
            #expect(answer.status == 200)
            #expect(answer.codes.first == "not-supported" && answer.severities.first == "information")
            #expect(answer.diagnostics.contains("All OK"))
        }
    }

    @Test(
        "A mode asks whether the interaction would be carried out",
        arguments: [
            ("Patient/$validate?mode=create", right, false), ("Patient/a/$validate?mode=update", right, false),
            ("Patient/b/$validate?mode=update", right, true),
            ("Patient/a/$validate?mode=update", #"{"resourceType":"Patient","active":true}"#, true),
            ("Patient/a/$validate?mode=delete", "", false), ("Patient/a/$validate", parameters(mode("delete")), false),
            ("Patient/a/$validate", parameters(mode("update"), part(right)), false),
        ])
    func modes(_ address: String, _ body: String, _ isWrong: Bool) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.wrong)
        let answer = await node.ask(.post, address, body)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.severities.contains("error") == isWrong, "\(answer.text)")
        #expect(answer.diagnostics.contains("All OK") != isWrong)
        let reader = await node.ask(.post, address, body, as: TestNode.reader)
        #expect(reader.status == 200 && reader.codes.contains("forbidden"))
        #expect(await node.get("Patient/a").version == "1")
    }

    @Test("It is told which errors do not keep the server from storing")
    func stores() async throws {
        let node = try TestNode(.memory)
        let mild = await node.ask(.post, "Patient/$validate?mode=create", Self.wrong)
        #expect(mild.diagnostics.contains("do not keep this server from storing"))
        #expect(await node.ask(.post, "Patient", Self.wrong).status == 201)
        let bad = await node.ask(.post, "Patient/$validate?mode=create", Self.unsafe)
        #expect(!bad.diagnostics.contains("do not keep this server from storing"))
        #expect(await node.ask(.post, "Patient", Self.unsafe).status == 400)
    }

    @Test(
        "What cannot be checked is refused",
        arguments: [
            (.post, "Patient/$validate", "", 400), (.post, "Patient/$validate", "{", 400),
            (.post, "Patient/$validate", "[]", 400), (.post, "Patient/$validate", "{}", 400),
            (.post, "Observation/$validate", right, 400), (.post, "Patient/$validate", parameters(), 400),
            (.post, "Patient/$validate", parameters(part(right), mode("destroy")), 400),
            (.post, "Patient/$validate", parameters(part(right), #"{"name":"depth","valueInteger":1}"#), 400),
            (.post, "Patient/$validate", parameters(#"{"name":"resource","valueString":"x"}"#), 400),
            (.post, "Patient/$validate?mode=x", right, 400), (.post, "Patient/$validate?x=y", right, 400),
            (.post, "Patient/$validate?mode=update", right, 400), (.post, "Patient/$validate?mode=delete", right, 400),
            (.post, "Patient/a/$validate?mode=create", right, 400), (.post, "Patient/a/$validate?mode=update", "", 400),
            (.get, "Patient/$validate", "", 405), (.put, "Patient/$validate", right, 405),
            (.delete, "Patient/a/$validate", "", 405), (.put, "Patient/a/$validate", right, 405),
            (.post, "Horse/$validate", right, 404), (.post, "Patient/a/$validate/b", right, 404),
            (.post, "$validate", right, 404),
        ] as [(FHIRRequest.Method, String, String, Int)])
    func refusals(_ method: FHIRRequest.Method, _ address: String, _ body: String, _ status: Int) async throws {
        let answer = try await TestNode(.memory).ask(method, address, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.isOutcome)
    }

    @Test("Parameters can be checked themselves")
    func parametersThemselves() async throws {
        let node = try TestNode(.memory)
        let bare = await node.ask(.post, "Parameters/$validate", Self.parameters(#"{"name":"a"}"#))
        #expect(bare.status == 200 && bare.expressions.contains("Parameters.parameter[0]"), "\(bare.text)")
        let held = await node.ask(
            .post, "Parameters/$validate", Self.parameters(Self.part(Self.parameters(#"{"name":"a"}"#))))
        #expect(held.status == 200 && held.expressions.contains("Parameters.parameter[0]"), "\(held.text)")
    }

    @Test("Our own CapabilityStatement passes")
    func ownStatement() async throws {
        let node = try TestNode(.memory)
        let statement = await node.get("metadata").text
        let answer = await node.ask(.post, "CapabilityStatement/$validate", statement)
        #expect(answer.diagnostics.contains("All OK"), "\(answer.text.prefix(2_000))")
    }

    @Test("An outcome with lines passes too")
    func ownOutcome() async throws {
        let node = try TestNode(.memory)
        let outcome = await node.ask(.post, "Patient/$validate", Self.wrong).text
        let answer = await node.ask(.post, "OperationOutcome/$validate", outcome)
        #expect(answer.diagnostics.contains("All OK"), "\(answer.text)")
    }
}

extension Answer {
    fileprivate var severities: [String] {
        resource.map { $0.items("issue").compactMap { $0["severity"]?.string } } ?? []
    }
}
