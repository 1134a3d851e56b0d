// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Hummingbird
internal import Logging
internal import Metrics
internal import Synchronization

/// Counts, times and logs requests, without anything that could say whom they are about.
final class RequestJournal: Sendable {
    private struct Outcome: Hashable {
        var route: String
        var status: Int
    }

    /// The figures of one outcome; there are as many as routes and statuses, for routes hold no ids.
    private struct Figures {
        let time: Timer
        let count: Counter
    }

    private let logger: Logger
    private let figures = Mutex<[Outcome: Figures]>([:])

    /// - Parameter logger: is told of each request.
    init(logger: Logger) { self.logger = logger }

    /// Notes one answered request.
    ///
    /// Addresses may hold identifiers, even where a parameter's name should stand: only the route and the number of
    /// parameters are kept.
    ///
    /// - Parameter route: the shape of the path, without ids.
    func note(_ edge: EdgeRequest, route: String, status: Int, elapsed: Duration) {
        let nanoseconds = elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000
        let figures = figures(of: Outcome(route: route, status: status))
        figures.time.recordNanoseconds(nanoseconds)
        figures.count.increment()
        logger.info(
            "request",
            metadata: [
                "method": "\(edge.request.method)", "route": "\(route)", "status": "\(status)",
                "parameters": "\(edge.query.count)",
                "milliseconds": "\(nanoseconds / 1_000_000)",
            ])
    }

    private func figures(of outcome: Outcome) -> Figures {
        figures.withLock { figures in
            if let known = figures[outcome] { return known }
            let new = Figures(
                time: Timer(label: "http_request_seconds", dimensions: [("route", outcome.route)]),
                count: Counter(
                    label: "http_requests_total",
                    dimensions: [("route", outcome.route), ("status", "\(outcome.status)")]))
            figures[outcome] = new
            return new
        }
    }
}
