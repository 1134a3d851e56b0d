// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// What a request asks for, from its method and path alone.
///
/// The CapabilityStatement is written from the same list.
enum Interaction: Equatable {
    case capabilities
    case bundle
    case read(ResourceID)
    case readVersion(ResourceID, Int)
    case history(HistoryQuery.Scope)
    case search(SearchScope)
    case create(String)
    case update(ResourceID)
    case conditionalUpdate(String)
    case patch(ResourceID)
    case conditionalPatch(String)
    case delete(ResourceID)
    case conditionalDelete(String)
    case everything(ResourceID)
    case meta(HistoryQuery.Scope)
    case changeMeta(ResourceID, MetaEdit.Change)
    case document(ResourceID)
    case lastObservations
    /// `Patient/$summary` by identifier, or of one Patient.
    case summary(ResourceID?)
    case export(ExportScope)
    case importLines
    case job(String)
    case cancelJob(String)
    case jobFile(String, name: String)
    /// `$validate` on a type, or on one of its resources.
    case validate(String, id: String?)

    /// Finds the interaction, or says what is wrong with the address.
    init(_ request: FHIRRequest) throws(FHIRRefusal) {
        let path = request.path
        let method = request.method == .head ? .get : request.method
        guard let first = path.first else {
            guard method == .post || method == .get else { throw Self.notAllowed("GET, HEAD, POST") }
            self = method == .get ? .search(.all) : .bundle
            return
        }
        if let found = try Self.onServer(path, method) {
            self = found
            return
        }
        guard R4.isResourceType(first) else {
            throw FHIRRefusal(404, .notFound, "The address does not begin with the name of a FHIR R4 resource type")
        }
        switch path.count {
        case 1: self = try Self.onType(first, method)
        case 2 where path[1] == "_search":
            guard method == .post else { throw Self.notAllowed("POST") }
            self = .search(.type(first))
        case 2 where path[1] == "_history":
            try Self.checkGets(method)
            self = .history(.type(first))
        case 2 where path[1] == "$meta":
            try Self.checkReads(method)
            self = .meta(.type(first))
        case 2 where path[1] == "$validate":
            guard method == .post else { throw Self.notAllowed("POST") }
            self = .validate(first, id: nil)
        case 2 where path[1] == "$lastn" && first == "Observation":
            try Self.checkReads(method)
            self = .lastObservations
        case 2 where path[1] == "$summary" && first == "Patient":
            try Self.checkReads(method)
            self = .summary(nil)
        case 2 where path[1].hasPrefix("$"):
            throw FHIRRefusal(404, .notSupported, "This operation is not available on all of \(first)")
        default:
            guard ResourceID.isValid(id: path[1]) else {
                throw FHIRRefusal(400, .value, "An id has 1 to 64 letters, digits, '-' and '.'", at: "\(first).id")
            }
            self = try Self.onInstance(ResourceID(first, path[1]), path.dropFirst(2), method)
        }
        try checkType()
    }

    /// What is asked of the whole server, or is bulk data; nil for any other address.
    private static func onServer(
        _ path: [String], _ method: FHIRRequest.Method
    ) throws(FHIRRefusal) -> Interaction? {
        switch (path[0], path.count) {
        case ("_search", 1):
            guard method == .post else { throw notAllowed("POST") }
            return .search(.all)
        case ("metadata", 1):
            try checkGets(method)
            return .capabilities
        case ("metadata", _): throw FHIRRefusal(404, .notFound, "Nothing stands behind metadata")
        case ("_history", 1):
            try checkGets(method)
            return .history(.all)
        case ("$meta", 1):
            try checkReads(method)
            return .meta(.all)
        default: return try bulk(path, method)
        }
    }

