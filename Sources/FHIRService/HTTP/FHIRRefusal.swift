// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Why a request is not carried out, as an HTTP status and issues.
package struct FHIRRefusal: Error, Sendable, Equatable {
    package var status: Int
    package var issues: [CareIssue]
    /// Seconds after which to try again.
    var retryAfter: Int?
    /// Methods that are allowed, for status 405.
    var allow: String?
    /// What to prove oneself with, for status 401.
    var challenge: String?
    /// Patient ids of those of whose records it tells something.
    var people: Set<String> = []

    /// A refusal; see the members.
    package init(
        _ status: Int, _ issues: [CareIssue], retryAfter: Int? = nil, allow: String? = nil, challenge: String? = nil
    ) {
        self.status = status
        self.issues = issues
        self.retryAfter = retryAfter
        self.allow = allow
        self.challenge = challenge
    }

    init(_ status: Int, _ kind: CareIssue.Kind, _ diagnostics: String, at expression: String? = nil) {
        self.init(status, [CareIssue(kind, diagnostics, at: expression)])
    }

    /// The same words for what is not there and what may not be seen.
    static func notFound(_ id: ResourceID) -> FHIRRefusal {
        FHIRRefusal(404, .notFound, "There is no such \(id.type) here")
    }

    static func gone(_ id: ResourceID) -> FHIRRefusal {
        FHIRRefusal(410, .deleted, "This \(id.type) has been deleted")
    }

    /// What was sent is more than is taken at that address.
    package static func bodyTooLarge(_ path: [String]) -> FHIRRefusal {
        let text =
            path.first == "Binary"
            ? "A Binary holds at most \(Double(BinaryContent.largest / 100_000) / 10) MB, for it is kept as base64; send it in parts"
            : "The request is larger than 50 MB; send it in parts, large content as Binary"
        return FHIRRefusal(413, .tooLong, text)
    }

    /// What is asked for at once does not fit into one answer.
    static var answerTooLarge: FHIRRefusal {
        FHIRRefusal(413, .tooLong, "The answer would be too large; ask for less at once, such as by a lower _count")
    }

    /// The resource is not in the expected version, or is there already.
    ///
    /// Does not say in which version it is, for the caller may not be allowed to see it.
    static func changed(at location: String? = nil) -> FHIRRefusal {
        FHIRRefusal(
            412, .conflict, "The resource has changed: read its current version and apply your change to that",
            at: location)
    }

    /// The refusal that fits any error a part of the service throws.
    static func from(_ error: any Error) -> FHIRRefusal {
        switch error {
        case let refusal as FHIRRefusal: refusal
        case let failure as SearchQueryFailure: FHIRRefusal(400, failure.issues)
        case let failure as ResourceFailure: from(failure)
        case let failure as XMLFailure: from(failure)
        case let failure as StoreFailure: from(failure)
        case let issue as CareIssue: FHIRRefusal(400, [issue])
        case is CancellationError: FHIRRefusal(503, .transient, "The client went before the answer was there")
        default: FHIRRefusal(500, .exception, "The server met an error it did not expect; try again")
        }
    }

    private static func from(_ failure: ResourceFailure) -> FHIRRefusal {
        switch failure {
        case .json(var json):
            json.path = shortened(json.path)
            let isTooLarge = json.code == .tooLarge || json.code == .tooManyValues
            return FHIRRefusal(
                isTooLarge ? 413 : 400, isTooLarge ? .tooLong : .structure, json.message,
                at: json.path.isEmpty ? nil : json.path)
        case .notAnObject, .noResourceType: return FHIRRefusal(400, .structure, failure.message)
        }
    }

    private static func from(_ failure: XMLFailure) -> FHIRRefusal {
        let isTooLarge = failure.code == .tooLarge || failure.code == .tooManyNodes
        let place = failure.line > 0 ? " (line \(failure.line), column \(failure.column))" : ""
        return FHIRRefusal(
            isTooLarge ? 413 : 400, isTooLarge ? .tooLong : .structure, failure.code.explanation + place,
            at: failure.path.isEmpty ? nil : shortened(failure.path))
    }

    /// A path of at most 100 characters: of a longer one its beginning, up to the end of a step.
    ///
    /// JSON that is nested too deep would else be answered with a path of hundreds of steps.
    static func shortened(_ path: String) -> String {
        guard path.count > 100 else { return path }
        let front = path.prefix(100)
        let end = front.lastIndex { $0 == "." || $0 == "[" } ?? front.endIndex
        return String(path[..<end])
    }

    private static func from(_ failure: StoreFailure) -> FHIRRefusal {
        switch failure {
        case .versionConflict: changed()
        case .guardFailed, .bookmarkMoved:
            FHIRRefusal(409, .conflict, "Someone else changed what this request depends on; send it again")
        case .duplicateChange:
            FHIRRefusal(400, .duplicate, "A resource is changed twice in one transaction; change it once")
        case .searchParameterRefused(_, let issue): FHIRRefusal(422, [issue])
        case .indexIncomplete(let parameter, let done, let total):
            FHIRRefusal(
                503,
                [
                    CareIssue(
                        .incomplete,
                        "The index of '\(parameter)' is being built: \(done) of \(total) resources are done; "
                            + "search without it, or again later",
                        at: "http.\(parameter.drop { $0 != "." }.dropFirst())")
                ], retryAfter: 10)
        case .searchParametersChanged:
            FHIRRefusal(
                503, [CareIssue(.transient, "The search parameters have just changed; send the request again")],
                retryAfter: 1)
        case .throttled(let delay):
            FHIRRefusal(
                429, [CareIssue(.throttled, "Too much is to be done at once; try again later")],
                retryAfter: max(1, Int(delay.components.seconds)))
        case .positionGone:
            FHIRRefusal(410, .expired, "This page link is too old; start the search again")
        case .tooCostly:
            FHIRRefusal(503, .tooCostly, "The search takes too long; make it narrower, for example by patient or date")
        case .unavailable:
            FHIRRefusal(503, [CareIssue(.transient, "The store is not available; try again later")], retryAfter: 5)
        }
    }

    /// The answer that tells it.
    var response: FHIRResponse {
        var headers = [(name: "Content-Type", value: FHIRMediaType.json)]
        if let retryAfter { headers.append(("Retry-After", String(retryAfter))) }
        if let allow { headers.append(("Allow", allow)) }
        if let challenge { headers.append(("WWW-Authenticate", challenge)) }
        var response = FHIRResponse(status: status, headers: headers, body: OperationOutcome.json(issues))
        response.disclosure.people = people
        return response
    }
}
