// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import FHIRService

/// Writes one leaf for each request to a node's FHIR service: what was asked,
/// for whom, and everyone whom the answer concerns.
struct FHIRAudit: Sendable {
    let log: AuditLog
    let node: String
    let clock: any WallClock

    /// Returns when the leaf is durable; only then may the answer leave.
    func record(
        _ request: FHIRRequest, _ response: FHIRResponse, actor: AuditActor, purpose: AuditPurpose, correlation: String
    ) async throws {
        guard request.path.first != "metadata" else { return }
        let isRefused = response.status == 401 || response.status == 403
        var event = AuditEvent(
            time: clock.now(), action: Self.action(of: request), outcome: isRefused ? .denied : .allowed, actor: actor,
            purpose: purpose, network: .organisation, correlation: correlation, node: node,
            persons: response.disclosure.people.map { "Patient/\($0)" }.sorted())
        event.touched = response.disclosure.counts.map { AuditTouch($0.key, count: $0.value) }.sorted {
            $0.what < $1.what
        }
        event.references = response.disclosure.changed.map(\.reference).sorted()
        event.reasons = ["status-\(response.status)"]
        if !request.query.isEmpty, let type = Self.searchedType(of: request) {
            let names = request.query.map { Self.listedName($0.name, of: type) }
            event.query = "\(type)?\(names.joined(separator: "&"))"
        }
        try await log.append(event)
    }

    /// The type that the parameters are of: that of a compartment's members, where one is searched.
    private static func searchedType(of request: FHIRRequest) -> String? {
        let types = [request.path.dropFirst(2).first, request.path.first].compactMap(\.self)
        return types.first(where: R4.isResourceType)
    }

    /// The name of a parameter; one that is not listed may be anything, an identifier too, and is not kept.
    private static func listedName(_ name: String, of type: String) -> String {
        let plain = name.split(whereSeparator: { ":.".contains($0) }).first.map(String.init) ?? ""
        return ParameterCatalog.r4.parameter(plain, for: type) == nil ? "other" : plain
    }

    /// Whether it is an operation that changes no record.
    private static func readsOnly(_ name: String?) -> Bool {
        ["$validate", "$everything", "$document", "$lastn", "$summary", "$export", "$meta"].contains(name)
    }

    private static func action(of request: FHIRRequest) -> AuditAction {
        switch (request.method, request.path.count) {
        case (.get, 1) where request.path == ["$export"]: .read
        case (.get, 0...1), (.head, 0...1): .search
        case (.delete, _) where request.path.first == "_jobs": .update
        case (.get, 3), (.head, 3): request.path[2] == "*" || R4.isResourceType(request.path[2]) ? .search : .read
        case (.post, _) where request.path.last == "_search": .search
        case (.post, 1) where request.path == ["$import"]: .create
        case (.post, _) where Self.readsOnly(request.path.last): .read
        case (.get, _), (.head, _): .read
        case (.post, 1): .create
        case (.delete, _): .delete
        default: .update
        }
    }
}
