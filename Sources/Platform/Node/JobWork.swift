// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Jobs
internal import ServiceLifecycle

/// Works bulk jobs off until the process is asked to stop; what is unfinished then goes on at the next start.
struct JobWork: Service {
    let desk: JobDesk

    func run() async throws {
        await cancelWhenGracefulShutdown { await desk.run() }
    }
}
