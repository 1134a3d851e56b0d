// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory

/// Makes the completeness line of each feed of a node.
enum SourceLines {
    /// A line for the whole node where its directory names feeds that cannot be read: nobody knows what they hold.
    static func unreadable(
        _ node: NodeDescriptor, directory: DirectorySnapshot, hidesNames: Bool = false
    ) -> [SourceLine] {
        guard directory.unreadableFeeds > 0 else { return [] }
        var line = ExchangeService.line((node.id, node.name), .partial)
        if hidesNames {
            line.isNameSensitive = true
            line.name = ""
        }
        return [line]
    }

    /// A line for each feed, and one for those that cannot be read; feeds whose name tells something sensitive are counted, not named.
    ///
    /// Where all names are hidden, times are too: on the public pages they would tell which one it is; and
    /// the lines do not stand in the order of their feeds.
    static func lines(
        node: NodeDescriptor, directory: DirectorySnapshot, knownTo: Set<String>, counts: [String: Int],
        at now: Timestamp,
        hidesNames: Bool
    ) -> [SourceLine] {
        // An organisation with several feeds knows the person if one of its feeds does.
        let knowing = Set(knownTo.compactMap { directory.feed($0)?.organisation })
        let lines = directory.feeds.sorted { $0.id < $1.id }.map { feed in
            var line = line(
                for: feed, node: node.id, directory: directory, at: now,
                knowsPerson: knowing.contains(feed.organisation), count: counts[feed.id] ?? 0)
            // How many items it sent would tell whom it knows.
            if line.isNameSensitive { line.itemCount = 0 }
            if line.isNameSensitive || hidesNames {
                line.isNameSensitive = true
                line.name = ""
                line.organisation = nil
                line.feed = nil
            }
            if hidesNames { line.lastReceived = nil }
            return line
        }
        let unreadable = unreadable(node, directory: directory, hidesNames: hidesNames)
        guard hidesNames else { return lines + unreadable }
        return lines.sorted { ($0.state.rawValue, $0.itemCount) < ($1.state.rawValue, $1.itemCount) } + unreadable
    }

    private static func line(
        for feed: FeedDescriptor, node: String, directory: DirectorySnapshot, at now: Timestamp, knowsPerson: Bool,
        count: Int
    ) -> SourceLine {
        let today = LondonTime.reading(of: now).date
        let organisation = directory.organisation(feed.organisation, on: today)
        // A name stays sensitive after the organisation has ended.
        let isNameSensitive =
            feed.isNameSensitive || directory.organisations[feed.organisation]?.isNameSensitive ?? false
        return SourceLine(
            node: node, feed: feed.id, organisation: feed.organisation, name: organisation?.name ?? feed.name,
            isNameSensitive: isNameSensitive,
            state: state(
                of: feed, at: now, knowsPerson: knowsPerson, count: count, keepsBack: isNameSensitive),
            concernsPerson: isNameSensitive || knowsPerson,
            content: Set(feed.content.compactMap { RecordSection(feedContent: $0) }),
            lastReceived: feed.lastReceived, itemCount: count)
    }

    private static func state(
        of feed: FeedDescriptor, at now: Timestamp, knowsPerson: Bool, count: Int, keepsBack: Bool
    ) -> SourceLine.State {
        switch FeedTolerance.standard.state(of: feed, at: now) {
        case .switchedOff, .neverReceived: return .notConnected
        case .down: return .failed
        case .late: return .late
        case .ok:
            // A source with a sensitive name keeps back whether it holds anything; how the
            // feed is doing is the same for everyone and tells nothing about a person.
            if keepsBack { return .withheld }
            return !knowsPerson ? .recordNotFound : count == 0 ? .nothingHeld : .ok
        }
    }
}
