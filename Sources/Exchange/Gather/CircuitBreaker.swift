// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Leaves a node alone that failed several times in a row, so that its
/// failures cost nobody time; now and then one request tries it again.
package struct CircuitBreaker: Sendable, Equatable {
    /// Failures in a row after which the node is left alone.
    package static let threshold = 3
    /// How long it is left alone.
    package static let rest = Duration.seconds(10)

    private var failures = 0
    private var restUntil: Timestamp?
    private var isTrying = false

    /// A breaker that lets requests through.
    package init() {}

    /// Whether a request may go to the node now.
    ///
    /// After a rest one request is let through; the others wait for what it finds.
    package mutating func permits(at now: Timestamp) -> Bool {
        guard let restUntil else { return true }
        guard now >= restUntil, !isTrying else { return false }
        isTrying = true
        return true
    }

    /// The node answered.
    package mutating func succeeded() { self = CircuitBreaker() }

    /// Whoever asked went away before the node could answer, which says nothing of the node.
    package mutating func abandoned() { isTrying = false }

    /// The node failed or did not answer in time.
    package mutating func failed(at now: Timestamp) {
        failures += 1
        isTrying = false
        if failures >= Self.threshold { restUntil = now + Self.rest }
    }
}
