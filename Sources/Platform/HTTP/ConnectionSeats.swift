// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// How many connections the process serves at a time: fewer than it may have files open, for its store needs some too.
final class ConnectionSeats: Sendable {
    /// Those of all servers of this process.
    static let all = ConnectionSeats(descriptors: DescriptorLimit.raised())

    /// An idle connection takes 23 kB.
    private static let largest = 10_000

    private let most: Int
    private let taken = Atomic(0)

    /// - Parameter descriptors: how many files and connections may be open together.
    init(descriptors: Int) { most = min(descriptors - min(256, descriptors / 2), Self.largest) }

    /// Serves a connection, or tells it to come back where all seats are taken.
    func seat(_ connection: HTTP1Channel.Value, _ serve: () async -> Void) async {
        defer { taken.subtract(1, ordering: .relaxed) }
        guard taken.add(1, ordering: .relaxed).newValue <= most else { return await Self.refuse(connection) }
        await serve()
    }

    /// Answers before anything was asked, and closes.
    private static func refuse(_ connection: HTTP1Channel.Value) async {
        let fields: HTTPFields = [.connection: "close", .retryAfter: "5", .contentLength: "0"]
        try? await connection.executeThenClose { _, outbound in
            try await outbound.write(.head(HTTPResponse(status: .serviceUnavailable, headerFields: fields)))
            try await outbound.write(.end(nil))
            outbound.finish()
        }
    }
}

/// Lets no connection in while the process has no descriptor for it: to try again and again takes all of a core.
private struct DescriptorsLast: AvailableConnectionsDelegate {
    private var count = 0

    mutating func connectionOpened() { count += 1 }
    mutating func connectionClosed() { count -= 1 }
    /// The end of a connection is what opens the door again, so it stands open while there is none.
    func isAcceptingNewConnections() -> Bool { count == 0 || DescriptorLimit.hasRoom }
}

extension ApplicationConfiguration {
    /// A server of this program at an address.
    static func edge(_ host: String, port: Int) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil, availableConnectionsDelegate: DescriptorsLast())
    }
}
