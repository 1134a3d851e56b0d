// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import Synchronization

/// One piece of work on a connection, which somebody else may call off.
final class PostgresJob: Sendable {
    private enum Phase {
        case waiting, ended, cancelled
        case running(PostgresCancellation?)
    }

    private let phase = Mutex(Phase.waiting)

    /// Whether it was called off.
    var isCancelled: Bool {
        phase.withLock { phase in
            if case .cancelled = phase { return true }
            return false
        }
    }

    /// Does the work, unless it was called off before.
    func run<Result>(_ cancellation: PostgresCancellation?, _ body: () throws -> Result) throws -> Result {
        let mayRun = phase.withLock { phase in
            if case .cancelled = phase { return false }
            phase = .running(cancellation)
            return true
        }
        guard mayRun else { throw CancellationError() }
        defer {
            // Waits for a request to the server that is under way: it must not hit the next statement.
            phase.withLock { phase in
                if case .running = phase { phase = .ended }
            }
        }
        return try body()
    }

    /// Calls the work off, whether it has begun or not.
    func cancel() {
        // The request goes over a connection of its own, which takes a while.
        DispatchQueue.global().async {
            self.phase.withLock { phase in
                switch phase {
                case .waiting: phase = .cancelled
                case .running(let cancellation):
                    phase = .cancelled
                    cancellation?.cancel()
                case .ended, .cancelled: break
                }
            }
        }
    }
}
