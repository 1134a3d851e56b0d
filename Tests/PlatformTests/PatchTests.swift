// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("Patches over HTTP")
struct PatchTests {
    @Test("A PATCH by id and one by condition reach the resource and are answered with it")
    func patches() async throws {
        let node = try await OneNode()
        let patient = #"{"resourceType": "Patient", "id": "a", "active": true}"#
        #expect(try await node.sender.send(.PUT, "/Patient/a", Array(patient.utf8)).status == 201)
        for (address, value) in [("/Patient/a", "false"), ("/Patient?_id=a", "true")] {
            let patch = """
                {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": [
                {"name": "type", "valueCode": "replace"}, {"name": "path", "valueString": "Patient.active"},
                {"name": "value", "valueBoolean": \(value)}]}]}
                """
            let (status, text) = try await node.sender.send(.PATCH, address, Array(patch.utf8))
            #expect(status == 200, "\(text)")
            #expect(try JSONDocument.parse(Array(text.utf8)).root["active"]?.primitiveText == value)
        }
        let (status, text) = try await node.sender.send(.PATCH, "/Patient/a", Array("[]".utf8))
        #expect(status == 400)
        #expect(text.contains("OperationOutcome"))
        #expect(try await node.sender.send(.GET, "/Patient/a", []).text.contains(#""versionId":"3""#))
    }
}
