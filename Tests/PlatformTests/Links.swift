// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ProcessTesting
import Synchronization

/// A link to each node that can go wrong.
final class Links: Sendable {
    private let byNode = Mutex<[String: FaultyLink]>([:])

    func make(_ ports: [String: Int]) throws -> [String: Int] {
        try byNode.withLock { links in
            for (node, port) in ports { links[node] = try FaultyLink(to: port) }
            return links.mapValues(\.port)
        }
    }

    func set(_ fault: FaultyLink.Fault, on node: String) {
        byNode.withLock { $0[node]?.set(fault) }
    }
}
