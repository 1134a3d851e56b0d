// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

/// The lists of a section of care plans, a health service's or a council's.
struct PlanLists {
    let current: [CarePlanRow]
    let past: [CarePlanRow]
    let teams: [CareTeamRow]
    let withdrawn: [(title: String, sources: [SourceNote])]
    let coverage: SectionCoverage

    init(_ section: CarePlanSection) {
        (current, past, teams, coverage) = (section.current, section.past, section.teams, section.coverage)
        withdrawn = Self.withdrawn(section.history, section.withdrawnTeams)
    }

    init(_ section: SupportAtHomeSection) {
        (current, past, teams, coverage) = (section.current, section.past, section.teams, section.coverage)
        withdrawn = Self.withdrawn(section.history, section.withdrawnTeams)
    }

    private static func withdrawn(
        _ plans: [CarePlanRow], _ teams: [CareTeamRow]
    ) -> [(title: String, sources: [SourceNote])] {
        plans.map { ($0.title, $0.sources) } + teams.map { ($0.title, $0.sources) }
    }
}

extension SectionBody {
    func plans(_ lists: PlanLists, _ section: RecordSection, _ html: inout HTML) {
        let isEmpty = lists.current.isEmpty && lists.past.isEmpty && lists.teams.isEmpty
        coverage(lists.coverage, isEmpty: isEmpty, &html)
        rows(lists.current, of: section, &html) { row, html in plan(row, &html) }
        group(words.lists.teams, isEmpty: lists.teams.isEmpty, &html) { html in
            rows(lists.teams, of: section, &html) { team, html in
                html(.p, .class("item")) { $0(.strong) { $0(.bdi, team.title) } }
                let members = team.members.compactMap(\.text).joined(separator: "; ")
                html(.p, joined([members, team.organisation, period(style.day(team.start), style.day(team.end))]))
                sources(team.sources, &html)
            }
        }
        group(words.lists.past, isEmpty: lists.past.isEmpty || limit != nil, &html) { html in
            rows(lists.past, of: section, &html) { row, html in plan(row, &html) }
        }
        withdrawn(lists.withdrawn, &html)
    }

    private func plan(_ row: CarePlanRow, _ html: inout HTML) {
        html(.p, .class("item")) { html in
            html(.strong) { $0(.bdi, row.title) }
            html(.span, .class("tag"), text: words.lists.statusText(row.status))
        }
        html(.p, joined([row.category, period(style.day(row.start), style.day(row.end)), row.author?.text]))
        if let text = row.text { html(.p) { $0.verbatim(text) } }
        for (heading, texts) in [
            (words.lists.goals, row.goals.filter { $0.status != "entered-in-error" }.map(\.text)),
            (words.lists.activities, row.activities),
        ] where !texts.isEmpty {
            html(.p, .class("label"), text: heading)
            html(.ul, .class("bullets")) { html in
                for text in texts { html(.li) { $0.verbatim(text) } }
            }
        }
        notes(row.notes, &html)
        sources(row.sources, &html)
    }

    func appointments(_ html: inout HTML) {
        let section = record.appointments
        let own = words.lists
        coverage(
            section.coverage, isEmpty: section.future.isEmpty && section.past.isEmpty && section.referrals.isEmpty,
            &html)
        group(own.future, isEmpty: section.future.isEmpty, &html) { html in
            rows(section.future, of: .appointments, &html) { row, html in appointment(row, &html) }
        }
        group(own.past, isEmpty: section.past.isEmpty || limit != nil, &html) { html in
            rows(section.past, of: .appointments, &html) { row, html in appointment(row, &html) }
        }
        group(own.referrals, isEmpty: section.referrals.isEmpty, &html) { html in
            rows(section.referrals, of: .appointments, &html) { row, html in
                html(.p, .class("item")) { html in
                    html.text((style.day(row.date) ?? SharedWords.english.notRecorded) + " ")
                    html(.strong) { $0(.bdi, row.title) }
                    html(.span, .class("tag"), text: own.statusText(row.status))
                }
                html(.p, joined([row.priority, row.requester?.text, row.reasons.joined(separator: ", ")]))
                notes(row.notes, &html)
                sources(row.sources, &html)
            }
        }
        withdrawn(
            section.history.map { ($0.title, $0.sources) }
                + section.withdrawnReferrals.map { ($0.title, $0.sources) }, &html)
    }

    private func appointment(_ row: AppointmentRow, _ html: inout HTML) {
        html(.p, .class("item")) { html in
            html.text((style.date(row.start) ?? SharedWords.english.notRecorded) + " ")
            html(.strong) { $0(.bdi, row.title) }
            html(.span, .class("tag"), text: words.lists.statusText(row.status))
        }
        let staff = row.staff.compactMap(\.text).joined(separator: "; ")
        html(.p, joined([row.service, row.place, staff, row.reasonCancelled.map(words.lists.cancelledBecause)]))
        notes(row.notes, &html)
        sources(row.sources, &html)
    }

    func vaccinations(_ html: inout HTML) {
        let section = record.vaccinations
        coverage(section.coverage, isEmpty: section.given.isEmpty && section.notGiven.isEmpty, &html)
        rows(section.given, of: .vaccinations, &html) { row, html in vaccination(row, &html) }
        group(words.lists.notGiven, isEmpty: section.notGiven.isEmpty, &html) { html in
            rows(section.notGiven, of: .vaccinations, &html) { row, html in vaccination(row, &html) }
        }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    private func vaccination(_ row: VaccinationRow, _ html: inout HTML) {
        html(.p, .class("item")) { html in
            html.text((style.day(row.date) ?? SharedWords.english.notRecorded) + " ")
            html(.strong) { $0(.bdi, row.title) }
            if !row.isGiven { html(.span, .class("tag tag-look"), text: words.lists.notGiven) }
        }
        let facts = joined([
            row.vaccine, row.dose.map(words.lists.dose), row.batch.map(words.lists.batch), row.site, row.route,
            row.reasonNotGiven,
        ])
        if !facts.isEmpty { html(.p) { $0(.bdi, facts) } }
        notes(row.notes, &html)
        sources(row.sources, &html)
    }

    func procedures(_ html: inout HTML) {
        let section = record.procedures
        coverage(section.coverage, isEmpty: section.rows.isEmpty && section.notDone.isEmpty, &html)
        rows(section.rows, of: .procedures, &html) { row, html in procedure(row, &html) }
        group(words.lists.notDone, isEmpty: section.notDone.isEmpty, &html) { html in
            rows(section.notDone, of: .procedures, &html) { row, html in procedure(row, &html) }
        }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    private func procedure(_ row: ProcedureRow, _ html: inout HTML) {
        let own = words.lists
        html(.p, .class("item")) { html in
            html.text((style.day(row.start) ?? SharedWords.english.notRecorded) + " ")
            html(.strong) { $0(.bdi, row.title) }
            if row.status != "completed" { html(.span, .class("tag"), text: own.statusText(row.status)) }
        }
        let facts = joined([
            row.laterality.map(own.side), row.bodySite, row.outcome.map { "\(own.outcome): \($0)" },
            row.reasons.joined(separator: ", "), row.staff.compactMap(\.text).joined(separator: "; "),
        ])
        if !facts.isEmpty { html(.p) { $0(.bdi, facts) } }
        notes(row.notes, &html)
        sources(row.sources, &html)
    }
}
