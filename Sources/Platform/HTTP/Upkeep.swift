// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import ServiceLifecycle

/// Does something again and again until the process is asked to stop.
struct Upkeep: Service {
    private let pause: Duration
    private let work: @Sendable () async -> Void

    /// - Parameter pause: the time before the first turn and between two.
    init(every pause: Duration, _ work: @escaping @Sendable () async -> Void) {
        self.pause = pause
        self.work = work
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil { await work() }
        }
    }
}
