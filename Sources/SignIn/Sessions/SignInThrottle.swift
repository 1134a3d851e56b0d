// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Synchronization

/// Slows down a source whose sign-ins fail again and again.
///
/// Nobody is locked out: a whole hospital may share one address, so the wait grows to a few seconds and no further, and
/// failures are forgiven with time. What is kept of a source is a hash.
package final class SignInThrottle: Sendable {
    private struct Failures {
        var count: Int
        var last: Timestamp
    }

    /// Failures without any wait.
    package static let free = 5
    /// The longest wait.
    package static let longestWait: Duration = .seconds(8)
    /// One failure is forgiven each time this has passed.
    package static let forgiveness: Duration = .seconds(30)

    /// Beyond, the wait is the longest already: more would only take longer to be forgiven.
    private static let mostCounted = 12

    private let clock: any WallClock
    private let capacity: Int
    private let failures = Mutex<[SecretHash: Failures]>([:])

    /// A throttle that remembers at most `capacity` sources.
    package init(clock: any WallClock, capacity: Int = 10_000) {
        self.clock = clock
        self.capacity = max(capacity, 10)
    }

    /// How long to wait before the next attempt of a source is looked at.
    ///
    /// To be waited for, not to be answered with a refusal: others may share the source.
    ///
    /// - Parameter source: such as the address a request came from.
    package func wait(for source: String) -> Duration {
        let now = clock.now()
        guard let known = failures.withLock({ $0[SecretHash(source)] }) else { return .zero }
        let count = Self.remaining(known, now)
        guard count > Self.free else { return .zero }
        let penalty = min(.milliseconds(250 << (count - Self.free - 1)), Self.longestWait)
        return min(max(known.last + penalty - now, .zero), penalty)
    }

    /// Notes that an attempt of a source failed.
    package func noteFailure(from source: String) {
        let now = clock.now()
        failures.withLock { failures in
            let hash = SecretHash(source)
            let count = failures[hash].map { Self.remaining($0, now) } ?? 0
            if failures[hash] == nil, failures.count >= capacity {
                failures = failures.filter { Self.remaining($0.value, now) > 0 }
                let surplus = failures.count - capacity * 9 / 10
                for (old, _) in failures.sorted(by: { $0.value.last < $1.value.last }).prefix(max(surplus, 0)) {
                    failures[old] = nil
                }
            }
            failures[hash] = Failures(count: min(count + 1, Self.mostCounted), last: now)
        }
    }

    /// Notes that somebody signed in from a source: one failure less, not all, so that one valid account among many
    /// attempts wins an attacker nothing.
    package func noteSuccess(from source: String) {
        let now = clock.now()
        failures.withLock { failures in
            let hash = SecretHash(source)
            guard let known = failures[hash] else { return }
            let count = Self.remaining(known, now) - 1
            failures[hash] = count > 0 ? Failures(count: count, last: known.last) : nil
        }
    }

    private static func remaining(_ failures: Failures, _ now: Timestamp) -> Int {
        let passed = (now - failures.last).microseconds / forgiveness.microseconds
        return max(failures.count - Int(max(passed, 0)), 0)
    }
}

extension SignInThrottle {
    /// How long to wait before the next attempt from an address is looked at.
    package func wait(for address: ClientAddress) -> Duration { wait(for: address.source) }

    /// Notes that an attempt from an address failed.
    package func noteFailure(from address: ClientAddress) { noteFailure(from: address.source) }

    /// Notes that somebody signed in from an address.
    package func noteSuccess(from address: ClientAddress) { noteSuccess(from: address.source) }
}
