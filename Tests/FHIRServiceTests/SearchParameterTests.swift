// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("A SearchParameter that is stored becomes a parameter of the node")
struct SearchParameterTests {
    static func parameter(
        _ id: String = "colour", code: String = "eye-colour", type: String = "token", base: String = "Patient",
        expression: String = "Patient.extension('urn:eye').value", status: String = "active", more: String = ""
    ) -> String {
        """
        {"resourceType":"SearchParameter","id":"\(id)","url":"urn:parameter:\(id)","name":"A","description":"a",\
        "status":"\(status)","code":"\(code)","type":"\(type)","base":["\(base)"],"expression":"\(expression)"\(more)}
        """
    }

    static func patient(_ id: String, eye: String) -> String {
        """
        {"resourceType":"Patient","id":"\(id)","extension":[{"url":"urn:eye","valueCode":"\(eye)"}],\
        "managingOrganization":{"reference":"Organization/\(eye)"}}
        """
    }

    /// The ids of a search, once the node has built what it needs.
    private func found(_ address: String, _ node: TestNode) async throws -> [String] {
        for _ in 0..<500 where try await !node.store.indexBuilds().isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await node.pages(address).flatMap { $0 }
    }

    @Test("It finds what was stored before and what comes later", arguments: StoreKind.allCases)
    func finds(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        for (id, eye) in [("a", "blue"), ("b", "brown")] { try await node.put(Self.patient(id, eye: eye)) }
        #expect(await node.get("Patient?eye-colour=blue").status == 400)
        #expect(await node.ask(.put, "SearchParameter/colour", Self.parameter()).status == 201)
        try await node.put(Self.patient("c", eye: "blue"))
        #expect(try await found("Patient?eye-colour=blue", node) == ["Patient/a", "Patient/c"])
        #expect(try await found("Patient?eye-colour:missing=true", node) == [])
        #expect(try await found("Patient?eye-colour:not=blue", node) == ["Patient/b"])
        #expect(
            try await found("Patient?_sort=eye-colour,_id&_count=1", node) == ["Patient/a", "Patient/c", "Patient/b"])
        try await node.put(Self.patient("a", eye: "green"))
        #expect(try await found("Patient?eye-colour=blue,green", node).sorted() == ["Patient/a", "Patient/c"])
        await #expect(node.ask(.delete, "Patient?eye-colour=brown").status == 204)
        #expect(try await found("Patient?eye-colour=brown", node) == [])
        try await node.put(#"{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/c"}}"#)
        #expect(try await found("Observation?subject:Patient.eye-colour=blue", node) == ["Observation/o"])
    }

    @Test("It is stated once it can be used, and gone when it is withdrawn", arguments: StoreKind.allCases)
    func isStated(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        func isStated() async throws -> Bool {
            let types = CapabilityTests.types(try await CapabilityTests.statement(node))
            let patient = try #require(types.first { $0["type"]?.string == "Patient" })
            return CapabilityTests.texts(patient, "searchParam", "definition").contains("urn:parameter:colour")
        }
        try await node.put(Self.patient("a", eye: "blue"))
        #expect(try await !isStated())
        try await node.put(Self.parameter())
        #expect(try await found("Patient?eye-colour=blue", node) == ["Patient/a"])
        #expect(try await isStated())
        try await node.put(Self.parameter(status: "retired"))
        #expect(try await !isStated())
        #expect(await node.get("Patient?eye-colour=blue").status == 400)
        try await node.put(Self.parameter())
        #expect(try await found("Patient?eye-colour=blue", node) == ["Patient/a"])
        #expect(await node.ask(.delete, "SearchParameter/colour").status == 204)
        #expect(try await !isStated())
        #expect(await node.get("Patient?eye-colour=blue").status == 400)
    }

