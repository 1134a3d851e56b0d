// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import Testing

@Suite("The CapabilityStatement tells what is there")
struct CapabilityTests {
    static func statement(_ node: TestNode) async throws -> Resource {
        let answer = await node.get("metadata")
        #expect(answer.status == 200)
        return try #require(answer.resource)
    }

    static func types(_ statement: Resource) -> [JSONNode] {
        statement.items("rest").first { _ in true }.map { Array($0.items("resource")) } ?? []
    }

    static func texts(_ node: JSONNode, _ list: StaticString, _ member: StaticString) -> [String] {
        node.items(list).compactMap { $0[member]?.string }
    }

    @Test("It is one FHIR R4 statement of every type")
    func shape() async throws {
        let node = try TestNode(.memory)
        let statement = try await Self.statement(node)
        #expect(statement.type == "CapabilityStatement")
        #expect(statement["fhirVersion"]?.string == "4.0.1")
        #expect(statement["implementation"]?["url"]?.string == TestNode.base)
        #expect(statement["date"]?.string == "2026-11-23T09:30:00.000Z")
        #expect(Self.types(statement).compactMap { $0["type"]?.string } == R4.resourceTypes)
        let stored = await node.ask(.post, "CapabilityStatement", String(decoding: statement.bytes, as: UTF8.self))
        #expect(stored.status == 201, "it passes its own server's checks: \(stored.text.prefix(500))")
    }

    @Test("Every stated search parameter is accepted, and none that is not stated")
    func parameters() async throws {
        let node = try TestNode(.memory)
        let values = [
            "token": "a|b", "date": "ge2026-01-01", "reference": "x", "string": "a", "number": "5.4",
            "quantity": "5.4||mg",
            "uri": "http://a", "special": "51.5|-0.12",
        ]
        func value(_ code: String, _ kind: String, of type: String) -> String? {
            guard kind == "composite" else { return code == "_id" ? "a" : values[kind] }
            let parts = ParameterCatalog.r4.parameter(code, for: type)?.components.compactMap {
                values[ParameterCatalog.r4.parameters[$0.ordinal].kind.rawValue]
            }
            return parts?.joined(separator: "$")
        }
        var count = 0
        var reverseCount = 0
        for type in Self.types(try await Self.statement(node)) {
            let name = try #require(type["type"]?.string)
            var stated = Set<String>()
            for parameter in type.items("searchParam") {
                let code = try #require(parameter["name"]?.string)
                let kind = try #require(parameter["type"]?.string)
                stated.insert(code)
                let value = try #require(value(code, kind, of: name), "\(name).\(code) is of kind \(kind)")
                let answer = await node.get("\(name)?\(code)=\(value)")
                #expect(answer.status == 200, "\(name)?\(code): \(answer.diagnostics)")
                count += 1
            }
            for parameter in R4.searchParameters(for: name) where !stated.contains(parameter.code) {
                let status = await node.get("\(name)?\(parameter.code)=1").status
                #expect(status == (name == "Parameters" ? 404 : 400), "\(name)?\(parameter.code)")
            }
            for include in type.items("searchInclude") {
                let text = try #require(include.string)
                #expect(await node.get("\(name)?_include=\(text)").status == 200, "\(text)")
            }
            // All of them would be some 12,000 questions.
            let reverse = type.items("searchRevInclude").compactMap(\.string)
            reverseCount += reverse.count
            for text in reverse.prefix(3) + reverse.suffix(3) {
                #expect(await node.get("\(name)?_revinclude=\(text)").status == 200, "\(name) \(text)")
            }
        }
        #expect(count > 800)
        #expect(reverseCount > 5_000)
    }

    @Test(
        "Every stated modifier is taken, and none that is not stated",
        arguments: ["Patient", "Observation", "ValueSet"])
    func modifiers(_ type: String) async throws {
        let node = try TestNode(.memory)
        let entry = try #require(Self.types(try await Self.statement(node)).first { $0["type"]?.string == type })
        let all = [
            "exact", "contains", "text", "not", "in", "not-in", "above", "below", "of-type", "identifier", "missing",
            "nonsense",
        ]
        for parameter in entry.items("searchParam") {
            let name = try #require(parameter["name"]?.string)
            let stated = parameter["documentation"]?.string?.replacing("Modifiers: ", with: "").split(separator: ", ")
            for modifier in all {
                let answer = await node.get("\(type)?\(name):\(modifier)=http://a|1|2")
                let isRefused = answer.diagnostics.contains("The modifier of")
                #expect(isRefused != stated?.contains { $0 == modifier } ?? false, "\(name):\(modifier)")
            }
        }
        let references = R4.resourceTypes.flatMap { source in
            ParameterCatalog.r4.parameters(for: source).filter { $0.targets.contains(type) }.map {
                "\(source):\($0.code)"
            }
        }
        #expect(Set(entry.items("searchRevInclude").compactMap(\.string)) == Set(references))
    }

