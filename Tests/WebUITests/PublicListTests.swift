// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import FHIRModel
import Testing
import WebUI

@Suite("Connected organisations on public pages")
struct PublicListTests {
    /// An organisation that may be named, and one that may not: by its own name, by a feed's, or both.
    static let secrets: [(organisation: Bool, feed: Bool)] = [(true, false), (false, true), (true, true)]

    private static func pages(_ directory: DirectorySnapshot) -> [String] {
        let model = OrganisationsPage.Model(session: Sample.visitorSession, directory: directory, now: Sample.now)
        let home = PublicHomePage.Model(
            session: Sample.visitorSession, organisations: 2, freshness: FeedFreshness(directory, now: Sample.now),
            now: Sample.now)
        return [OrganisationsPage.html(model), FeedHealthPage.html(.init(model)), PublicHomePage.html(home)].map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func directory(organisation: Bool, feed: Bool) throws -> DirectorySnapshot {
        let (open, secret) = (try #require(ODSCode("R1H")), try #require(ODSCode("X99")))
        return DirectorySnapshot(
            organisations: [
                Organisation(code: open, name: "Riverside Hospital", kind: .acuteTrust),
                Organisation(code: secret, name: "Quayside", kind: .acuteTrust, isNameSensitive: organisation),
            ],
            feeds: [
                FeedDescriptor(
                    id: "open", name: "Letters", organisation: open, cadence: .live, lastReceived: Sample.now),
                FeedDescriptor(
                    id: "secret", name: "Tests", organisation: secret, cadence: .live, isNameSensitive: feed,
                    lastReceived: Sample.now),
            ])
    }

    @Test(
        "Public pages count a source whose name would tell something, and name neither it nor what it sends",
        arguments: secrets)
    func sensitiveNames(row: (organisation: Bool, feed: Bool)) throws {
        let pages = Self.pages(try Self.directory(organisation: row.organisation, feed: row.feed))
        for page in pages {
            for name in ["Quayside", "Tests", "X99", "secret"] { #expect(!page.contains(name), "\(name) is told") }
        }
        for page in pages.prefix(2) {
            #expect(page.contains("Riverside Hospital") && page.contains("1 more service is connected"))
        }
        let named = Self.pages(try Self.directory(organisation: false, feed: false))
        #expect(named.prefix(2).allSatisfy { $0.contains("Quayside") }, "the test would see a name")
    }

    @Test("A source whose description cannot be read is told of, and not everything is on time")
    func unreadableFeed() throws {
        let readable = try Self.directory(organisation: false, feed: false)
        let directory = DirectorySnapshot(
            organisations: Array(readable.organisations.values), feeds: readable.feeds, unreadableFeeds: 1)
        let pages = Self.pages(directory)
        #expect(pages.prefix(2).allSatisfy { $0.contains("1 more source is connected") })
        #expect(pages[2].contains("1 source is not sending") && !pages[2].contains("arriving on time"))
        #expect(Self.pages(readable)[2].contains("arriving on time"))
    }
}
