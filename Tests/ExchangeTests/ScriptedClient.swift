// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Exchange
import Synchronization

/// A node that behaves as a test wants, whatever it is asked.
final class ScriptedClient: NodeClient {
    enum Behaviour: Sendable {
        /// Answers that it may tell nothing more.
        case answers
        /// Sleeps for long, until it is cancelled.
        case stalls
        /// Sleeps for a while, whether it is cancelled or not.
        case stallsDeaf
        case fails(NodeFailure)
        /// Fails with an error of another module.
        case breaks
        /// Sends half an answer.
        case sendsHalf
        /// Answers, and breaks when it is asked for records that look alike.
        case breaksAtLookalikes
    }

    struct Breakdown: Error {}

    let node: String
    let name: String
    private let behaviour: Mutex<Behaviour>
    private let count = Mutex(0)

    init(_ node: String, _ behaviour: Behaviour) {
        self.node = node
        name = "Area " + node
        self.behaviour = Mutex(behaviour)
    }

    /// How often it was asked.
    var questions: Int { count.withLock { $0 } }

    func behave(_ new: Behaviour) { behaviour.withLock { $0 = new } }

    private func act() async throws -> Bool {
        count.withLock { $0 += 1 }
        switch behaviour.withLock({ $0 }) {
        case .answers, .breaksAtLookalikes: return true
        case .sendsHalf: return false
        case .stalls: try await Task.sleep(for: .seconds(120))
        case .stallsDeaf: await Task.detached { try? await Task.sleep(for: .seconds(8)) }.value
        case .fails(let failure): throw failure
        case .breaks: throw Breakdown()
        }
        return true
    }

    func record(_ request: NodeRequest) async throws -> NodeRecordAnswer {
        let answer = NodeRecordAnswer(isAllowed: true, reasons: ["emergency"])
        return try await act() ? answer : NodeRecordAnswer(answer.bytes.dropLast(4), node: node)
    }

    func files(_ request: NodeRequest) async throws -> NodeRecordAnswer { try await record(request) }

    func relationships(_ request: NodeRequest) async throws -> NodeRelationships {
        let answer = NodeRelationships(relationships: [], isKnown: true)
        return try await act() ? answer : NodeRelationships(answer.bytes.dropLast(4))
    }

    func candidates(_ request: NodeRequest) async throws -> NodeCandidates {
        try await act() ? NodeCandidates(candidates: []) : NodeCandidates([UInt8(ascii: "[")])
    }

    func lookalikes(_ request: NodeRequest) async throws -> NodeTally {
        if case .breaksAtLookalikes = behaviour.withLock({ $0 }) { throw Breakdown() }
        return try await act() ? NodeTally(count: 0) : NodeTally([UInt8(ascii: "{")])
    }

    func people(after mark: PeopleMark) async throws -> PeoplePage {
        let page = PeoplePage(
            mark: PeopleMark(list: "list", count: mark.count), start: mark.count, keys: [], isWhole: true, sources: [])
        return try await act() ? page : PeoplePage(page.bytes.dropLast(4), node: node)
    }
}
