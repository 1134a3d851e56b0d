// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange
internal import ServiceLifecycle

/// Keeps the exchange's index of people up while the process runs.
struct PeopleFollower: Service {
    let people: PeopleIndex

    func run() async throws {
        await cancelWhenGracefulShutdown { await people.follow() }
    }
}
