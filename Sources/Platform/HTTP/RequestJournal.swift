// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Hummingbird
internal import Logging
internal import Metrics

/// Counts, times and logs requests, without anything that could say whom they are about.
struct RequestJournal: Sendable {
    let logger: Logger

    /// Notes one answered request.
    ///
    /// Addresses may hold identifiers, even where a parameter's name should stand: only the route and the number of
    /// parameters are kept.
    ///
    /// - Parameter route: the shape of the path, without ids.
    func note(_ edge: EdgeRequest, route: String, status: Int, elapsed: Duration) {
        let nanoseconds = elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000
        Timer(label: "http_request_seconds", dimensions: [("route", route)]).recordNanoseconds(nanoseconds)
        Counter(label: "http_requests_total", dimensions: [("route", route), ("status", "\(status)")]).increment()
        logger.info(
            "request",
            metadata: [
                "method": "\(edge.request.method)", "route": "\(route)", "status": "\(status)",
                "parameters": "\(edge.query.count)",
                "milliseconds": "\(nanoseconds / 1_000_000)",
            ])
    }
}