    /// Bulk data: what begins a job, and the addresses of jobs; nil for any other address.
    private static func bulk(
        _ path: [String], _ method: FHIRRequest.Method
    ) throws(FHIRRefusal) -> Interaction? {
        switch (path[0], path.count) {
        case ("$export", 1),
            ("Patient", 2) where path.last == "$export":
            try checkReads(method)
            return .export(path.count == 1 ? .system : .patients)
        case ("Group", 3) where path[2] == "$export" && ResourceID.isValid(id: path[1]):
            try checkReads(method)
            return .export(.group(ResourceID("Group", path[1])))
        case ("$import", 1):
            guard method == .post else { throw notAllowed("POST") }
            return .importLines
        case (FHIRService.jobs, 2):
            guard method == .get || method == .delete else { throw notAllowed("GET, HEAD, DELETE") }
            return method == .get ? .job(path[1]) : .cancelJob(path[1])
        case (FHIRService.jobs, 3):
            try checkGets(method)
            return .jobFile(path[1], name: path[2])
        default: return nil
        }
    }

    private static func onType(_ type: String, _ method: FHIRRequest.Method) throws(FHIRRefusal) -> Interaction {
        switch method {
        case .get: .search(.type(type))
        case .post: .create(type)
        case .put: .conditionalUpdate(type)
        case .patch: .conditionalPatch(type)
        case .delete: .conditionalDelete(type)
        default: throw notAllowed("GET, HEAD, POST, PUT, PATCH, DELETE")
        }
    }

    private static func onInstance(
        _ id: ResourceID, _ rest: ArraySlice<String>, _ method: FHIRRequest.Method
    ) throws(FHIRRefusal) -> Interaction {
        guard let operation = rest.first else {
            switch method {
            case .get: return .read(id)
            case .put: return .update(id)
            case .patch: return .patch(id)
            case .delete: return .delete(id)
            default: throw notAllowed("GET, HEAD, PUT, PATCH, DELETE")
            }
        }
        switch (operation, rest.count) {
        case ("_history", 1):
            try checkGets(method)
            return .history(.resource(id))
        case ("_history", 2):
            try checkGets(method)
            guard let text = rest.last, let version = Int(text), version > 0, String(version) == text else {
                throw FHIRRefusal(404, .notFound, "Versions are numbered from 1, without zeros in front")
            }
            return .readVersion(id, version)
        case ("$everything", 1) where id.type == "Patient" || id.type == "Encounter":
            try checkReads(method)
            return .everything(id)
        case ("$summary", 1) where id.type == "Patient":
            try checkReads(method)
            return .summary(id)
        case ("$document", 1) where id.type == "Composition":
            try checkReads(method)
            return .document(id)
        case ("$meta", 1):
            try checkReads(method)
            return .meta(.resource(id))
        case ("$meta-add", 1), ("$meta-delete", 1):
            guard method == .post else { throw notAllowed("POST") }
            return .changeMeta(id, operation == "$meta-add" ? .add : .delete)
        case ("$validate", 1):
            guard method == .get || method == .post else { throw notAllowed("GET, HEAD, POST") }
            return .validate(id.type, id: id.id)
        default: return try compartment(of: id, rest, method)
        }
    }

    /// A search in a compartment: `Patient/1/Observation`, `Patient/1/*`, by POST with `_search` behind.
    private static func compartment(
        of id: ResourceID, _ rest: ArraySlice<String>, _ method: FHIRRequest.Method
    ) throws(FHIRRefusal) -> Interaction {
        guard let type = rest.first, type == "*" || R4.isResourceType(type),
            rest.count == 1 || Array(rest.dropFirst()) == ["_search"]
        else { throw FHIRRefusal(404, .notSupported, "This operation is not available on \(id.type)") }
        let scope = try SearchScope(compartmentOf: id, type: type == "*" ? nil : type)
        guard method == (rest.count == 1 ? .get : .post) else {
            throw notAllowed(rest.count == 1 ? "GET, HEAD" : "POST")
        }
        return .search(scope)
    }

    /// An operation that changes nothing is asked for by GET, or by POST with its Parameters.
    private static func checkReads(_ method: FHIRRequest.Method) throws(FHIRRefusal) {
        guard method == .get || method == .post else { throw notAllowed("GET, HEAD, POST") }
    }

    private static func checkGets(_ method: FHIRRequest.Method) throws(FHIRRefusal) {
        guard method == .get else { throw notAllowed("GET, HEAD") }
    }

    private static func notAllowed(_ methods: String) -> FHIRRefusal {
        FHIRRefusal(
            405, [.init(.notSupported, "This method is not available here; use \(methods)")], allow: methods)
    }
}