    @Test(
        "Every stated interaction works",
        arguments: ["Patient", "Observation", "Basic", "MedicationRequest", "AuditEvent"])
    func interactions(_ type: String) async throws {
        let node = try TestNode(.memory)
        let entry = try #require(Self.types(try await Self.statement(node)).first { $0["type"]?.string == type })
        let json = #"{"resourceType":"\#(type)","id":"a"}"#
        let requests: [(String, FHIRRequest.Method, String, Int)] = [
            ("create", .post, type, 201), ("update", .put, "\(type)/a", 201), ("read", .get, "\(type)/a", 200),
            ("vread", .get, "\(type)/a/_history/1", 200), ("history-instance", .get, "\(type)/a/_history", 200),
            ("history-type", .get, "\(type)/_history", 200), ("search-type", .get, type, 200),
            ("patch", .patch, "\(type)/a", 200), ("delete", .delete, "\(type)/a", 204),
        ]
        for (code, method, address, status) in requests {
            let isPatch = method == .patch
            let answer = await node.ask(
                method, address, isPatch ? "[]" : json,
                headers: .init(contentType: isPatch ? "application/json-patch+json" : nil))
            #expect(answer.status == status, "\(code)")
        }
        #expect(Set(Self.texts(entry, "interaction", "code")) == Set(requests.map(\.0)))
    }

    /// Every operation there is, how it is asked for, where it is available and at what address behind the type.
    static let operations: [(name: String, method: FHIRRequest.Method, types: Set<String>?, address: String)] = [
        ("meta", .get, nil, "a/$meta"), ("meta-add", .post, nil, "a/$meta-add"),
        ("meta-delete", .post, nil, "a/$meta-delete"),
        ("everything", .get, ["Patient", "Encounter"], "a/$everything"),
        ("document", .get, ["Composition"], "a/$document"),
        ("summary", .get, ["Patient"], "a/$summary"), ("lastn", .get, ["Observation"], "$lastn?patient=a"),
        ("validate", .get, nil, "a/$validate"),
    ]

