// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import WebUI

/// Records in states that hurt when a page gets them wrong.
extension Sample {
    static func record(_ change: (inout CareRecord) -> Void) -> CareRecord {
        var changed = record
        change(&changed)
        return changed
    }

    static func staff(_ record: CareRecord, _ footing: RecordView.Footing = .care) -> RecordView {
        RecordView(session: staffSession, record: record, reader: .staff(handle: "h4ndle"), footing: footing, now: now)
    }

    static func own(_ record: CareRecord) -> RecordView {
        RecordView(session: londonerSession, record: record, reader: .person, now: now)
    }

    static let died = record {
        $0.person.death = DeathStatement(
            state: .died, date: date("2026-11-20"), statements: [.init(says: .died, source: note(practice))])
        $0.person.age = 78
    }

    static let deathNoticeRemoved = record {
        $0.person.death = DeathStatement(
            state: .noticeRemoved, statements: [.init(says: .removed, source: note(practice))])
    }

    static let deathDisputed = record {
        $0.person.death = DeathStatement(
            state: .sourcesDisagree,
            statements: [
                .init(says: .died, date: date("2026-11-20"), source: note(practice)),
                .init(says: .alive, source: note(hospital)),
            ])
    }

    static let protectedAddress = record {
        $0.person.addressProtection = .protected
        $0.person.addresses = []
        $0.person.telecoms = []
        $0.person.contacts = []
        $0.person.practice = nil
        $0.person.differences = []
    }

    static let addressNotKnown = record {
        $0.person.addressProtection = .notKnown
        $0.person.addresses = []
        $0.person.telecoms = []
        $0.person.differences = []
        var area = source("South East London", .failed, RecordSection.all, minutes: nil, items: 0)
        area.feed = nil
        $0.sources.append(area)
    }

    static func allergies(_ state: AllergySection.State) -> CareRecord {
        record { $0.allergies = AllergySection(state: state, coverage: coverage(.allergies)) }
    }

    /// Everything empty, under sources that all answered in one way.
    static func empty(_ state: SourceLine.State, _ coverageState: SectionCoverage.State) -> CareRecord {
        let line = source(homerton, state, RecordSection.all)
        func coverage(_ section: RecordSection) -> SectionCoverage {
            SectionCoverage(section: section, lines: coverageState == .noSource ? [] : [line], state: coverageState)
        }
        return record {
            $0.alerts = AlertSection(coverage: coverage(.alerts))
            $0.resuscitation = ResuscitationSection(
                state: coverageState == .complete ? .noneRecorded : .unavailable, coverage: coverage(.resuscitation))
            $0.allergies = AllergySection(
                state: coverageState == .complete ? .notRecorded : .unavailable, coverage: coverage(.allergies))
            $0.problems = ProblemSection(coverage: coverage(.problems))
            $0.medicines = MedicineSection(coverage: coverage(.medicines))
            $0.results = ResultSection(coverage: coverage(.results))
            $0.encounters = EncounterSection(coverage: coverage(.encounters))
            $0.documents = DocumentSection(coverage: coverage(.documents))
            $0.appointments = AppointmentSection(coverage: coverage(.appointments))
            $0.carePlans = CarePlanSection(coverage: coverage(.carePlans))
            $0.supportAtHome = SupportAtHomeSection(coverage: coverage(.supportAtHome))
            $0.vaccinations = VaccinationSection(coverage: coverage(.vaccinations))
            $0.procedures = ProcedureSection(coverage: coverage(.procedures))
            $0.sources = coverageState == .noSource ? [] : [line]
            $0.hiddenItems = 0
            $0.possibleOtherRecords = 0
        }
    }

    /// What a role with few headings is given: the others are empty and say so.
    static let fewHeadings = {
        var few = empty(.ok, .notShown)
        few.visibleSections = [.person, .contacts, .gp, .appointments]
        few.appointments = record.appointments
        return few
    }()

    static let statePages: [SamplePage] = [
        SamplePage("state-died", RecordPage.html(staff(died))),
        SamplePage("state-death-removed", RecordPage.html(staff(deathNoticeRemoved))),
        SamplePage("state-death-disputed", RecordPage.html(staff(deathDisputed))),
        SamplePage("state-protected", RecordPage.html(staff(protectedAddress))),
        SamplePage("state-address-not-known", RecordPage.html(staff(addressNotKnown))),
        SamplePage("me-state-address-not-known", SectionPage.html(own(addressNotKnown), section: .contacts)),
        SamplePage("state-no-allergies", RecordPage.html(staff(allergies(.noKnown(.medicinesOnly))))),
        SamplePage("state-allergies-unrecorded", RecordPage.html(staff(allergies(.notRecorded)))),
        SamplePage("state-allergies-unavailable", RecordPage.html(staff(allergies(.unavailable)))),
        SamplePage("state-empty", RecordPage.html(staff(empty(.nothingHeld, .complete)))),
        SamplePage("state-nothing-received", RecordPage.html(staff(empty(.failed, .notReceived)))),
        SamplePage("state-no-source", RecordPage.html(staff(empty(.ok, .noSource)))),
        SamplePage("state-few-headings", RecordPage.html(staff(fewHeadings, .administration))),
        SamplePage("state-emergency", RecordPage.html(staff(record, .emergency(until: now + .seconds(14_400))))),
        SamplePage("state-died-print", PrintPage.html(staff(died))),
        SamplePage("me-state-nothing-received", OwnRecordPage.html(own(empty(.failed, .notReceived)))),
        SamplePage("me-state-died", OwnRecordPage.html(own(died))),
    ]
}
