// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("What a node answers to bad input over HTTP")
struct BadInputTests {
    struct Input: Sendable, CustomTestStringConvertible {
        var name: String
        var path = "/Patient"
        var body: String
        var status = 400
        /// What the diagnostics must tell.
        var says: String
        var testDescription: String { name }
    }

    static let inputs = [
        Input(
            name: "JSON that is cut off", body: #"{"resourceType": "Patient", "name": [{"family": "A""#, says: "line 1"),
        Input(
            name: "a wrong type", body: #"{"resourceType": "Patient", "active": "yes"}"#, says: "active"),
        Input(
            name: "a member given twice",
            body: #"{"resourceType": "Patient", "id": "a", "gender": "male", "gender": "female"}"#,
            says: "gender"),
        Input(
            name: "a control character in a text",
            body: #"{"resourceType": "Patient", "name": [{"family": "a\u0000b"}]}"#, says: "Patient.name[0].family"),
        Input(name: "another resource type than the address", body: #"{"resourceType": "Basic"}"#, says: "Patient"),
        Input(name: "no JSON", body: "<Patient/>", says: "line 1"),
        Input(name: "nothing", body: "", says: ""),
        Input(
            name: "200 levels",
            body: #"{"resourceType": "Patient", "extension": "# + String(repeating: #"[{"extension": "#, count: 200)
                + "[]" + String(repeating: "}]", count: 200) + "}", says: "deep"),
        Input(
            name: "a bundle with one address twice", path: "",
            body: #"{"resourceType": "Bundle", "type": "transaction", "entry": ["#
                + #"{"fullUrl": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "resource": {"resourceType": "Patient", "id": "a"}, "request": {"method": "PUT", "url": "Patient/a"}},"#
                + #"{"fullUrl": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e1", "resource": {"resourceType": "Patient", "id": "a"}, "request": {"method": "PUT", "url": "Patient/a"}}]}"#,
            says: "Bundle.entry[1]"),
    ]

    @Test("Each bad input gets an OperationOutcome that tells what and where, and nothing is stored")
    func outcomes() async throws {
        let node = try await OneNode()
        for input in Self.inputs {
            let (status, text) = try await node.sender.send(.POST, input.path, Array(input.body.utf8))
            #expect((400..<500).contains(status), "\(input.name): \(status) \(text.prefix(300))")
            let root = try JSONDocument.parse(Array(text.utf8)).root
            #expect(root["resourceType"]?.string == "OperationOutcome", "\(input.name)")
            let issue = root["issue"]?.children.first { _ in true }
            #expect(issue?["severity"]?.string == "error" || issue?["severity"]?.string == "fatal", "\(input.name)")
            #expect(input.says.isEmpty || text.contains(input.says), "\(input.name): \(text.prefix(400))")
            #expect(text.utf8.count < 4_000, "\(input.name): an answer of \(text.utf8.count) bytes")
        }
        #expect(try await node.count("Patient") == 0)
    }

    @Test("A body of 100 MB is refused with a clear answer, and the node goes on")
    func tooLarge() async throws {
        let node = try await OneNode()
        let body = Array(#"{"resourceType": "Patient", "text": ""#.utf8) + [UInt8](repeating: 97, count: 100_000_000)
        let (status, text) = try await node.sender.send(.POST, "/Patient", body)
        #expect(status == 413)
        #expect(text.contains("50 MB"))
        #expect(
            try await node.sender.send(.POST, "/Patient", Array(#"{"resourceType": "Patient"}"#.utf8)).status == 201)
        #expect(try await node.count("Patient") == 1)
    }
}
