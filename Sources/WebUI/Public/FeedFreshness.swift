// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Directory

/// How many feeds are doing well.
package struct FeedFreshness: Sendable, Equatable {
    /// Feeds whose data came when it should.
    package var upToDate = 0
    /// Feeds whose data is late.
    package var late = 0
    /// Feeds that are down, switched off or never sent anything.
    package var missing = 0

    /// How the feeds of a directory do at a moment; one whose description cannot be read counts as missing.
    package init(_ directory: DirectorySnapshot, tolerance: FeedTolerance = .standard, now: Timestamp) {
        self.init(directory.feeds.map { tolerance.state(of: $0, at: now) })
        missing += directory.unreadableFeeds
    }

    /// Counts states.
    init(_ states: some Sequence<FeedState>) {
        for state in states {
            switch state {
            case .ok: upToDate += 1
            case .late: late += 1
            case .down, .neverReceived, .switchedOff: missing += 1
            }
        }
    }

    var isAllUpToDate: Bool { late == 0 && missing == 0 }
}

/// One stream of information and how it is doing.
package struct FeedReport: Sendable, Equatable {
    package var feed: FeedDescriptor
    /// The name of the organisation whose data it brings.
    package var organisation: String
    package var state: FeedState

    /// A feed's state at a moment.
    package init(feed: FeedDescriptor, organisation: String, state: FeedState) {
        self.feed = feed
        self.organisation = organisation
        self.state = state
    }

    /// The feed's name without that of its organisation, which stands beside it.
    var streamName: String {
        let lead = organisation + ": "
        guard feed.name.hasPrefix(lead) else { return feed.name }
        return String(feed.name.dropFirst(lead.count)).capitalisedInitial
    }
}

extension FeedState {
    /// The sign that stands before the state's words.
    var symbol: StateSymbol {
        switch self {
        case .ok: .upToDate
        case .late: .late
        case .down, .neverReceived: .missing
        case .switchedOff: .off
        }
    }

    func text(_ words: PublicWords.Feeds) -> String {
        switch self {
        case .ok: words.ok
        case .late(let since): words.late(PublicDateText.moment(since))
        case .down: words.down
        case .neverReceived: words.neverReceived
        case .switchedOff: words.switchedOff
        }
    }

    /// What needs attention comes first.
    var urgency: Int {
        switch self {
        case .down: 0
        case .neverReceived: 1
        case .late: 2
        case .switchedOff: 3
        case .ok: 4
        }
    }
}
