// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareTypes
package import Directory

/// The organisations that are connected and how fresh each one's information is.
package enum OrganisationsPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var organisations: [ConnectedOrganisation]
        /// Services whose very name would tell something private.
        package var unnamed: Int
        /// Sources whose description cannot be read: they are missing from the list.
        package var unreadable: Int
        /// Areas that did not answer: what is said of their organisations may be out of date.
        package var silentAreas: [String]
        package var now: Timestamp

        /// Organisations as given.
        package init(
            session: PageSession, organisations: [ConnectedOrganisation], unnamed: Int, unreadable: Int = 0,
            silentAreas: [String] = [], now: Timestamp
        ) {
            self.session = session
            self.silentAreas = silentAreas
            self.organisations = organisations
            self.unnamed = unnamed
            self.unreadable = unreadable
            self.now = now
        }

        /// The organisations of a directory that send something, as they are at a moment.
        package init(
            session: PageSession, directory: DirectorySnapshot, silentAreas: [String] = [],
            tolerance: FeedTolerance = .standard, now: Timestamp
        ) {
            let day = LondonTime.reading(of: now).date
            var rows: [ConnectedOrganisation] = []
            var unnamed = 0
            for organisation in directory.organisations.values where organisation.validity.contains(day) {
                let feeds = directory.feeds(of: organisation.code)
                guard !feeds.isEmpty else { continue }
                guard !organisation.isNameSensitive, !feeds.contains(where: \.isNameSensitive) else {
                    unnamed += 1
                    continue
                }
                rows.append(
                    ConnectedOrganisation(
                        name: organisation.name, kind: organisation.kind,
                        area: directory.area(of: organisation.code, on: day)?.name,
                        feeds: feeds.map {
                            FeedReport(
                                feed: $0, organisation: organisation.name, state: tolerance.state(of: $0, at: now))
                        }))
            }
            rows.sort { $0.name < $1.name }
            self.init(
                session: session, organisations: rows, unnamed: unnamed, unreadable: directory.unreadableFeeds,
                silentAreas: silentAreas, now: now)
        }
    }

    /// The page.
    package static func html(_ model: Model, words: PublicWords = .english) -> [UInt8] {
        let own = words.organisations
        let frame = PageFrame(title: own.title, session: model.session, current: .organisations)
        return frame.page { html in
            html.pageHeading(own.title, lede: own.lede)
            html.silentAreas(model.silentAreas, words)
            let states = model.organisations.flatMap { $0.feeds.map(\.state) }
            let counts = FeedFreshness(states)
            html(.p) { html in
                html(.strong, words.feeds.counts(counts.upToDate, counts.late, counts.missing) + ".")
                html.text(" " + words.home.asOf(PublicDateText.moment(model.now)) + ". ")
                html(.a, .href(.feedHealth), text: words.feeds.title)
            }
            if model.organisations.isEmpty { html(.p, own.none) }
            for kind in OrganisationKind.allCases {
                table(model.organisations.filter { $0.kind == kind }, kind, words, &html)
            }
            if model.unnamed > 0 { html(.p, own.unnamed(model.unnamed)) }
            if model.unreadable > 0 { html(.p, own.unreadable(model.unreadable)) }
        }
    }

    private static func table(
        _ rows: [ConnectedOrganisation], _ kind: OrganisationKind, _ words: PublicWords, _ html: inout HTML
    ) {
        guard !rows.isEmpty else { return }
        let own = words.organisations
        let caption = own.summaryCaption(SectionWords.plain.kind(kind), rows.count)
        let table = DataTable(
            caption: caption, columns: [own.name, own.area, own.sends, own.freshness], style: "stacked organisations")
        table.add(to: &html) { html in
            for row in rows {
                html(.tr) { html in
                    html(.th, .rowHeader, text: row.name)
                    html(.td) { $0.labelled(own.area, row.area ?? SharedWords.english.notRecorded) }
                    html(.td) { html in
                        let sections = row.feeds.flatMap(\.feed.content).compactMap { RecordSection(feedContent: $0) }
                        html.labelled(own.sends, SectionWords.plain.list(sections).capitalisedInitial)
                    }
                    html(.td) { html in
                        html(.span, .class("cell-label"), text: own.freshness)
                        html(.ul, .class("states")) { html in
                            for report in row.feeds {
                                html(.li) { $0.feedState(report, words, named: row.feeds.count > 1) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An organisation that sends information.
package struct ConnectedOrganisation: Sendable, Equatable {
    package var name: String
    package var kind: OrganisationKind
    /// The name of its area.
    package var area: String?
    package var feeds: [FeedReport]

    /// An organisation with its feeds.
    package init(name: String, kind: OrganisationKind, area: String?, feeds: [FeedReport]) {
        self.name = name
        self.kind = kind
        self.area = area
        self.feeds = feeds
    }
}

extension HTML {
    /// Says which areas did not answer, where there are any.
    mutating func silentAreas(_ names: [String], _ words: PublicWords) {
        guard !names.isEmpty else { return }
        self(.p, .class("notice"), text: words.organisations.silent(names))
    }

    /// Adds a cell's value with its column's name, which is seen only where a narrow screen stacks the cells.
    mutating func labelled(_ label: String, _ value: String) {
        self(.span, .class("cell-label"), text: label)
        text(value)
    }

    /// Adds the sign and words of a feed's state.
    mutating func feedState(_ report: FeedReport, _ words: PublicWords, named: Bool) {
        report.state.symbol.add(to: &self)
        self(.span) { html in
            if named { html.text("\(report.streamName): ") }
            html(.strong, report.state.text(words.feeds))
            if let received = report.feed.lastReceived {
                html.text(". \(words.feeds.last) ")
                html.text(PublicDateText.moment(received))
            }
        }
    }
}
