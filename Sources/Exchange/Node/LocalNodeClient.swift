// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Directory

/// A node in the same process.
package struct LocalNodeClient: NodeClient {
    private let gateway: NodeGateway

    package var node: String { gateway.node.id }
    package var name: String { gateway.node.name }

    /// Asks a node without a network between.
    package init(_ gateway: NodeGateway) {
        self.gateway = gateway
    }

    package func record(_ request: NodeRequest) async throws -> NodeRecordAnswer {
        guard case .record(let person) = request.question else { throw NodeFailure.refused }
        return try await gateway.record(of: person, request)
    }

    package func files(_ request: NodeRequest) async throws -> NodeRecordAnswer {
        guard case .files(let person, let files) = request.question else { throw NodeFailure.refused }
        return try await gateway.files(files, of: person, request)
    }

    package func relationships(_ request: NodeRequest) async throws -> NodeRelationships {
        guard case .relationships(let person) = request.question else { throw NodeFailure.refused }
        return try await gateway.relationships(of: person, request)
    }

    package func candidates(_ request: NodeRequest) async throws -> NodeCandidates {
        guard case .candidates(let search) = request.question else { throw NodeFailure.refused }
        return try await gateway.candidates(search, request)
    }

    package func lookalikes(_ request: NodeRequest) async throws -> NodeTally {
        guard case .lookalikes(let person, let likeness) = request.question else { throw NodeFailure.refused }
        return try await gateway.lookalikes(of: person, likeness, request)
    }

    package func people(after mark: PeopleMark) async throws -> PeoplePage { try await gateway.people(after: mark) }
}
