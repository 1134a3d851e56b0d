// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import Testing

@Suite("Parts of a resource that is read")
struct SubsetTests {
    static let patient =
        #"{"resourceType":"Patient","id":"p","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},"active":true,"name":[{"family":"Okafor"}],"photo":[{"title":"x"}],"deceasedBoolean":false}"#
    static let always = ["id", "meta", "resourceType"]

    @Test(
        "hold what was asked for and say that they are a part",
        arguments: ["Patient/p", "Patient/p/_history/1"],
        [
            ("_elements=name", ["name"]), ("_elements=id,resourceType,name", ["name"]),
            ("_elements=name,Patient.active,deceased", ["active", "deceasedBoolean", "name"]),
            ("_summary=text", ["text"]), ("_summary=data", ["active", "deceasedBoolean", "name", "photo"]),
            ("_summary=true", ["active", "deceasedBoolean", "name"]),
        ])
    func parts(_ address: String, _ asked: (parameter: String, members: [String])) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Self.patient)
            let answer = await node.get("\(address)?\(asked.parameter)")
            let resource = try #require(answer.resource, "\(answer.text)")
            #expect(resource.node.children.compactMap(\.name).sorted() == (Self.always + asked.members).sorted())
            #expect(resource["meta"]?.items("tag").compactMap { $0["code"]?.string } == ["SUBSETTED"])
            #expect(resource["meta"]?["versionId"]?.string == "1")
            #expect(answer.etag == #"W/"1""#, "the tag is the version's, to change it or to ask again")
            #expect(answer.response.disclosure.people == ["p"])
            let xml = await node.get("\(address)?\(asked.parameter)&_format=xml")
            #expect(xml.status == 200 && xml.text.contains("SUBSETTED"))
        }
    }

    @Test("are not sent again to who has the version, and the whole comes without a mark")
    func conditional() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        for address in ["Patient/p?_summary=true", "Patient/p?_elements=name", "Patient/p"] {
            let answer = await node.ask(.get, address, headers: FHIRHeaders(ifNoneMatch: #"W/"1""#))
            #expect(answer.status == 304 && answer.etag == #"W/"1""# && answer.text.isEmpty)
        }
        #expect(await node.get("Patient/p?_summary=false").text == node.get("Patient/p").text)
        #expect(!(await node.get("Patient/p").text.contains("SUBSETTED")))
    }

    @Test("of a Binary are resources, never what it holds")
    func binary() async throws {
        let node = try TestNode(.memory)
        try await node.put(#"{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"YQ=="}"#)
        let answer = await node.ask(.get, "Binary/b?_summary=true", headers: FHIRHeaders(accept: "*/*"))
        #expect(answer.resource?.type == "Binary" && answer.resource?["data"] == nil, "\(answer.text)")
    }

    @Test("leave out names that are no elements where the client wants that, and say so")
    func lenient() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let lenient = FHIRHeaders(prefer: "handling=lenient")
        let answer = await node.ask(.get, "Patient?_elements=nonsense,name", headers: lenient)
        #expect(answer.status == 200 && answer.link("self") == TestNode.base + "/Patient?_elements=name")
        #expect(answer.entries.last?["search"]?["mode"]?.string == "outcome")
        #expect(answer.entries.first?["resource"]?["name"] != nil)
        #expect(answer.entries.first?["resource"]?["photo"] == nil)
        let none = await node.ask(.get, "Patient?_elements=nonsense", headers: lenient)
        #expect(none.entries.first?["resource"]?["photo"] != nil)
        // What is included may be of another type than what is searched.
        #expect(await node.get("Observation?_include=Observation:subject&_elements=status,photo").status == 200)
        #expect(await node.get("Observation?_elements=status,photo").status == 400)
        #expect(await node.get("?_type=Patient,Observation&_elements=photo,status").status == 200)
    }
}