    @Test("Operations are stated where they work and nowhere else")
    func operations() async throws {
        let node = try TestNode(.memory)
        let statement = try await Self.statement(node)
        for type in Self.types(statement) {
            let name = try #require(type["type"]?.string)
            guard name != "Parameters" else { continue }
            try await UnkeptTypeTests.keep(#"{"resourceType":"\#(name)","id":"a"}"#, in: node)
            let stated = Self.texts(type, "operation", "name")
            let here = Self.operations.filter { $0.types?.contains(name) ?? true }
            #expect(stated == here.map(\.name), "\(name)")
            for operation in Self.operations {
                let body = #"{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{}}]}"#
                let answer = await node.ask(
                    operation.method, "\(name)/\(operation.address)", operation.method == .get ? "" : body)
                #expect((answer.status == 200) == stated.contains(operation.name), "\(name) \(operation.name)")
                if operation.method == .get {
                    let posted = await node.ask(.post, "\(name)/\(operation.address)")
                    #expect(posted.status == answer.status, "POST of \(name) \(operation.name)")
                }
            }
        }
        let rest = try #require(statement.items("rest").first { _ in true })
        #expect(Self.texts(rest, "operation", "name") == ["meta"])
        #expect(await node.get("$meta").status == 200)
        for absent in ["$everything", "$document", "$magic", "$lastn", "Observation/a/$lastn", "$summary"] {
            #expect(await node.get(absent).status == 404)
        }
    }

    @Test("Every stated form of patch works")
    func patches() async throws {
        let node = try await PatchTests.node()
        let bodies = [
            "application/json-patch+json": "[]", "application/fhir+json": #"{"resourceType":"Parameters"}"#,
            "application/fhir+xml": #"<Parameters xmlns="http://hl7.org/fhir"/>"#,
            "application/xml-patch+xml": #"<diff><remove sel="Patient/gender"/></diff>"#,
        ]
        let stated = try await Self.statement(node).items("patchFormat").compactMap(\.string)
        #expect(Set(stated) == Set(bodies.keys))
        for type in stated {
            let answer = await node.ask(
                .patch, "Patient/p", bodies[type] ?? "", headers: .init(contentType: type))
            #expect(answer.status == 200, "\(type): \(answer.text)")
        }
    }

    @Test("The stated system interactions work and no others")
    func system() async throws {
        let node = try TestNode(.memory)
        let rest = try #require(try await Self.statement(node).items("rest").first { _ in true })
        let stated = Self.texts(rest, "interaction", "code")
        #expect(Set(stated) == ["batch", "transaction", "search-system", "history-system"])
        #expect(await node.get("_history").resource?["type"]?.string == "history")
        for type in ["batch", "transaction"] {
            #expect(await node.ask(.post, "", #"{"resourceType":"Bundle","type":"\#(type)"}"#).status == 200)
        }
        #expect(await node.get("").resource?["type"]?.string == "searchset")
        #expect(await node.ask(.put, "", "{}").status == 405)
    }

    @Test("The stated compartments can be searched and no others")
    func compartments() async throws {
        let node = try TestNode(.memory)
        let rest = try #require(try await Self.statement(node).items("rest").first { _ in true })
        let prefix = "http://hl7.org/fhir/CompartmentDefinition/"
        let stated = rest.items("compartment").compactMap { $0.string?.replacing(prefix, with: "").lowercased() }
        for type in R4.resourceTypes {
            let isStated = stated.contains(type.lowercased())
            #expect((await node.get("\(type)/a/*").status == 200) == isStated, "\(type)")
            for member in R4.compartment(type)?.resourceTypes ?? [] {
                #expect(await node.get("\(type)/a/\(member)").status == 200, "\(type) \(member)")
            }
        }
        #expect(stated.count == 5)
    }

    @Test("The stated forms and conditions work")
    func forms() async throws {
        let node = try TestNode(.memory)
        let statement = try await Self.statement(node)
        let forms = statement.items("format").compactMap(\.string)
        #expect(forms == ["application/fhir+json", "application/fhir+xml", "json", "xml"])
        for form in forms {
            let answer = await node.get("metadata" + FormParameters.queryText([("_format", form)]))
            #expect(answer.status == 200)
            #expect(answer.text.hasPrefix(form.contains("xml") ? "<?xml" : "{"))
        }
        #expect(await node.get("metadata?_format=ttl").status == 406)
        let patient = try #require(Self.types(statement).first { $0["type"]?.string == "Patient" })
        #expect(patient["conditionalRead"]?.string == "full-support")
        try await node.put(ReadAndWriteTests.patient)
        for headers in [FHIRHeaders(ifNoneMatch: "1"), FHIRHeaders(ifModifiedSince: "2027-01-01")] {
            #expect(await node.ask(.get, "Patient/p1", headers: headers).status == 304)
        }
        #expect(patient["conditionalDelete"]?.string == "single")
        try await node.put(ReadAndWriteTests.patient.replacing("p1", with: "p2"))
        #expect(await node.ask(.delete, "Patient?family=Okafor").status == 412)
        #expect(try await node.store.snapshot().version == 2)
    }

    @Test("mode chooses the whole or what R4 promises not to change, _summary and _elements a part")
    func modes() async throws {
        let node = try TestNode(.memory)
        let whole = await node.get("metadata")
        #expect(await node.get("metadata?mode=full").text == whole.text)
        let normative = await node.get("metadata?mode=normative")
        let types = Self.types(try #require(normative.resource)).compactMap { $0["type"]?.string }
        #expect(types.contains("Patient") && types.contains("Observation") && types.contains("ValueSet"))
        #expect(types.count == 11 && types.allSatisfy(R4.isResourceType))
        let part = await node.get("metadata?_elements=fhirVersion,software")
        #expect(part.resource?["rest"] == nil && part.resource?["software"]?["name"]?.string == "OneLondon")
        #expect(part.text.contains("SUBSETTED"))
        #expect(await node.get("metadata").text == whole.text)
    }

    @Test("Each form is the same however often it is asked for")
    func kept() async throws {
        let node = try TestNode(.memory)
        for address in ["metadata?_format=xml", "metadata?_format=xml&_pretty=true", "metadata?_pretty=true"] {
            let first = await node.get(address)
            let again = await node.get(address)
            #expect(first.status == 200 && first.text == again.text)
            #expect(first.response.header("Content-Type") == again.response.header("Content-Type"))
        }
        let texts = [
            await node.get("metadata?_format=xml").text, await node.get("metadata?_format=xml&_pretty=true").text,
            await node.get("metadata").text, await node.get("metadata?_pretty=true").text,
        ]
        #expect(Set(texts).count == 4)
        #expect(texts[0].hasPrefix("<?xml") && texts[1].contains("\n  <status") && texts[3].contains("\n  \""))
    }

    @Test("Who may ask is told, where the service was told")
    func security() async throws {
        let node = try TestNode(.memory)
        let rest = try #require(try await Self.statement(node).items("rest").first { _ in true })
        #expect(rest["security"] == nil)
        let service = FHIRService(
            store: node.store, base: TestNode.base, security: FHIRSecurity(description: "Only friends"))
        let answer = Answer(await service.respond(to: FHIRRequest(.get, ["metadata"], caller: TestNode.reader)))
        let told = answer.resource?.items("rest").first { _ in true }?["security"]
        #expect(told?["description"]?.string == "Only friends" && told?["cors"]?.bool == false)
    }
}
