// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Exchange
import Testing

@Suite("A circuit breaker")
struct CircuitBreakerTests {
    private let start = Timestamp(seconds: 1_000_000)

    /// Plays a script and returns what was permitted, as `+` and `-`: `f` fails, `s` succeeds, `a` is abandoned, `?`
    /// asks, `.` lets a second pass.
    private func play(_ script: String) -> String {
        var breaker = CircuitBreaker()
        var now = start
        var permitted = ""
        for step in script {
            switch step {
            case "f": breaker.failed(at: now)
            case "s": breaker.succeeded()
            case "a": breaker.abandoned()
            case "?": permitted += breaker.permits(at: now) ? "+" : "-"
            default: now = now + .seconds(1)
            }
        }
        return permitted
    }

    @Test(
        "It opens at the third failure in a row, rests ten seconds and then lets one request try",
        arguments: [
            ("?f?f?", "+++"), ("fff?", "-"), ("ffsff?", "+"), ("fff.........?.?", "-+"),
            ("fff..........?????", "+----"),
            ("fff..........?f?", "+-"), ("fff..........?f.........?.?", "+-+"), ("fff..........?s???", "++++"),
            ("fff..........?sff?f?", "++-"), ("fff..........?a??", "++-"), ("aaaa?", "+"),
        ])
    func table(script: String, permitted: String) {
        #expect(play(script) == permitted)
    }
}
