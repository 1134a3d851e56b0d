// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What an organisation sends and how often.
package struct FeedDescriptor: Sendable, Equatable {
    /// How often data comes.
    package enum Cadence: Sendable, Equatable {
        /// As things happen.
        case live
        /// Every so many hours.
        case batch(hours: Int)

        /// A batch comes once a year at least; more hours are a mistake, and too many to reckon with.
        private static let possibleHours = 1...8_784

        /// Reads `live` or `batch-12h`.
        package init?(code: some StringProtocol) {
            if code == "live" {
                self = .live
                return
            }
            guard code.hasPrefix("batch-"), code.hasSuffix("h"), let hours = Int(code.dropFirst(6).dropLast()),
                Self.possibleHours.contains(hours)
            else { return nil }
            self = .batch(hours: hours)
        }
    }

    /// What the operators say about the feed.
    package enum Status: String, Sendable {
        case active
        case suspended
        case error
        case off
        case test
    }

    /// Its id.
    package var id: String
    /// What people call it.
    package var name: String
    /// Whose data it brings.
    package var organisation: ODSCode
    /// How often data comes.
    package var cadence: Cadence
    /// The headings of the record it fills, as codes such as `medicines`.
    package var content: [String]
    /// Whether the name of the source must not be shown to everyone: such a source is counted, not named.
    package var isNameSensitive: Bool
    /// When data came last; nil where none ever came.
    package var lastReceived: Timestamp?
    /// What the operators say about it.
    package var status: Status

    /// A feed; see the members for the meaning of the values.
    package init(
        id: String, name: String, organisation: ODSCode, cadence: Cadence, content: [String] = [],
        isNameSensitive: Bool = false, lastReceived: Timestamp? = nil, status: Status = .active
    ) {
        self.id = id
        self.name = name
        self.organisation = organisation
        self.cadence = cadence
        self.content = content
        self.isNameSensitive = isNameSensitive
        self.lastReceived = lastReceived
        self.status = status
    }
}

/// How a feed is doing at a moment.
package enum FeedState: Sendable, Equatable {
    /// Data came when it should.
    case ok(lastReceived: Timestamp)
    /// Data should have come at `since` and did not.
    case late(since: Timestamp)
    /// Data is missing for so long, or the operators say so, that the source counts as not received.
    case down(lastReceived: Timestamp)
    /// No data ever came.
    case neverReceived
    /// The operators switched the feed off.
    case switchedOff
}

/// How long a feed may be silent.
package struct FeedTolerance: Sendable, Equatable {
    /// A live feed is late after this.
    package var liveLate: Duration
    /// A live feed is down after this.
    package var liveDown: Duration
    /// A batch is late this many percent of its interval after the one before.
    package var batchLatePercent: Int
    /// A batch feed is down this many percent of its interval after the last one.
    package var batchDownPercent: Int
    /// How far a sender's clock may be ahead.
    private static let clockSkew = Duration.seconds(300)

    /// Live: late after 30 minutes, down after 4 hours.
    ///
    /// Batches: late after one and a quarter intervals, down after three.
    package static let standard = FeedTolerance(
        liveLate: .seconds(1_800), liveDown: .seconds(14_400), batchLatePercent: 125, batchDownPercent: 300)

    /// A tolerance; see the members for the meaning of the values.
    package init(liveLate: Duration, liveDown: Duration, batchLatePercent: Int, batchDownPercent: Int) {
        self.liveLate = liveLate
        self.liveDown = liveDown
        self.batchLatePercent = batchLatePercent
        self.batchDownPercent = batchDownPercent
    }

    private func limits(_ cadence: FeedDescriptor.Cadence) -> (late: Duration, down: Duration) {
        switch cadence {
        case .live: (liveLate, liveDown)
        case .batch(let hours):
            (.seconds(hours * 36 * batchLatePercent), .seconds(hours * 36 * batchDownPercent))
        }
    }

    /// How a feed is doing at a moment.
    package func state(of feed: FeedDescriptor, at now: Timestamp) -> FeedState {
        if feed.status == .off || feed.status == .suspended { return .switchedOff }
        guard let received = feed.lastReceived else { return .neverReceived }
        let (late, down) = limits(feed.cadence)
        let silence = now - received
        if feed.status == .error || silence > down { return .down(lastReceived: received) }
        // A day that is still to come would call the feed well until then, whatever it sends.
        if received > now + Self.clockSkew { return .late(since: now) }
        return silence > late ? .late(since: received + late) : .ok(lastReceived: received)
    }
}
