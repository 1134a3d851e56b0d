// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A way to ask one node.
///
/// In one process it is the node itself; between processes it is HTTP with a signed token. Implementations honour
/// cancellation.
package protocol NodeClient: Sendable {
    /// The node's id, such as `ncl`.
    var node: String { get }
    /// The node's name as shown to people.
    var name: String { get }

    /// Everything about a person.
    func record(_ request: NodeRequest) async throws -> NodeRecordAnswer
    /// Files that items of a person's record refer to, as context.
    func files(_ request: NodeRequest) async throws -> NodeRecordAnswer
    /// Which organisations have to do with a person.
    func relationships(_ request: NodeRequest) async throws -> NodeRelationships
    /// Who might be meant.
    func candidates(_ request: NodeRequest) async throws -> NodeCandidates
    /// How many records that the node did not join look like those that other nodes joined.
    func lookalikes(_ request: NodeRequest) async throws -> NodeTally
    /// The people whom the node may hold, behind those that the mark speaks of.
    func people(after mark: PeopleMark) async throws -> PeoplePage
}
