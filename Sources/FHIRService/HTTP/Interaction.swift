// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// What a request asks for, from its method and path alone.
///
/// The CapabilityStatement is written from the same list.
enum Interaction: Equatable {
    case capabilities
    case bundle
    case read(ResourceID)
    case readVersion(ResourceID, Int)
    case history(ResourceID)
    case search(String)
    case create(String)
    case update(ResourceID)
    case conditionalUpdate(String)
    case delete(ResourceID)
    case conditionalDelete(String)
    case everything(String)
    /// `$validate` on a type, or on one of its resources.
    case validate(String, id: String?)

    /// Finds the interaction, or says what is wrong with the address.
    init(_ request: FHIRRequest) throws(FHIRRefusal) {
        let path = request.path
        let method = request.method == .head ? .get : request.method
        guard let first = path.first else {
            guard method == .post else { throw Self.notAllowed("POST") }
            self = .bundle
            return
        }
        if first == "metadata" {
            guard method == .get, path.count == 1 else { throw Self.notAllowed("GET, HEAD") }
            self = .capabilities
            return
        }
        guard R4.isResourceType(first) else {
            throw FHIRRefusal(404, .notFound, "The address does not begin with the name of a FHIR R4 resource type")
        }
        switch path.count {
        case 1: self = try Self.onType(first, method)
        case 2 where path[1] == "_search":
            guard method == .post else { throw Self.notAllowed("POST") }
            self = .search(first)
        case 2 where path[1] == "$validate":
            guard method == .post else { throw Self.notAllowed("POST") }
            self = .validate(first, id: nil)
        default:
            guard ResourceID.isValid(id: path[1]) else {
                throw FHIRRefusal(400, .value, "An id has 1 to 64 letters, digits, '-' and '.'", at: "\(first).id")
            }
            self = try Self.onInstance(ResourceID(first, path[1]), path.dropFirst(2), method)
        }
    }

    private static func onType(_ type: String, _ method: FHIRRequest.Method) throws(FHIRRefusal) -> Interaction {
        switch method {
        case .get: .search(type)
        case .post: .create(type)
        case .put: .conditionalUpdate(type)
        case .delete: .conditionalDelete(type)
        default: throw notAllowed("GET, HEAD, POST, PUT, DELETE")
        }
    }

    private static func onInstance(
        _ id: ResourceID, _ rest: ArraySlice<String>, _ method: FHIRRequest.Method
    ) throws(FHIRRefusal) -> Interaction {
        guard let operation = rest.first else {
            switch method {
            case .get: return .read(id)
            case .put: return .update(id)
            case .delete: return .delete(id)
            default: throw notAllowed("GET, HEAD, PUT, DELETE")
            }
        }
        switch (operation, rest.count) {
        case ("_history", 1):
            guard method == .get else { throw notAllowed("GET, HEAD") }
            return .history(id)
        case ("_history", 2):
            guard method == .get else { throw notAllowed("GET, HEAD") }
            guard let version = rest.last.flatMap({ Int($0) }), version > 0 else {
                throw FHIRRefusal(404, .notFound, "Versions are numbered from 1")
            }
            return .readVersion(id, version)
        case ("$everything", 1) where id.type == "Patient":
            guard method == .get else { throw notAllowed("GET, HEAD") }
            return .everything(id.id)
        case ("$validate", 1):
            guard method == .get || method == .post else { throw notAllowed("GET, HEAD, POST") }
            return .validate(id.type, id: id.id)
        default: throw FHIRRefusal(404, .notSupported, "This operation is not available on \(id.type)")
        }
    }

    private static func notAllowed(_ methods: String) -> FHIRRefusal {
        FHIRRefusal(
            405, [.init(.notSupported, "This method is not available here; use \(methods)")], allow: methods)
    }
}
