// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes
internal import FHIRSearch
internal import FHIRService
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Serves a ``FHIRService`` under a path.
struct FHIRRoutes: Sendable {
    /// Who a request comes from, and what that allows.
    struct Caller: Sendable {
        var fhir: FHIRCaller
        var actor: AuditActor
        var purpose: AuditPurpose
    }

    let service: FHIRService
    let audit: FHIRAudit
    /// Decides for whom a request is answered, or refuses it.
    let authorise: @Sendable (EdgeRequest) async throws -> Caller

    /// Answers a request whose path begins with the service's; `path` is what stands behind it.
    func respond(to edge: EdgeRequest, path: [String]) async -> Response {
        let method = FHIRRequest.Method(rawValue: edge.request.method.rawValue)
        var request = FHIRRequest(
            method ?? .get, path, query: edge.query, headers: Self.headers(of: edge), caller: Self.nobody)
        guard method != nil else {
            return refusal(of: request, 405, .notSupported, "This method is not available here")
        }
        do {
            guard edge.isWellFormed else { throw FormParameters.garbled }
            // What is packed would be kept, and given out, as if it were what it says to be.
            guard edge.header("Content-Encoding").map({ $0.lowercased() == "identity" }) ?? true else {
                throw FHIRRefusal(
                    415, [CareIssue(.notSupported, "Send the content as it is, without Content-Encoding")])
            }
            let caller = try await authorise(edge)
            request.caller = caller.fhir
            guard let body = try await edge.body() else { throw FHIRRefusal.bodyTooLarge(path) }
            request.body = body
            let response = await service.respond(to: request)
            // Opened before it is recorded that it is given: a job may expire meanwhile.
            let file = try response.file.map(Self.open)
            do {
                try await audit.record(
                    request, response, actor: caller.actor, purpose: caller.purpose,
                    correlation: Self.correlation(edge.header("X-Request-Id")))
            } catch {
                // Without a durable leaf nothing leaves. What a write did stands; the client may send it again.
                return refusal(of: request, 503, .transient, "The audit is not available; try again later")
            }
            return Self.response(response, file: file)
        } catch let refusal as FHIRRefusal {
            return Self.response(service.refuse(request, refusal))
        } catch {
            return refusal(of: request, 400, .incomplete, "The request ended before it was complete; send it again")
        }
    }

    /// The id that the caller gave its request, where it can be nothing but one.
    private static func correlation(_ stated: String?) -> String {
        guard let stated, (8...64).contains(stated.utf8.count),
            stated.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }),
            stated.contains(where: \.isLetter)
        else { return RandomIdentifier.make() }
        return stated
    }

    /// Whom a request is for until it is known: it sees and changes nothing.
    private static let nobody = FHIRCaller(
        visibility: Visibility(people: .only([]), hiddenLabels: []), mayWrite: false)

    private static func headers(of edge: EdgeRequest) -> FHIRHeaders {
        let fields = edge.request.headers
        return FHIRHeaders(
            accept: fields[.accept], contentType: fields[.contentType], ifMatch: fields[.ifMatch],
            ifNoneMatch: fields[.ifNoneMatch], ifModifiedSince: fields[.ifModifiedSince],
            ifNoneExist: edge.header("If-None-Exist"), prefer: edge.header("Prefer"),
            securityContext: edge.header("X-Security-Context"))
    }

    private func refusal(of request: FHIRRequest, _ status: Int, _ kind: CareIssue.Kind, _ text: String) -> Response {
        Self.response(service.refuse(request, FHIRRefusal(status, [CareIssue(kind, text)])))
    }

    private static func open(_ file: FHIRResponse.File) throws(FHIRRefusal) -> FileHandle {
        guard let handle = FileHandle(forReadingAtPath: file.path) else {
            throw FHIRRefusal(404, [CareIssue(.notFound, "There is no such job or file here")])
        }
        return handle
    }

    /// A file that is read while it is sent.
    private static func body(_ file: FHIRResponse.File, _ handle: FileHandle) -> ResponseBody {
        ResponseBody(contentLength: file.byteCount) { writer in
            var rest = file.byteCount
            while rest > 0, let piece = try handle.read(upToCount: min(rest, 1 << 18)), !piece.isEmpty {
                rest -= piece.count
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try handle.close()
            try await writer.finish(nil)
        }
    }

    private static func response(_ answer: FHIRResponse, file: FileHandle? = nil) -> Response {
        var headers = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
        headers[.cacheControl] = "no-store"
        // Of an answer that leaves its body out the length is still told.
        if let length = answer.lengthOfBody { headers[.contentLength] = String(length) }
        if let file, let content = answer.file {
            return Response(
                status: .init(code: answer.status), headers: headers, body: Self.body(content, file))
        }
        let body = answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }
}
