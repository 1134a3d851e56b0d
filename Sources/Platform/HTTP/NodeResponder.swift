// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import Directory
internal import FHIRSearch
internal import FHIRService
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Metrics
internal import NIOCore
internal import RecordStore
internal import StoreSQLite

/// All that a node answers over HTTP: the FHIR service, its health and its metrics.
struct NodeResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private let fhir: FHIRRoutes
    private let runtime: NodeRuntime
    private let metrics: MetricsRegistry
    private let logger: Logger

    init(runtime: NodeRuntime, metrics: MetricsRegistry, logger: Logger) {
        self.runtime = runtime
        self.metrics = metrics
        self.logger = logger
        let audit = FHIRAudit(log: runtime.audit, node: runtime.descriptor.id, clock: runtime.clock)
        fhir = FHIRRoutes(service: runtime.service, audit: audit) { _ in
            FHIRRoutes.Caller(
                fhir: FHIRCaller(visibility: .unrestricted, mayWrite: true),
                actor: AuditActor(.system, userID: "open", displayName: "anyone on this machine"),
                purpose: .administration)
        }
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let edge = EdgeRequest(request: request)
        let path = edge.path
        let started = ContinuousClock.now
        let (route, response) = await answer(edge, path)
        let elapsed = started.duration(to: .now)
        Timer(label: "http_request_seconds", dimensions: [("route", route)])
            .recordNanoseconds(
                elapsed.components.attoseconds / 1_000_000_000 + elapsed.components.seconds * 1_000_000_000)
        Counter(
            label: "http_requests_total", dimensions: [("route", route), ("status", "\(response.status.code)")]
        ).increment()
        // Addresses may hold identifiers: only the route and the names of parameters are logged.
        logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(route)", "status": "\(response.status.code)",
                "parameters": "\(edge.query.map(\.name).joined(separator: ","))",
                "milliseconds":
                    "\(elapsed.components.seconds * 1_000 + elapsed.components.attoseconds / 1_000_000_000_000_000)",
            ])
        return response
    }

    private func answer(_ edge: EdgeRequest, _ path: [String]) async -> (route: String, Response) {
        switch path.first {
        case "fhir":
            let inner = Array(path.dropFirst())
            return ("fhir/" + Self.route(inner), await fhir.respond(to: edge, path: inner))
        case "healthz": return ("healthz", Self.text(.ok, "ok\n"))
        case "readyz":
            let isReady = (try? await runtime.store.snapshot()) != nil
            return (
                "readyz",
                Self.text(isReady ? .ok : .serviceUnavailable, isReady ? "ready\n" : "the store is not available\n")
            )
        case "metrics": return ("metrics", Self.text(.ok, metrics.text))
        default:
            return ("none", Self.text(.notFound, "There is nothing at this address. The FHIR service is at /fhir.\n"))
        }
    }

    /// The shape of a path, without ids.
    private static func route(_ path: [String]) -> String {
        path.enumerated().map { position, segment in
            position == 0 || segment.hasPrefix("_") || segment.hasPrefix("$") ? String(segment.prefix(40)) : "{id}"
        }.joined(separator: "/")
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
