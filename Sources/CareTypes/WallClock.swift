// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
internal import Synchronization

/// Where the time comes from.
///
/// Libraries ask a clock that is handed to them, so that tests decide what time it is.
package protocol WallClock: Sendable {
    /// The time now.
    func now() -> Timestamp
}

/// The machine's clock.
package struct SystemClock: WallClock {
    /// The machine's clock.
    package init() {}

    package func now() -> Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }
}

/// A clock that stands still until it is moved; for tests and for replaying the past.
package final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that shows `start`.
    package init(_ start: Timestamp) {
        time = Mutex(start)
    }

    package func now() -> Timestamp { time.withLock { $0 } }

    /// Moves the clock on.
    package func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}
