// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import Exchange

/// The contents of a Londoner's record in plain words; each part has a page of its own (``SectionPage``).
package enum OwnRecordPage {
    /// The page.
    package static func html(_ view: RecordView, words: LondonerWords = .english) -> [UInt8] {
        let own = words.record
        return RecordFrame(view: view, title: own.title).page { html in
            html.pageHeading(own.title, lede: own.lede)
            if view.record.person.death.state == .died { html(.p, .class("notice"), text: own.died) }
            CoverageStrip(view: view).add(to: &html)
            html.section(own.contents) { html in
                html(.ul, .class("contents")) { html in
                    for section in view.sections { entry(section, view, own, &html) }
                    html(.li) { $0(.a, .href(view.timelineAddress), text: view.style.words.timeline.title) }
                }
            }
            OtherItems(view: view).add(to: &html)
            html(.p, own.askSoon)
            html(.p, .class("quiet"), text: own.wrong)
            html.linkLine(words.home.missingHeading, .sourcesExplained)
        }
    }

    private static func entry(
        _ section: RecordSection, _ view: RecordView, _ words: LondonerWords.Record, _ html: inout HTML
    ) {
        html(.li) { html in
            html(.a, .href(view.address(of: section)), text: view.style.sections[section])
            guard let (count, coverage) = view.record.extent(of: section) else { return }
            html(.span, .class("quiet"), text: words.count(count))
            if !coverage.missing.isEmpty || coverage.state == .notReceived {
                html(.span, .class("state-tag")) { html in
                    StateSymbol.missing.add(to: &html)
                    html.text(words.countMissing)
                }
            }
        }
    }
}

extension CareRecord {
    /// How many rows stand in a section's main lists, and what its sources answered; nil where counting says nothing.
    func extent(of section: RecordSection) -> (count: Int, coverage: SectionCoverage)? {
        switch section {
        case .person, .contacts, .gp, .resuscitation: nil
        case .alerts: (alerts.current.count, alerts.coverage)
        case .allergies: (allergies.current.count, allergies.coverage)
        case .problems: (problems.active.count + problems.past.count, problems.coverage)
        case .medicines: (medicines.groups.count, medicines.coverage)
        case .results: (results.trends.count, results.coverage)
        case .encounters: (encounters.rows.count + encounters.planned.count, encounters.coverage)
        case .documents: (documents.rows.count, documents.coverage)
        case .appointments:
            (appointments.future.count + appointments.past.count + appointments.referrals.count, appointments.coverage)
        case .carePlans: (carePlans.current.count + carePlans.past.count, carePlans.coverage)
        case .supportAtHome: (supportAtHome.current.count + supportAtHome.past.count, supportAtHome.coverage)
        case .vaccinations: (vaccinations.given.count + vaccinations.notGiven.count, vaccinations.coverage)
        case .procedures: (procedures.rows.count + procedures.notDone.count, procedures.coverage)
        }
    }
}
