// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Exchange
import Testing

@Suite("Asking all nodes at once", .serialized)
struct FanOutTests {
    static let stalls: [ScriptedClient.Behaviour] = [.stalls, .stallsDeaf]
    private let clock = ManualClock(SyntheticNodes.asOf)

    private func fanOut(_ clients: [ScriptedClient], first: Int = 150, hardLimit: Int = 600_000) -> FanOut {
        FanOut(
            clients: clients,
            patience: FanOut.Patience(first: .milliseconds(first), hardLimit: .milliseconds(hardLimit)), clock: clock)
    }

    /// Each node's outcome in a word, and how long it took.
    private func ask(_ fanOut: FanOut) async -> (outcomes: [String: String], time: Duration) {
        var outcomes: [String: String] = [:]
        let time = await ContinuousClock().measure {
            for (node, result) in await fanOut.ask({ try await $0.people(after: .start) }) {
                switch result {
                case .success: outcomes[node] = "answered"
                case .failure(let failure): outcomes[node] = "\(failure)"
                }
            }
        }
        return (outcomes, time)
    }

    @Test("When all answer nobody waits for the patience to end")
    func allAnswer() async {
        let (outcomes, time) = await ask(
            fanOut([ScriptedClient("a", .answers), ScriptedClient("b", .answers)], first: 600_000, hardLimit: 900_000))
        #expect(outcomes == ["a": "answered", "b": "answered"])
        #expect(time < .seconds(300))
    }

    @Test(
        "A node that stalls, even one that cannot be stopped, delays nothing past the first patience",
        arguments: FanOutTests.stalls)
    func oneStalls(behaviour: ScriptedClient.Behaviour) async {
        let (outcomes, time) = await ask(fanOut([ScriptedClient("a", .answers), ScriptedClient("b", behaviour)]))
        #expect(outcomes == ["a": "answered", "b": "tooSlow"])
        #expect(time >= .milliseconds(150) && time < .seconds(300))
    }

    @Test(
        "While nobody has answered the first patience does not end it, the hard limit does",
        arguments: FanOutTests.stalls)
    func allStall(behaviour: ScriptedClient.Behaviour) async {
        let (outcomes, time) = await ask(
            fanOut([ScriptedClient("a", behaviour), ScriptedClient("b", behaviour)], first: 50, hardLimit: 400))
        #expect(outcomes == ["a": "tooSlow", "b": "tooSlow"])
        #expect(time >= .milliseconds(400) && time < .seconds(300))
    }

    @Test("A failure is no answer: the one that may still come is waited for")
    func failureIsNoAnswer() async {
        let (outcomes, time) = await ask(
            fanOut([ScriptedClient("a", .breaks), ScriptedClient("b", .stalls)], first: 50, hardLimit: 400))
        #expect(outcomes == ["a": "unreachable", "b": "tooSlow"])
        #expect(time >= .milliseconds(400))
    }

    @Test("Failures of every kind are told apart and hold up nobody")
    func failures() async {
        let (outcomes, time) = await ask(
            fanOut(
                [
                    ScriptedClient("a", .answers), ScriptedClient("b", .breaks), ScriptedClient("c", .sendsHalf),
                    ScriptedClient("d", .fails(.refused)),
                ], first: 600_000, hardLimit: 900_000))
        #expect(outcomes == ["a": "answered", "b": "unreachable", "c": "unreadable", "d": "refused"])
        #expect(time < .seconds(300))
    }

    @Test("A node that failed three times is left alone, tried once after the rest, and asked again when it answers")
    func rest() async {
        let bad = ScriptedClient("b", .breaks)
        let fanOut = fanOut([ScriptedClient("a", .answers), bad], first: 600_000, hardLimit: 900_000)
        for _ in 0..<3 { #expect(await ask(fanOut).outcomes["b"] == "unreachable") }
        #expect(await ask(fanOut).outcomes == ["a": "answered", "b": "resting"])
        #expect(bad.questions == 3)
        clock.advance(by: CircuitBreaker.rest)
        #expect(await ask(fanOut).outcomes["b"] == "unreachable")
        #expect(await ask(fanOut).outcomes["b"] == "resting")
        clock.advance(by: CircuitBreaker.rest)
        bad.behave(.answers)
        #expect(await ask(fanOut).outcomes["b"] == "answered")
        #expect(await ask(fanOut).outcomes["b"] == "answered")
        #expect(bad.questions == 6)
    }

    @Test("When all nodes rest the answer comes at once and names them all")
    func allRest() async {
        let bad = ScriptedClient("b", .breaks)
        let fanOut = fanOut([bad], first: 30, hardLimit: 30)
        for _ in 0..<3 { _ = await ask(fanOut) }
        #expect(await ask(fanOut).outcomes == ["b": "resting"])
    }

    @Test("A caller who goes away ends the waiting and is not held against the nodes")
    func callerLeaves() async {
        let slow = ScriptedClient("b", .stalls)
        let fanOut = fanOut([slow], first: 30_000)
        for round in 1...5 {
            let asking = Task { await ask(fanOut) }
            while slow.questions < round { try? await Task.sleep(for: .milliseconds(5)) }
            asking.cancel()
            #expect(await asking.value.time < .seconds(300))
        }
        slow.behave(.answers)
        #expect(await ask(fanOut).outcomes == ["b": "answered"])
    }
}
