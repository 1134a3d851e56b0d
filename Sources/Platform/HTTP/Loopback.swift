// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Hosts that only this machine reaches.
enum Loopback {
    private static let hosts: Set = ["127.0.0.1", "::1", "localhost"]

    static func contains(_ host: String) -> Bool { hosts.contains(host) }
}
