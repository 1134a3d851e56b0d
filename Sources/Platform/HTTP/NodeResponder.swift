// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import Directory
internal import FHIRModel
internal import FHIRSearch
internal import FHIRService
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Metrics
internal import NIOCore
internal import RecordStore
internal import SignIn

/// All that a node answers over HTTP: the FHIR service, the exchange's questions, its health and its metrics.
struct NodeResponder: HTTPResponder {
    typealias Context = EdgeContext

    private let fhir: FHIRRoutes
    private let exchange: ExchangeRoutes?
    private let runtime: NodeRuntime
    private let metrics: MetricsRegistry
    private let journal: RequestJournal

    /// - Parameter verifier: checks the tokens of exchanges; nil where the node answers none.
    init(
        runtime: NodeRuntime, authentication: NodeServer.Authentication, verifier: NodeTokenVerifier? = nil,
        metrics: MetricsRegistry, logger: Logger
    ) {
        self.runtime = runtime
        self.metrics = metrics
        journal = RequestJournal(logger: logger)
        exchange = verifier.map { ExchangeRoutes(gateway: runtime.gateway, verifier: $0, logger: logger) }
        let audit = FHIRAudit(log: runtime.audit, node: runtime.descriptor.id, clock: runtime.clock)
        fhir = FHIRRoutes(service: runtime.service, audit: audit) { edge in
            try authentication.caller(of: edge)
        }
    }

    func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let edge = EdgeRequest(request: request)
        let started = ContinuousClock.now
        let (route, response) =
            edge.isSmall
            ? await answer(edge, edge.path, caller: context.caller)
            : await (ClientPresence.current ?? ClientPresence()).whilePresent {
                await answer(edge, edge.path, caller: context.caller)
            }
        journal.note(edge, route: route, status: response.status.code, elapsed: started.duration(to: .now))
        return response
    }

    private func answer(_ edge: EdgeRequest, _ path: [String], caller: String) async -> (route: String, Response) {
        let inner = edge.innerPath
        switch path.first {
        case "fhir":
            return ("fhir/" + Self.route(inner), await fhir.respond(to: edge, path: inner))
        case "exchange":
            guard let exchange else { return ("exchange", Self.text(.notFound, "This node answers no exchange.\n")) }
            return ("exchange/\(inner.first == "ask" ? "ask" : "list")", await exchange.respond(to: edge, path: inner))
        case "healthz": return ("healthz", Self.text(.ok, "ok\n"))
        case "readyz":
            guard (try? await runtime.store.snapshot()) != nil else {
                return ("readyz", Self.text(.serviceUnavailable, "the store is not available\n"))
            }
            // It serves while its index is built.
            let builds = (try? await runtime.store.indexBuilds()) ?? []
            return ("readyz", Self.text(.ok, "ready\n" + IndexWatch.lines(builds)))
        case "metrics" where Loopback.contains(caller): return ("metrics", Self.text(.ok, metrics.text))
        default:
            return ("none", Self.text(.notFound, "There is nothing at this address. The FHIR service is at /fhir.\n"))
        }
    }

    private static let names = Set(R4.resourceTypes).union([
        "metadata", "_search", "_history", "$everything", "$validate", "$meta", "$meta-add", "$meta-delete",
        "$document", "$lastn", "$summary", "$export", "$import", "_jobs",
    ])

    /// The shape of a path, without ids and without anything that a client made up.
    private static func route(_ path: [String]) -> String {
        path.prefix(5).enumerated().map { position, segment in
            if names.contains(segment) { return segment }
            return position == 1 ? "{id}" : "{other}"
        }.joined(separator: "/")
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
