// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRValidation
internal import RecordStore

extension FHIRService {
    /// Answers `$validate`: status 200 and an OperationOutcome whenever there was something to check.
    func validate(_ type: String, id: String?, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: ["mode", "profile"])
        let asked = try ValidationRequest(request, type: type, id: id)
        var response = FHIRResponse(status: 200)
        var issues: [CareIssue] = []
        if asked.mode != nil, asked.mode != .profile, !request.caller.mayWrite {
            issues.append(CareIssue(.forbidden, "You may read here but not write"))
        }
        if asked.namesProfile {
            issues.append(
                CareIssue(
                    .notSupported, "Profiles are not checked here yet, only the rules of R4 itself",
                    severity: .information))
        }
        if let resource = asked.resource {
            if asked.mode == .update, let id { issues += Self.issues(ofUpdating: id, with: resource) }
            issues += content(of: resource, asked, request)
        } else if let id {
            let stored = try await stored(ResourceID(type, id), request.caller, &response.disclosure)
            if asked.mode != .delete { issues += ResourceValidator(clock: clock).issues(in: stored).map(\.placeless) }
        }
        if !issues.contains(where: { $0.severity != .information }) {
            issues.append(CareIssue(.informational, "All OK", severity: .information))
        }
        response.setJSON(OperationOutcome.json(issues))
        return response
    }

    private func content(
        of resource: Resource, _ asked: ValidationRequest, _ request: FHIRRequest
    ) -> [CareIssue] {
        var issues = ResourceValidator(clock: clock).issues(in: resource)
        // The lines of XML are not those of the JSON that it was read into.
        if request.headers.contentType?.lowercased().contains("xml") == true { issues = issues.map(\.placeless) }
        let isWritten = asked.mode == .create || asked.mode == .update
        if isWritten, issues.contains(where: { $0.severity == .error }), StructureCheck().issues(in: resource).isEmpty {
            issues.append(
                CareIssue(
                    .informational, "These errors do not keep this server from storing the resource",
                    severity: .information))
        }
        return issues
    }

    private static func issues(ofUpdating id: String, with resource: Resource) -> [CareIssue] {
        guard resource.id != id else { return [] }
        let text =
            resource.id == nil
            ? "An update carries the id of its address; add \"id\""
            : "The id in the resource differs from the id in the address"
        return [CareIssue(resource.id == nil ? .required : .value, text, at: "\(resource.type).id")]
    }

    private func stored(
        _ id: ResourceID, _ caller: FHIRCaller, _ disclosure: inout Disclosure
    ) async throws -> Resource {
        guard let version = try await store.read(id, visibility: caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        guard let bytes = version.bytes else { throw FHIRRefusal.gone(id) }
        disclosure.note(id, person: version.person)
        return try Resource(bytes)
    }
}

extension CareIssue {
    /// The issue without a line, where the caller has no such text.
    fileprivate var placeless: CareIssue {
        var issue = self
        issue.place = nil
        return issue
    }
}
