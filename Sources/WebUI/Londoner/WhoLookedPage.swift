// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Audit
internal import CareTypes

/// Who looked at the person's record, when, from where and why.
///
/// Newest first. Looks of one reader that follow each other within an hour stand together as one visit.
package enum WhoLookedPage {
    /// Visits on one page.
    package static let pageSize = 50

    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        /// All accesses the person may know of, in the order of the events.
        package var lines: [AccessLine]
        /// Which page of the list, from 1.
        package var page: Int
        /// Whether there are older looks that are not among the lines.
        package var isCut: Bool

        /// A page of a history.
        package init(session: PageSession, lines: [AccessLine], page: Int = 1, isCut: Bool = false) {
            self.session = session
            self.lines = lines
            self.page = page
            self.isCut = isCut
        }
    }

    /// The page.
    package static func html(_ model: Model, words: LondonerWords = .english) -> [UInt8] {
        let own = words.whoLooked
        return PageFrame(title: own.title, session: model.session, current: .ownWhoLooked).page { html in
            html.pageHeading(own.title, lede: own.lede)
            guard !model.lines.isEmpty else { return html(.p, .class("empty"), text: own.none) }
            let visits = RecordVisit.visits(of: model.lines)
            let first = min(max(0, (model.page - 1) * pageSize), max(0, visits.count - 1))
            let shown = visits[first..<min(first + pageSize, visits.count)]
            if visits.count > pageSize { html(.p, .class("quiet"), text: own.count(first + 1, first + shown.count)) }
            html(.ol, .class("looks")) { html in
                for visit in shown {
                    html(.li, .class(visit.isEmergency ? "look-emergency" : "")) { entry(visit, own, &$0) }
                }
            }
            let hasNext = first + shown.count < visits.count
            turn(model.page, hasNext: hasNext, own, &html)
            if model.isCut, !hasNext { html(.p, own.notListed) }
            html.section(own.queryHeading) { $0(.p, own.query) }
        }
    }

    private static func entry(_ visit: RecordVisit, _ words: LondonerWords.WhoLooked, _ html: inout HTML) {
        let line = visit.lead
        html(.h2, who(line.reader, words))
        html(.p, .class("look-time")) { html in
            html.text(time(visit, words))
            if line.isEmergency {
                html(.strong, .class("tag tag-stop"), text: words.emergency)
            }
        }
        if line.isEmergency, !line.wasDenied { html(.p, words.emergencyExplained) }
        if line.wasDenied { html(.p) { $0(.strong, words.notAllowed) } }
        var rows = [
            (name: words.whereFrom, value: place(line, words)),
            (name: words.why, value: why(line, words)),
        ]
        if let explanation = visit.explanation, !explanation.isEmpty {
            rows.append((words.reason, words.reasonGiven(explanation)))
        }
        if !line.wasDenied { rows.append((words.what, what(visit, words))) }
        html.summaryList(rows)
        if let reference = reference(visit) { html(.p, .class("quiet"), text: words.reference(reference)) }
    }

    /// When it began and, where it went on, when it ended.
    private static func time(_ visit: RecordVisit, _ words: LondonerWords.WhoLooked) -> String {
        let start = PublicDateText.moment(visit.start)
        let end = PublicDateText.moment(visit.end)
        guard start != end else { return start }
        let isOneDay = LondonTime.reading(of: visit.start).date == LondonTime.reading(of: visit.end).date
        return words.until(start, isOneDay ? PublicDateText.clock(visit.end) : end)
    }

    /// The number of the visit's first line stands for all of it.
    private static func reference(_ visit: RecordVisit) -> String? {
        visit.lines.compactMap { $0.position.map { $0.index + 1 } }.min().map(String.init)
    }

    private static func who(_ reader: AccessLine.Reader, _ words: LondonerWords.WhoLooked) -> String {
        switch reader {
        case .yourself: words.you
        case .actingForYou(let name, let basis): words.actingFor(name ?? words.someone, basis.map(words.basis))
        case .staff(let name, let role):
            switch (name, role.map(words.role)) {
            case (let name?, let role?): "\(name), \(role.lowercasedInitial)"
            case (let name?, nil): name
            case (nil, let role?): "\(role) (\(words.nameKept))"
            case (nil, nil): "\(words.staffMember) (\(words.nameKept))"
            }
        case .program(let name): name ?? words.program
        }
    }

    private static func place(_ line: AccessLine, _ words: LondonerWords.WhoLooked) -> String {
        let network = words.network(line.network)
        switch line.reader {
        case .yourself, .actingForYou: return network.capitalisedInitial
        case .staff: return words.placeAndNetwork(line.organisation ?? words.organisationKept, network)
        case .program: return line.organisation.map { words.placeAndNetwork($0, network) } ?? network.capitalisedInitial
        }
    }

    private static func why(_ line: AccessLine, _ words: LondonerWords.WhoLooked) -> String {
        let ties = line.reasons.compactMap(words.tie)
        return words.purpose(line.purpose) + (ties.isEmpty ? "" : ": " + ties.joined(separator: ", "))
    }

    private static func what(_ visit: RecordVisit, _ words: LondonerWords.WhoLooked) -> String {
        var actions: [String] = []
        var seen: [String] = []
        for line in visit.lines {
            let action = words.action(line.action)
            if !actions.contains(action) { actions.append(action) }
            for touch in line.touched where touch.count > 0 {
                let part = words.part(touch.what)
                if !seen.contains(part) { seen.append(part) }
            }
        }
        if visit.isEmergency { actions.removeAll { $0 == words.action(.read) } }
        // What fits no name comes last.
        if let other = seen.firstIndex(of: words.otherThings) { seen.append(seen.remove(at: other)) }
        let done = ([actions.first].compactMap(\.self) + actions.dropFirst().map(\.lowercasedInitial))
            .joined(separator: ", ")
        return seen.isEmpty ? done : "\(done): \(seen.joined(separator: ", "))"
    }

    private static func turn(_ page: Int, hasNext: Bool, _ words: LondonerWords.WhoLooked, _ html: inout HTML) {
        guard page > 1 || hasNext else { return }
        html(.nav, .class("turn"), .aria(.label, words.pages)) { html in
            if page > 1 { html(.a, .href(address(page - 1)), text: words.newer) }
            if hasNext { html(.a, .href(address(page + 1)), text: words.older) }
        }
    }

    /// The first page has the plain address.
    private static func address(_ page: Int) -> PageAddress {
        page <= 1 ? .ownWhoLooked : PageAddress.ownWhoLooked.page(page)
    }
}
