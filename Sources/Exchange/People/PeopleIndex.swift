// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Identity
internal import Synchronization

/// Which nodes may hold a person, as the nodes told a moment ago.
///
/// A node is left out only where it told within the last ``lifetime`` that it holds nobody with the person's number, and
/// nobody without a number who was born that day. A node that does not answer, or of whose list a part is missing, is
/// always asked: the index saves questions, and other nodes' knowledge of who is looked at, and never a row.
package final class PeopleIndex: Sendable {
    /// How old what a node told may be.
    package static let lifetime = Duration.seconds(5)
    /// The time between two questions to a node.
    private static let pause = Duration.milliseconds(250)
    /// The time before the next piece of a list that has more.
    private static let pauseWithinList = Duration.milliseconds(10)

    private struct Told {
        var mark = PeopleMark.start
        var keys: Set<PersonKey> = []
        var sources: [SourceLine] = []
        /// When the question was asked that was answered with the end of the list.
        var asOf: Timestamp?
    }

    private let clients: [any NodeClient]
    private let clock: any WallClock
    private let told = Mutex<[String: Told]>([:])

    /// An index that knows nothing yet.
    package init(clients: [any NodeClient], clock: any WallClock) {
        self.clients = clients
        self.clock = clock
    }

    /// Keeps the index up until the task is cancelled.
    package func follow() async {
        await withTaskGroup(of: Void.self) { group in
            for client in clients {
                group.addTask {
                    repeat {
                        try? await self.catchUp(with: client)
                    } while (try? await Task.sleep(for: Self.pause)) != nil
                }
            }
        }
    }

    /// Asks every node once for all that is new; a node that fails keeps what it told.
    package func catchUp() async {
        await withTaskGroup(of: Void.self) { group in
            for client in clients { group.addTask { try? await self.catchUp(with: client) } }
        }
    }

    private func catchUp(with client: any NodeClient) async throws {
        while true {
            let asked = clock.now()
            let page = try await client.people(after: told.withLock { $0[client.node]?.mark ?? .start })
            take(page, from: client.node, asked: asked)
            if page.isWhole { return }
            try await Task.sleep(for: Self.pauseWithinList)
        }
    }

    private func take(_ page: PeoplePage, from node: String, asked: Timestamp) {
        told.withLock { told in
            if page.start == 0 { told[node] = Told() }
            told[node, default: Told()].keys.formUnion(page.keys)
            told[node]?.mark = page.mark
            told[node]?.sources = page.sources
            if page.isWhole { told[node]?.asOf = asked }
        }
    }

    /// The nodes that do not hold the person, each with what it would answer about its sources.
    package func nodes(without person: TracedPerson) -> [String: [SourceLine]] {
        let now = clock.now()
        let sought = PersonKey.sought(person)
        return told.withLock { told in
            told.filter { _, told in
                guard let asOf = told.asOf, now - asOf <= Self.lifetime else { return false }
                return sought.allSatisfy { !told.keys.contains($0) }
            }.mapValues(\.sources)
        }
    }
}
