// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Audit
import CareRecord
import CareTypes
import Directory
import Exchange
import WebUI

/// Every page of the site, made from made-up models.
struct SamplePage: Sendable, CustomStringConvertible {
    var name: String
    var html: [UInt8]

    var description: String { name }

    init(_ name: String, _ html: [UInt8]) {
        self.name = name
        self.html = html
    }

    var text: String { String(decoding: html, as: UTF8.self) }
}

extension Sample {
    static let staffView = RecordView(
        session: staffSession, record: record, reader: .staff(handle: "h4ndle"), now: now)
    static let ownView = RecordView(session: londonerSession, record: record, reader: .person, now: now)

    static let listed = [
        ListedPerson(
            handle: "h1", name: ClinicalName(family: "Okafor", given: "Grace", title: "Mrs."),
            birthDate: day("1948-02-29"),
            gender: "Female", number: number, address: "Flat 4, 12 Chatsworth Road, E5 0LP"),
        ListedPerson(
            handle: "h2", name: ClinicalName(family: "Okafor", given: "Gloria"), birthDate: day("1948-02-29"),
            gender: "Female", number: nil, address: nil, isAddressProtected: true, died: date("2020-01-02")),
    ]

    static let emptyForm = FormEntry()
    static let badForm = FormEntry(
        values: ["family-name": "O'<Brien>\"", "birth-day": "31", "birth-month": "2"],
        faults: [
            FormFault(field: "birth-date", message: "Enter a date of birth that exists, such as 31 3 1980"),
            FormFault(field: "postcode", message: "Enter a postcode"),
        ])

    static let staffPages: [SamplePage] = [
        SamplePage("staff-find", FindPersonPage.html(.init(session: staffSession))),
        SamplePage(
            "staff-find-faults", FindPersonPage.html(.init(session: staffSession, form: .details, entry: badForm))),
        SamplePage("staff-find-none", FindPersonPage.html(.init(session: staffSession, outcome: .noMatch))),
        SamplePage("staff-find-many", FindPersonPage.html(.init(session: staffSession, outcome: .tooManyMatches))),
        SamplePage("staff-candidates", CandidatesPage.html(staffSession, people: listed)),
        SamplePage(
            "staff-confirm", ConfirmPersonPage.html(.init(session: staffSession, person: listed[0], today: today))),
        SamplePage(
            "staff-confirm-faults",
            ConfirmPersonPage.html(
                .init(
                    session: staffSession, person: listed[1], checked: ["name"],
                    entry: FormEntry(faults: [FormFault(field: "checked", message: "Tick at least two")]), today: today)
            )),
        SamplePage(
            "staff-emergency",
            EmergencyAccessPage.html(.init(session: staffSession, person: listed[0], hours: 4, today: today))),
        SamplePage(
            "staff-emergency-faults",
            EmergencyAccessPage.html(
                .init(
                    session: staffSession, person: listed[0], hours: 4,
                    entry: FormEntry(
                        values: ["reason": "</textarea><script>"],
                        faults: [FormFault(field: "reason", message: "Write why you need this record now")]),
                    today: today))),
    ]

    static let recordPages: [SamplePage] =
        [
            SamplePage("record", RecordPage.html(staffView)), SamplePage("record-print", PrintPage.html(staffView)),
            SamplePage("record-trend", TrendPage.html(staffView, trend: potassium)),
            SamplePage("record-trend-egfr", TrendPage.html(staffView, trend: kidney)),
            SamplePage("record-trend-single", TrendPage.html(staffView, trend: sodium)),
            SamplePage("record-document", DocumentPage.html(staffView, document: documents.rows[0])),
            SamplePage("record-document-parts", DocumentPage.html(staffView, document: documents.rows[2])),
            SamplePage("record-encounter", EncounterPage.html(staffView, encounter: encounters.rows[3])),
            SamplePage("record-timeline", TimelinePage.html(staffView)),
            SamplePage("record-timeline-2026", TimelinePage.html(staffView, year: "2026") ?? []),
            SamplePage("record-timeline-empty", TimelinePage.html(staff(empty(.failed, .notReceived)))),
            SamplePage("record-timeline-few", TimelinePage.html(staff(fewHeadings))),
        ]
        + RecordSection.allCases.map { SamplePage("record-\($0.pageName)", SectionPage.html(staffView, section: $0)) }

