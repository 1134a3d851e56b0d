// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct ResourceTests {
    @Test("A resource knows its type and id and finds its members")
    func reads() throws {
        let resource = try Resource(
            #"{"resourceType":"Patient","id":"p1","name":[{"family":"Osei"}],"active":true}"#.utf8)
        #expect(resource.reference == "Patient/p1")
        #expect(resource.items("name").first { _ in true }?["family"]?.string == "Osei")
        #expect(resource["active"]?.bool == true)
        #expect(resource["deceasedBoolean"] == nil)
        #expect(Array(resource.items("missing")).isEmpty)
    }

    @Test(
        "Texts that are no resources are refused",
        arguments: [
            (#"[]"#, ResourceFailure.notAnObject), (#"{"id":"1"}"#, .noResourceType),
            (#"{"resourceType":7}"#, .noResourceType),
        ])
    func refuses(json: String, failure: ResourceFailure) {
        #expect(throws: failure) { try Resource(json.utf8) }
    }

    @Test("A resource inside a bundle keeps its own bytes")
    func inBundle() throws {
        let inner = #"{"resourceType":"Observation","valueDecimal":1.00}"#
        let bundle = try Resource(#"{"resourceType":"Bundle","entry":[{"resource": \#(inner) }]}"#.utf8)
        let entry = try #require(bundle.items("entry").first { _ in true }?["resource"])
        #expect(String(decoding: try Resource(entry).bytes, as: UTF8.self) == inner)
    }
}
