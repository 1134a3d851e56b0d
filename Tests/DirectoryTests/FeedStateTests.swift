// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing

@Suite("How a feed is doing")
struct FeedStateTests {
    private let now = Timestamp(seconds: 1_795_426_200)

    private func state(
        _ cadence: String, silentFor seconds: Int64?, status: FeedDescriptor.Status = .active
    ) throws -> FeedState {
        let feed = FeedDescriptor(
            id: "f", name: "F", organisation: try code("X9901"),
            cadence: try #require(FeedDescriptor.Cadence(code: cadence)),
            lastReceived: seconds.map { Timestamp(seconds: now.seconds - $0) }, status: status)
        return FeedTolerance.standard.state(of: feed, at: now)
    }

    private func received(_ seconds: Int64) -> Timestamp { Timestamp(seconds: now.seconds - seconds) }

    @Test(
        "Late and down begin a moment after the allowance",
        arguments: [
            ("live", Int64(1_800), Int64(14_400)), ("batch-12h", 54_000, 129_600), ("batch-24h", 108_000, 259_200),
        ])
    func boundaries(cadence: String, late: Int64, down: Int64) throws {
        #expect(try state(cadence, silentFor: 0) == .ok(lastReceived: received(0)))
        #expect(try state(cadence, silentFor: late) == .ok(lastReceived: received(late)))
        #expect(try state(cadence, silentFor: late + 1) == .late(since: received(1)))
        #expect(try state(cadence, silentFor: down) == .late(since: received(down - late)))
        #expect(try state(cadence, silentFor: down + 1) == .down(lastReceived: received(down + 1)))
    }

    @Test("What the operators say comes first")
    func status() throws {
        #expect(try state("live", silentFor: 5, status: .error) == .down(lastReceived: received(5)))
        #expect(try state("live", silentFor: 5, status: .off) == .switchedOff)
        #expect(try state("live", silentFor: nil, status: .suspended) == .switchedOff)
        #expect(try state("live", silentFor: nil, status: .error) == .neverReceived)
        #expect(try state("batch-24h", silentFor: nil) == .neverReceived)
        #expect(try state("live", silentFor: 5, status: .test) == .ok(lastReceived: received(5)))
    }

    @Test(
        "Cadence codes are read strictly",
        arguments: [
            "", "Live", "batch", "batch-", "batch-h", "batch-0h", "batch--1h", "batch-12", "batch-12hh", "daily",
            "batch-8785h", "batch-9223372036854775807h", "batch-9223372036854775808h",
        ])
    func cadenceCodes(text: String) {
        #expect(FeedDescriptor.Cadence(code: text) == nil)
    }

    @Test("The longest interval is a year, and can be reckoned with")
    func longestCadence() throws {
        #expect(try state("batch-8784h", silentFor: 8_784 * 3_600) == .ok(lastReceived: received(8_784 * 3_600)))
    }

    @Test(
        "Data from a day to come is late, but for a clock that is a little ahead",
        arguments: [
            ("live", 300, true), ("live", 301, false), ("batch-24h", 86_400 * 3_650, false),
        ] as [(String, Int64, Bool)])
    func future(cadence: String, ahead: Int64, isOK: Bool) throws {
        let expected: FeedState = isOK ? .ok(lastReceived: received(-ahead)) : .late(since: now)
        #expect(try state(cadence, silentFor: -ahead) == expected)
    }
}
