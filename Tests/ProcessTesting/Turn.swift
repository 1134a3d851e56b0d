// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// The right to run a London of one's own while this exists; few may at once.
///
/// A London waits a second for its nodes. With all tests at once on few cores a healthy node would be late.
final class Turn: Sendable {
    private static let most = 2
    private static let line = Mutex((free: most, waiting: [CheckedContinuation<Void, Never>]()))

    /// Waits until it is one's turn.
    static func come() async -> Turn {
        await withCheckedContinuation { continuation in
            let isFree = line.withLock { line in
                if line.free == 0 {
                    line.waiting.append(continuation)
                    return false
                }
                line.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
        return Turn()
    }

    private init() {}

    deinit {
        let next = Self.line.withLock { line -> CheckedContinuation<Void, Never>? in
            if line.waiting.isEmpty {
                line.free += 1
                return nil
            }
            return line.waiting.removeFirst()
        }
        next?.resume()
    }
}