    static let londonerPages: [SamplePage] =
        [
            SamplePage("me", LondonerHomePage.html(londonerSession, emergencyAccess: minutesAgo(900))),
            SamplePage("me-record", OwnRecordPage.html(ownView)),
            SamplePage("me-who-looked", WhoLookedPage.html(.init(session: londonerSession, lines: looks))),
            SamplePage("me-who-looked-none", WhoLookedPage.html(.init(session: londonerSession, lines: []))),
            SamplePage("me-trend", TrendPage.html(ownView, trend: potassium)),
            SamplePage("me-document", DocumentPage.html(ownView, document: documents.rows[0])),
            SamplePage("me-timeline", TimelinePage.html(ownView)),
            SamplePage("me-document-parts", DocumentPage.html(ownView, document: documents.rows[2])),
            SamplePage("me-encounter", EncounterPage.html(ownView, encounter: encounters.rows[3])),
            SamplePage("sources-explained", SourcesExplainedPage.html(londonerSession)),
        ]
        + RecordSection.allCases.map { SamplePage("me-\($0.pageName)", SectionPage.html(ownView, section: $0)) }

    static let organisationsModel = OrganisationsPage.Model(session: visitorSession, directory: directory, now: now)

    static let publicPages: [SamplePage] = [
        SamplePage(
            "home",
            PublicHomePage.html(
                .init(
                    session: visitorSession, organisations: organisationsModel.organisations.count,
                    freshness: FeedFreshness(directory, now: now),
                    now: now))),
        SamplePage("areas", AreasPage.html(.init(session: visitorSession, areas: LondonAreas.areas, day: today))),
        SamplePage(
            "areas-2023",
            AreasPage.html(.init(session: visitorSession, areas: LondonAreas.areas, day: day("2023-01-01")))),
        SamplePage("organisations", OrganisationsPage.html(organisationsModel)),
        SamplePage("feeds", FeedHealthPage.html(.init(organisationsModel))),
        SamplePage("privacy", PrivacyPage.html(visitorSession)),
        SamplePage("accessibility", AccessibilityPage.html(visitorSession)),
        SamplePage("sign-in", SignInPage.html(visitorSession)),
        SamplePage("test-issuer", TestIssuerPage.html(issuer)),
        SamplePage("signed-out", NoticePage.html(.signedOut, visitorSession)),
        SamplePage("signed-out-idle", NoticePage.html(.signedOutIdle, visitorSession)),
        SamplePage("form-expired", NoticePage.html(.formExpired, staffSession)),
        SamplePage("not-available", NoticePage.html(.notAvailable, staffSession)),
        SamplePage("failed", NoticePage.html(.failed(reference: "b71f"), londonerSession)),
        SamplePage("too-many", NoticePage.html(.tooManyRequests, visitorSession)),
    ]

    static let all = staffPages + recordPages + londonerPages + publicPages + statePages

    static let issuer = TestIssuerPage.Model(
        session: visitorSession,
        accounts: [
            .init(id: "s1", name: "Dr Ada Mensah", description: "Doctor, Royal London Hospital", kind: .staff),
            .init(id: "s2", name: "Tom Reid", description: "Social worker, London Borough of Hackney", kind: .staff),
            .init(id: "p1", name: "Grace Okafor", description: "78, lives in Hackney", kind: .londoner),
        ], client: "OneLondon", claims: ["who you are", "where you work and as what"],
        action: PageAddress("/issuer/consent"),
        carried: [("request", "r-1")])
}