    @Test("References of its own can be included and followed", arguments: StoreKind.allCases)
    func references(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(#"{"resourceType":"Organization","id":"blue","name":"Blue"}"#)
        try await node.put(Self.patient("a", eye: "blue"))
        try await node.put(
            Self.parameter(
                "keeper", code: "keeper", type: "reference", expression: "Patient.managingOrganization",
                more: #","target":["Organization"]"#))
        #expect(try await found("Patient?keeper=blue", node) == ["Patient/a"])
        #expect(try await found("Patient?keeper.name=Blue", node) == ["Patient/a"])
        #expect(try await found("Organization?_has:Patient:keeper:_id=a", node) == ["Organization/blue"])
        #expect(await node.get("Patient?_include=Patient:keeper").references(mode: "include") == ["Organization/blue"])
        let reverse = await node.get("Organization?_revinclude=Patient:keeper")
        #expect(reverse.references(mode: "include") == ["Patient/a"])
    }

    @Test("All kinds of values can be looked for", arguments: StoreKind.allCases)
    func kinds(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let observation = #"""
            {"resourceType":"Observation","id":"o","status":"final","issued":"2026-02-03T04:05:06Z",\#
            "valueQuantity":{"value":5.4,"system":"http://unitsofmeasure.org","code":"mg"},\#
            "component":[{"valueInteger":7},{"valueInteger":9}],"code":{"text":"Crème brûlée"},\#
            "identifier":[{"system":"urn:s","value":"v"}],"implicitRules":"http://rules.example/a/b"}
            """#
        try await node.put(observation)
        let cases = [
            ("issued-on", "date", "Observation.issued", "ge2026-02", "lt2026-02"),
            ("amount", "quantity", "Observation.value.as(Quantity)", "5.4", "7||mg"),
            ("part", "number", "Observation.component.value.as(integer)", "9", "8"),
            ("words", "string", "Observation.code.text", "creme", "brulee"),
            ("name-tag", "token", "Observation.identifier", "urn:s|v", "urn:t|v"),
            ("any-tag", "token", "Observation.identifier", "urn:s|", "urn:t|"),
            ("rules", "uri", "Observation.implicitRules", "http://rules.example/a/b", "http://rules.example/a"),
            // A condition that no path can say.
            ("big", "number", "Observation.component.where(value > 8).value", "9", "7"),
            ("count", "number", "Observation.component.count()", "2", "1"),
        ]
        for (code, type, expression, _, _) in cases {
            let json = Self.parameter(code, code: code, type: type, base: "Observation", expression: expression)
            let answer = await node.ask(.put, "SearchParameter/\(code)", json)
            #expect(answer.status == 201, "\(code): \(answer.text)")
        }
        for (code, _, _, match, other) in cases {
            let value = { (text: String) in FormParameters.queryText([(code, text)]) }
            #expect(try await found("Observation" + value(match), node) == ["Observation/o"], "\(code)=\(match)")
            #expect(try await found("Observation" + value(other), node) == [], "\(code)=\(other)")
        }
    }

    @Test(
        "One that cannot be used is refused where it is wrong",
        arguments: [
            (parameter(expression: "Patient.name..given"), "SearchParameter.expression"),
            (parameter(expression: "Patient.colour"), "SearchParameter.expression"),
            (parameter(expression: "Observation.status"), "SearchParameter.expression"),
            (parameter(expression: "Patient.name.soundsLike('x')"), "SearchParameter.expression"),
            (parameter(type: "date", expression: "Patient.name"), "SearchParameter.type"),
            (parameter(type: "composite"), "SearchParameter.type"),
            (parameter(code: "family"), "SearchParameter.code"),
            (parameter(code: "_count"), "SearchParameter.code"),
            (parameter(code: "a.b"), "SearchParameter.code"),
            (parameter(code: "_id"), "SearchParameter.code"),
            (parameter(code: "other", more: #","target":["Colour"]"#), "SearchParameter.target"),
        ])
    func refuses(_ json: String, _ location: String) async throws {
        let node = try TestNode(.memory)
        for (method, address) in [(FHIRRequest.Method.post, "SearchParameter"), (.put, "SearchParameter/colour")] {
            let answer = await node.ask(method, address, json)
            #expect([400, 422].contains(answer.status), "\(answer.text)")
            #expect(answer.text.contains(location), "\(answer.text)")
        }
        // The same as a note that nobody is to search by.
        let draft = json.replacing(#""status":"active""#, with: #""status":"draft""#)
        if !json.contains("Colour") { #expect(await node.ask(.put, "SearchParameter/colour", draft).status == 201) }
    }

    @Test("Of two with the same name the second is refused, also when both come at once", arguments: StoreKind.allCases)
    func clashes(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for number in 0..<16 {
                group.addTask {
                    await node.ask(.put, "SearchParameter/p\(number)", Self.parameter("p\(number)")).status
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 201 } == 1)
        #expect(statuses.count { $0 == 422 } == 15)
    }

    @Test("One of R4's own parameters may be stored; it changes nothing")
    func keepsStandard() async throws {
        let node = try TestNode(.memory)
        let json = Self.parameter(code: "family", type: "string", expression: "Patient.name.family")
            .replacing("urn:parameter:colour", with: "http://hl7.org/fhir/SearchParameter/individual-family")
        #expect(await node.ask(.put, "SearchParameter/colour", json).status == 201)
        #expect(node.store.searchParameters.custom.isEmpty)
    }

    @Test("While it is being built, searches by it say how far it is")
    func tellsProgress() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fhir-service-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.path + "/store.sqlite", limits: .init(buildsIndex: false))
        let service = FHIRService(store: store, base: TestNode.base)
        for (id, json) in [("Patient/a", Self.patient("a", eye: "blue")), ("SearchParameter/colour", Self.parameter())]
        {
            let path = id.split(separator: "/").map(String.init)
            let request = FHIRRequest(.put, path, body: Array(json.utf8), caller: TestNode.writer)
            #expect(await service.respond(to: request).status == 201)
        }
        for query in [[("eye-colour", "blue")], [("_sort", "eye-colour")], [("link:Patient.eye-colour", "blue")]] {
            let answer = Answer(
                await service.respond(to: FHIRRequest(.get, ["Patient"], query: query, caller: TestNode.writer)))
            #expect(answer.status == 503, "\(query)")
            #expect(answer.response.header("Retry-After") != nil)
            #expect(answer.diagnostics.contains("'Patient.eye-colour' is being built: 0 of 1"), "\(answer.text)")
        }
        let statement = await service.respond(to: FHIRRequest(.get, ["metadata"], caller: TestNode.writer))
        #expect(!Answer(statement).text.contains("eye-colour"))
        try await store.close()
    }
}
