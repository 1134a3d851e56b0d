// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// What `If-Match` and `If-None-Match` say must be true of a resource before it is changed (RFC 9110, 13.1).
enum WritePrecondition: Equatable {
    case nothing
    /// It is not there: `If-None-Match: *`.
    case absent
    /// It is there: `If-Match: *`.
    case present
    /// Its current version is one of these.
    case versions([Int])

    init(of request: FHIRRequest) throws(FHIRRefusal) {
        if request.method == .put, let none = request.headers.ifNoneMatch {
            guard ETag.isAny(none), request.headers.ifMatch == nil else {
                throw FHIRRefusal(
                    400, .value, "If-None-Match of an update is *, which creates only, and stands without If-Match",
                    at: "http.If-None-Match")
            }
            self = .absent
            return
        }
        guard let stated = request.headers.ifMatch else {
            self = .nothing
            return
        }
        if ETag.isAny(stated) {
            self = .present
            return
        }
        let versions = ETag.list(stated)
        guard !versions.isEmpty, versions.count == stated.split(separator: ",", omittingEmptySubsequences: false).count
        else {
            throw FHIRRefusal(
                400, .value, "If-Match holds versions such as W/\"3\" with commas between, or *", at: "http.If-Match")
        }
        self = .versions(versions)
    }

    /// Whether a resource that is there in this version may be changed.
    func allows(_ version: Int) -> Bool {
        switch self {
        case .nothing, .present: true
        case .absent: false
        case .versions(let versions): versions.contains(version)
        }
    }
}

extension FHIRService {
    /// What the store is to check when it makes a change.
    struct WriteTerms {
        var expectation: WriteChange.Expectation
        /// For what an expectation cannot say.
        var guards: [MatchGuard] = []
    }

    /// What the headers of a request ask the store to check when it changes a resource.
    ///
    /// What the caller may not see is not there.
    ///
    /// - Throws: 412 where it is not so already.
    func writeTerms(of request: FHIRRequest, for id: ResourceID) async throws -> WriteTerms {
        let precondition = try WritePrecondition(of: request)
        switch precondition {
        case .nothing: return WriteTerms(expectation: .anything)
        case .absent: return WriteTerms(expectation: .absent)
        case .versions(let versions) where versions.count == 1: return WriteTerms(expectation: .version(versions[0]))
        case .versions, .present:
            let current = try await store.read(id, visibility: request.caller.visibility)
            guard let current, current.body != nil, precondition.allows(current.version) else {
                throw FHIRRefusal.changed()
            }
            guard precondition == .present else { return WriteTerms(expectation: .version(current.version)) }
            return WriteTerms(expectation: .anything, guards: [isThere(id, for: request.caller)])
        }
    }

    /// Holds as long as the caller can see the resource.
    func isThere(_ id: ResourceID, for caller: FHIRCaller) -> MatchGuard {
        MatchGuard(
            query: SearchQuery(resourceType: id.type, clauses: [.id([id.id])], count: 2), expected: [id],
            visibility: caller.visibility)
    }

    /// The condition under which a create makes nothing; nil where there is none.
    static func conditionOfCreate(_ request: FHIRRequest) throws(FHIRRefusal) -> String? {
        guard let stated = request.headers.ifNoneExist else { return nil }
        guard stated.contains(where: { !$0.isWhitespace && $0 != "?" }) else {
            throw FHIRRefusal(
                400, .required,
                "If-None-Exist holds a search by at least one parameter, such as identifier=system|value",
                at: "http.If-None-Exist")
        }
        return stated
    }
}
