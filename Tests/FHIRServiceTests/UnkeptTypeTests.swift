// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import Testing

@Suite("Types that are not kept like all others")
struct UnkeptTypeTests {
    /// Stores a resource past the service, as an older program may have.
    static func keep(_ json: String, in node: TestNode) async throws {
        let resource = try Resource(json.utf8)
        let prepared = try PreparedResource(
            resource, id: resource.id ?? "", labels: [], extractor: IndexExtractor(base: TestNode.base))
        _ = try await node.store.write(WriteBatch(changes: [WriteChange(.put(prepared), expecting: .absent)]))
    }

    private static func statement(of type: String, _ node: TestNode) async throws -> JSONNode {
        let statement = try await CapabilityTests.statement(node)
        return try #require(CapabilityTests.types(statement).first { $0["type"]?.string == type })
    }

    static let subscription =
        #"{"resourceType":"Subscription","id":"s","status":"requested","reason":"x","criteria":"Patient","channel":{"type":"rest-hook"}}"#

    @Test("No Subscription is taken, for nothing would be sent, and the CapabilityStatement says so")
    func subscriptions() async throws {
        let node = try TestNode(.memory)
        let writes: [(FHIRRequest.Method, String, String, String?)] = [
            (.post, "Subscription", Self.subscription, nil), (.put, "Subscription/s", Self.subscription, nil),
            (.put, "Subscription?status=active", Self.subscription, nil),
            (.patch, "Subscription/s", "[]", PatchTests.jsonPatch),
            (.patch, "Subscription?status=active", "[]", PatchTests.jsonPatch),
        ]
        for (method, address, body, type) in writes {
            let answer = await node.ask(method, address, body, headers: FHIRHeaders(contentType: type))
            #expect(answer.status == 422 && answer.codes == ["not-supported"], "\(method) \(address): \(answer.text)")
            #expect(answer.diagnostics.contains("not offered"))
        }
        #expect(throws: FHIRRefusal.self) {
            try node.service.prepareForImport(Resource(Self.subscription.utf8), id: "s")
        }
        #expect(try await node.store.snapshot().version == 0)
        // What an older program took can be read and deleted.
        try await Self.keep(Self.subscription, in: node)
        let requests: [(String, FHIRRequest.Method, String, Int)] = [
            ("read", .get, "Subscription/s", 200), ("vread", .get, "Subscription/s/_history/1", 200),
            ("history-instance", .get, "Subscription/s/_history", 200),
            ("history-type", .get, "Subscription/_history", 200), ("search-type", .get, "Subscription", 200),
            ("delete", .delete, "Subscription/s", 204),
        ]
        for (code, method, address, status) in requests {
            #expect(await node.ask(method, address).status == status, "\(code)")
        }
        let stated = try await Self.statement(of: "Subscription", node)
        #expect(Set(CapabilityTests.texts(stated, "interaction", "code")) == Set(requests.map(\.0)))
        for member in ["updateCreate", "conditionalCreate", "conditionalUpdate"] {
            #expect(stated[dynamic: member]?.bool == false, "\(member)")
        }
    }

    @Test("Parameters have no address but that of their check")
    func parameters() async throws {
        let node = try TestNode(.memory)
        let parameters = #"{"resourceType":"Parameters","id":"x"}"#
        let requests: [(FHIRRequest.Method, String, String)] = [
            (.post, "Parameters", parameters), (.put, "Parameters/x", parameters),
            (.put, "Parameters?_id=x", parameters), (.get, "Parameters", ""), (.get, "Parameters/x", ""),
            (.get, "Parameters/x/_history", ""), (.get, "Parameters/x/_history/1", ""), (.delete, "Parameters/x", ""),
            (.delete, "Parameters?_id=x", ""), (.get, "Parameters/_history", ""), (.get, "Parameters/$meta", ""),
            (.post, "Parameters/x/$meta-add", parameters), (.get, "Parameters/x/$validate", ""),
        ]
        for (method, address, body) in requests {
            let answer = await node.ask(method, address, body)
            #expect(answer.status == 404 && answer.isOutcome, "\(method) \(address): \(answer.text)")
        }
        #expect(await node.ask(.post, "Parameters/$validate", parameters).status == 200)
        #expect(throws: FHIRRefusal.self) { try node.service.prepareForImport(Resource(parameters.utf8), id: "x") }
        let stated = try await Self.statement(of: "Parameters", node)
        #expect(stated.children.compactMap(\.name) == ["type", "operation"])
        #expect(CapabilityTests.texts(stated, "operation", "name") == ["validate"])
    }

    @Test("An OperationOutcome is kept, for others refer to it")
    func outcomes() async throws {
        let node = try TestNode(.memory)
        let outcome = #"{"resourceType":"OperationOutcome","id":"o","issue":[{"severity":"error","code":"value"}]}"#
        #expect(try await node.put(outcome).status == 201)
    }
}
