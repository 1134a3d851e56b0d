// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    /// Most resources whose labels are collected for a type or the whole store.
    static let largestMeta = 20_000

    /// `$meta`: profiles, tags and security labels of a resource, or of all of a type or the store that may be seen.
    func meta(of scope: HistoryQuery.Scope, _ request: FHIRRequest) async throws -> FHIRResponse {
        var request = request
        request.query = try OperationParameters.all(of: request)
        try refuseParameters(of: request, except: [])
        switch scope {
        case .resource(let id):
            guard let version = try await store.read(id, visibility: request.caller.visibility) else {
                throw FHIRRefusal.notFound(id)
            }
            var response =
                version.body == nil ? FHIRRefusal.gone(id).response : try Self.answer(meta: version)
            response.disclosure.note(id, person: version.person)
            return response
        case .type(let type): return try await meta(of: [type], request)
        case .all: return try await meta(of: R4.resourceTypes, request)
        }
    }

    /// `$meta-add` and `$meta-delete`: a new version of the resource with other labels, if anything changes.
    func changeMeta(of id: ResourceID, _ change: MetaEdit.Change, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let parameters = try resource(from: request, type: "Parameters")
        guard let named = parameters.items("parameter").first(where: { $0["name"]?.string == "meta" })?["valueMeta"]
        else {
            throw FHIRRefusal(
                400, .required, "Send Parameters with a parameter named meta, whose value is a valueMeta",
                at: "Parameters.parameter")
        }
        for _ in 0..<Self.attempts {
            guard let current = try await store.read(id, visibility: request.caller.visibility) else {
                throw FHIRRefusal.notFound(id)
            }
            guard let body = current.body else { throw FHIRRefusal.gone(id) }
            guard try WritePrecondition(of: request).allows(current.version) else { throw FHIRRefusal.changed() }
            guard let edited = try MetaEdit(change: change, named: named).applied(to: body.resource()) else {
                var response = try Self.answer(meta: current)
                response.disclosure.note(id, person: current.person)
                return response
            }
            let prepared = try prepare(edited, id: id.id)
            do {
                let outcome = try await store.write(
                    WriteBatch(changes: [.init(.put(prepared), expecting: .version(current.version))]))
                return try Self.answer(
                    meta: answer(outcome.results[0], prepared, FHIRRequest(.put, [], caller: request.caller)))
            } catch StoreFailure.versionConflict { continue }
        }
        throw FHIRRefusal.changed()
    }

    private static func answer(meta version: StoredVersion) throws -> FHIRResponse {
        let resource = try Resource(version.bytes ?? [])
        var response = FHIRResponse(status: 200, headers: [("ETag", "W/\"\(version.version)\"")])
        response.setJSON(parameters(of: resource.node["meta"]))
        return response
    }

    /// What a write answers, with the labels in place of the resource.
    private static func answer(meta written: FHIRResponse) throws -> FHIRResponse {
        var response = written
        response.body = parameters(of: try Resource(written.body).node["meta"])
        return response
    }

    private static func parameters(of meta: JSONNode?) -> [UInt8] {
        parameters { writer in
            if let meta { writer.node(meta) } else { writer.object { _ in } }
        }
    }

    private static func parameters(_ meta: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("resourceType", "Parameters")
            writer.array("parameter") { writer in
                writer.object { writer in
                    writer.member("name", "return")
                    writer.key("valueMeta")
                    meta(&writer)
                }
            }
        }
        return writer.bytes
    }

    /// The labels in use, each once.
    private func meta(of types: [String], _ request: FHIRRequest) async throws -> FHIRResponse {
        var found: [String: [String: [UInt8]]] = ["profile": [:], "security": [:], "tag": [:]]
        var examined = 0
        for type in types {
            var place: SearchPosition?
            repeat {
                try Task.checkCancellation()
                let page = try await store.search(
                    SearchQuery(resourceType: type, count: 500), visibility: request.caller.visibility, page: place)
                examined += page.matches.count
                guard examined <= Self.largestMeta else {
                    throw FHIRRefusal(
                        400, .tooCostly,
                        "There are more than \(Self.largestMeta) resources; ask for the labels of a type or a resource")
                }
                for match in page.matches { try Self.collect(match, into: &found) }
                place = page.next
            } while place != nil
        }
        var response = FHIRResponse(status: 200)
        response.setJSON(
            Self.parameters { writer in
                writer.object { writer in
                    for name in found.keys.sorted() {
                        let items = (found[name] ?? [:]).sorted { $0.key < $1.key }
                        guard !items.isEmpty else { continue }
                        writer.array(name) { writer in for item in items { writer.raw(item.value) } }
                    }
                }
            })
        return response
    }

    private static func collect(_ version: StoredVersion, into found: inout [String: [String: [UInt8]]]) throws {
        guard let meta = try version.body?.resource()["meta"] else { return }
        for profile in meta.items("profile") {
            if let text = profile.string { found["profile"]?[text] = profile.bytes }
        }
        for (name, items) in [("security", meta.items("security")), ("tag", meta.items("tag"))] {
            for item in items {
                let key = (item["system"]?.string ?? "") + "|" + (item["code"]?.string ?? "")
                if found[name]?[key] == nil { found[name]?[key] = item.bytes }
            }
        }
    }
}
