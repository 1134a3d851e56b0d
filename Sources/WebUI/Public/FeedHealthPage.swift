// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareTypes
internal import Directory

/// All streams of information, those that need attention first.
package enum FeedHealthPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var feeds: [FeedReport]
        /// Services whose very name would tell something private.
        package var unnamed: Int
        /// Sources whose description cannot be read: they are missing from the list.
        package var unreadable: Int
        /// Areas that did not answer: what is said of their sources may be out of date.
        package var silentAreas: [String]
        package var now: Timestamp

        /// Feeds as given.
        package init(
            session: PageSession, feeds: [FeedReport], unnamed: Int, unreadable: Int = 0,
            silentAreas: [String] = [], now: Timestamp
        ) {
            self.session = session
            self.silentAreas = silentAreas
            self.feeds = feeds
            self.unnamed = unnamed
            self.unreadable = unreadable
            self.now = now
        }

        /// The feeds of all organisations on the page of organisations.
        package init(_ organisations: OrganisationsPage.Model) {
            self.init(
                session: organisations.session, feeds: organisations.organisations.flatMap(\.feeds),
                unnamed: organisations.unnamed, unreadable: organisations.unreadable,
                silentAreas: organisations.silentAreas, now: organisations.now)
        }
    }

    /// The page.
    package static func html(_ model: Model, words: PublicWords = .english) -> [UInt8] {
        let own = words.feeds
        return PageFrame(title: own.title, session: model.session, current: .feedHealth).page { html in
            html.pageHeading(own.title, lede: own.lede)
            html.silentAreas(model.silentAreas, words)
            let counts = FeedFreshness(model.feeds.map(\.state))
            html(.p) { html in
                html(.strong, own.counts(counts.upToDate, counts.late, counts.missing) + ".")
                html.text(" " + words.home.asOf(PublicDateText.moment(model.now)) + ".")
            }
            let feeds = model.feeds.sorted {
                ($0.state.urgency, $0.organisation, $0.feed.id) < ($1.state.urgency, $1.organisation, $1.feed.id)
            }
            let columns = [words.organisations.name, own.state, own.last, own.usual, words.organisations.sends]
            let table = DataTable(caption: own.title, columns: columns, captionIsUnseen: true, style: "stacked feeds")
            table.add(to: &html) { html in
                for report in feeds { row(report, words, &html) }
            }
            if model.unnamed > 0 { html(.p, words.organisations.unnamed(model.unnamed)) }
            if model.unreadable > 0 { html(.p, words.organisations.unreadable(model.unreadable)) }
        }
    }

    private static func row(_ report: FeedReport, _ words: PublicWords, _ html: inout HTML) {
        let own = words.feeds
        html(.tr) { html in
            html(.th, .rowHeader) { html in
                html.text(report.organisation)
                html(.p, .class("quiet row-detail"), text: report.streamName)
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.state)
                report.state.symbol.add(to: &html)
                html(.strong, report.state.text(own))
            }
            html(.td) { $0.labelled(own.last, report.feed.lastReceived.map { PublicDateText.moment($0) } ?? own.never) }
            html(.td) { html in
                let usual =
                    switch report.feed.cadence {
                    case .live: own.live
                    case .batch(let hours): own.everyHours(hours)
                    }
                html.labelled(own.usual, usual.capitalisedInitial)
            }
            html(.td) { html in
                let sections = report.feed.content.compactMap { RecordSection(feedContent: $0) }
                html.labelled(words.organisations.sends, SectionWords.plain.list(sections).capitalisedInitial)
            }
        }
    }
}
