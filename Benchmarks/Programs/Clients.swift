// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Clients that work at the same time, each making one request after the other.
struct Clients {
    /// How many at once.
    var count: Int
    /// Requests of all of them together.
    var requests: Int

    /// Makes all requests and measures each.
    func run(_ request: @escaping @Sendable (_ client: Int, _ number: Int) async throws -> Void) async throws -> Times {
        let clock = ContinuousClock()
        let start = clock.now
        let share = max(1, requests / count)
        let each = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<count {
                group.addTask {
                    var taken: [Double] = []
                    for number in 0..<share {
                        let begin = clock.now
                        try await request(client, number)
                        taken.append(seconds(clock.now - begin))
                    }
                    return taken
                }
            }
            return try await group.reduce(into: [Double]()) { $0 += $1 }
        }
        return Times(each: each.sorted(), total: seconds(clock.now - start))
    }

    /// What the requests took.
    struct Times {
        /// Seconds of each, ascending.
        var each: [Double]
        /// Seconds of all together.
        var total: Double

        /// Requests a second.
        var rate: Double { Double(each.count) / total }

        /// Rate, median and 95th percentile in one line.
        var summary: String {
            "\(each.count) requests, \(Int(rate))/s, median \(milliseconds(0.5)) ms, p95 \(milliseconds(0.95)) ms"
        }

        private func milliseconds(_ part: Double) -> Double {
            guard !each.isEmpty else { return 0 }
            return (each[min(each.count - 1, Int(Double(each.count) * part))] * 1e5).rounded() / 100
        }
    }
}
