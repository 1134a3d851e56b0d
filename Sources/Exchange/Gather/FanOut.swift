// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Synchronization

/// Asks all nodes at once and waits no longer than it may: until everyone has
/// answered, else until the patience ends with at least one answer, at the very
/// latest until the hard limit.
package final class FanOut: Sendable {
    /// How long is waited.
    package struct Patience: Sendable {
        /// After this the answers at hand are enough, if there are any.
        package var first: Duration
        /// After this nobody is waited for.
        package var hardLimit: Duration

        /// One second for the first answer, three at most.
        package static let standard = Patience(first: .milliseconds(1_000), hardLimit: .milliseconds(3_000))

        /// Limits; see the members.
        package init(first: Duration, hardLimit: Duration) {
            self.first = first
            self.hardLimit = hardLimit
        }
    }

    private let clients: [any NodeClient]
    private let patience: Patience
    private let clock: any WallClock
    private let breakers: Mutex<[String: CircuitBreaker]>

    /// Asks these nodes.
    package init(clients: [any NodeClient], patience: Patience = .standard, clock: any WallClock) {
        self.clients = clients
        self.patience = patience
        self.clock = clock
        breakers = Mutex([:])
    }

    /// The nodes that are asked.
    package var nodes: [(id: String, name: String)] { clients.map { ($0.node, $0.name) } }

    private enum Event<Answer: Sendable>: Sendable {
        case answer(node: String, Result<Answer, NodeFailure>)
        case firstPatienceEnds
        case hardLimitReached
    }

    /// Each node's answer or why there is none, by node id; every node that was to be asked has an entry.
    ///
    /// - Parameters:
    ///   - nodes: the ids of those to ask; nil for all.
    ///   - spent: how much of the patience an earlier question of the same wish has used up. At least half of the first
    ///     patience is left, within the hard limit.
    package func ask<Answer: Sendable>(
        only nodes: Set<String>? = nil, after spent: Duration = .zero,
        _ question: @escaping @Sendable (any NodeClient) async throws -> Answer
    ) async -> [String: Result<Answer, NodeFailure>] {
        var answers: [String: Result<Answer, NodeFailure>] = [:]
        var asked: [any NodeClient] = []
        for client in clients where nodes?.contains(client.node) ?? true {
            if breakers.withLock({ $0[client.node, default: CircuitBreaker()].permits(at: clock.now()) }) {
                asked.append(client)
            } else {
                answers[client.node] = .failure(.resting)
            }
        }
        let (events, stream) = AsyncStream.makeStream(of: Event<Answer>.self)
        // Not child tasks, for those would be waited for: a client that does not heed its cancellation may go on
        // by itself, and its circuit breaker sees to it that few do.
        var tasks = asked.map { client in
            Task { _ = stream.yield(.answer(node: client.node, await Self.answer(of: client, question))) }
        }
        let hardLimit = max(patience.hardLimit - spent, .zero)
        let first = min(max(patience.first - spent, patience.first / 2), hardLimit)
        tasks.append(Self.event(.firstPatienceEnds, after: first, stream))
        tasks.append(Self.event(.hardLimitReached, after: spent == .zero ? hardLimit : first, stream))
        answers.merge(await collect(events, from: asked)) { $1 }
        for task in tasks { task.cancel() }
        return answers
    }

    private static func event<Answer: Sendable>(
        _ event: Event<Answer>, after delay: Duration, _ stream: AsyncStream<Event<Answer>>.Continuation
    ) -> Task<Void, Never> {
        Task {
            try? await Task.sleep(for: delay)
            stream.yield(event)
        }
    }

    /// The answers that come in while they are waited for; a failure for each node without one.
    private func collect<Answer: Sendable>(
        _ events: AsyncStream<Event<Answer>>, from asked: [any NodeClient]
    ) async -> [String: Result<Answer, NodeFailure>] {
        var answers: [String: Result<Answer, NodeFailure>] = [:]
        var waiting = Set(asked.map(\.node))
        var isImpatient = false
        var events = events.makeAsyncIterator()
        gathering: while !waiting.isEmpty, let event = await events.next() {
            switch event {
            case .answer(let node, let result):
                waiting.remove(node)
                answers[node] = result
                note(result, node: node)
            case .firstPatienceEnds: isImpatient = true
            case .hardLimitReached: break gathering
            }
            let hasAnswer = answers.values.contains { if case .success = $0 { true } else { false } }
            if isImpatient, hasAnswer { break }
        }
        for node in waiting {
            answers[node] = .failure(.tooSlow)
            if Task.isCancelled {
                breakers.withLock { $0[node]?.abandoned() }
            } else {
                note(Result<Answer, NodeFailure>.failure(.tooSlow), node: node)
            }
        }
        return answers
    }

    private static func answer<Answer: Sendable>(
        of client: any NodeClient, _ question: @Sendable (any NodeClient) async throws -> Answer
    ) async -> Result<Answer, NodeFailure> {
        do {
            return .success(try await question(client))
        } catch let failure as NodeFailure {
            return .failure(failure)
        } catch {
            return .failure(.unreachable)
        }
    }

    private func note<Answer>(_ result: Result<Answer, NodeFailure>, node: String) {
        breakers.withLock { breakers in
            switch result {
            case .success, .failure(.refused): breakers[node, default: CircuitBreaker()].succeeded()
            case .failure: breakers[node, default: CircuitBreaker()].failed(at: clock.now())
            }
        }
    }
}
