// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Conditional changes do not tell of what is hidden")
struct HiddenMatchTests {
    /// Callers from whom the same records are hidden: by label, or because they are about someone else.
    static let callers: [FHIRCaller] = [
        TestNode.caller(hidden: .hiv, mayWrite: true), TestNode.caller(only: ["q"], mayWrite: true),
    ]

    static func note(_ value: String, id: String? = nil, isHidden: Bool = false) -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        let subject = isHidden ? "p" : "q"
        return #"{"resourceType":"Basic",\#(id)\#(isHidden ? VisibilityTests.security : "")"identifier":"#
            + #"[{"system":"s","value":"\#(value)"}],"code":{},"subject":{"reference":"Patient/\#(subject)"}}"#
    }

    /// A node that holds `hidden` records with the identifier `s|1`.
    static func node(_ kind: StoreKind, hidden: Int) async throws -> TestNode {
        let node = try TestNode(kind)
        for patient in ["p", "q"] { try await node.put(#"{"resourceType":"Patient","id":"\#(patient)"}"#) }
        for number in 0..<hidden { try await node.put(note("1", id: "secret\(number)", isHidden: true)) }
        return node
    }

    struct Request: Sendable, CustomTestStringConvertible {
        var name: String
        var method: FHIRRequest.Method
        var address: String
        var body = ""
        var headers = FHIRHeaders()

        var testDescription: String { name }
    }

    static func bundle(_ entry: String) -> String { TransactionTests.bundle(entry) }

    static let requests: [Request] = [
        Request(
            name: "conditional create", method: .post, address: "Basic", body: note("1"),
            headers: .init(ifNoneExist: "identifier=s|1")),
        Request(
            name: "conditional update", method: .put, address: "Basic?identifier=s|1", body: note("1")),
        Request(name: "conditional delete", method: .delete, address: "Basic?identifier=s|1"),
        Request(
            name: "conditional create in a transaction", method: .post, address: "",
            body: bundle(
                #"{"resource":\#(note("1")),"request":{"method":"POST","url":"Basic","ifNoneExist":"identifier=s|1"}}"#)
        ),
        Request(
            name: "conditional delete in a transaction", method: .post, address: "",
            body: bundle(#"{"request":{"method":"DELETE","url":"Basic?identifier=s|1"}}"#)),
        Request(
            name: "conditional reference in a transaction", method: .post, address: "",
            body: bundle(
                #"{"resource":{"resourceType":"Basic","code":{},"subject":{"reference":"Basic?identifier=s|1"}},"#
                    + #""request":{"method":"POST","url":"Basic"}}"#)),
    ]

    @Test("None, one and several hidden matches are answered alike", arguments: requests, StoreKind.allCases)
    func alike(_ request: Request, _ kind: StoreKind) async throws {
        for caller in Self.callers {
            var answers: [String] = []
            for hidden in 0...2 {
                let node = try await Self.node(kind, hidden: hidden)
                let answer = await node.ask(
                    request.method, request.address, request.body, headers: request.headers, as: caller)
                answers.append(
                    "\(answer.status) \(answer.entryStatuses) \(answer.diagnostics) \(answer.expressions) \(answer.etag ?? "")"
                )
                #expect(!answer.text.contains("secret"))
                for number in 0..<hidden {
                    #expect(await node.get("Basic/secret\(number)").status == 200, "a hidden record was changed")
                }
            }
            #expect(Set(answers).count == 1, "\(answers)")
        }
    }

    @Test("A hidden match beside one that is seen does not count", arguments: StoreKind.allCases)
    func besideVisible(_ kind: StoreKind) async throws {
        for caller in Self.callers {
            let node = try await Self.node(kind, hidden: 1)
            try await node.put(Self.note("1", id: "seen"))
            let found = await node.ask(
                .post, "Basic", Self.note("1"), headers: .init(ifNoneExist: "identifier=s|1"), as: caller)
            #expect((found.status, found.reference) == (200, "Basic/seen"))
            #expect(await node.ask(.delete, "Basic?identifier=s|1", as: caller).status == 204)
            #expect(await node.get("Basic/seen").status == 410)
            #expect(await node.get("Basic/secret0").status == 200)
        }
    }

    @Test("A version that does not fit is told without the current one", arguments: StoreKind.allCases)
    func versions(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind, hidden: 1)
        var told: Set<String> = []
        for id in ["secret0", "nothing"] {
            let answer = await node.ask(
                .put, "Basic/\(id)", Self.note("1", id: id), headers: .init(ifMatch: #"W/"7""#), as: Self.callers[0])
            #expect(answer.status == 412)
            told.insert(answer.text)
        }
        #expect(told.count == 1, "\(told)")
    }

    @Test("A resource that moves to another person concerns both", arguments: StoreKind.allCases)
    func moves(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind, hidden: 0)
        func note(_ person: String) -> String {
            #"{"resourceType":"Basic","id":"n","code":{},"subject":{"reference":"Patient/\#(person)"}}"#
        }
        #expect(await node.ask(.put, "Basic/n", note("p")).response.disclosure.people == ["p"])
        let moved = await node.ask(.put, "Basic/n", note("q"))
        #expect(moved.response.disclosure.people == ["p", "q"])
        let back = await node.ask(
            .post, "",
            TransactionTests.bundle(#"{"resource":\#(note("p")),"request":{"method":"PUT","url":"Basic/n"}}"#))
        #expect(back.entryStatuses == ["200"])
        #expect(back.response.disclosure.people == ["p", "q"])
        #expect(await node.ask(.delete, "Basic/n").response.disclosure.people == ["p"])
    }
}
