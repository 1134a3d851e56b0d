// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

@Suite("Documents, appointments, plans, vaccinations, procedures")
struct CareSectionTests {
    @Test("A letter in plain text is read whole; a file is opened by reference")
    func documents() throws {
        let record = try record([
            item(
                "DocumentReference", "1",
                #""status":"current","type":\#(snomed("373942005", "Discharge summary")),"description":"Summary","date":"2026-10-04","author":[{"display":"Dr D"}],"content":[{"attachment":{"contentType":"text/plain; charset=utf-8","data":"QSA8IEIgJiBDCsKj"}}]"#
            ),
            item(
                "DocumentReference", "2",
                #""status":"current","description":"Scan","content":[{"attachment":{"contentType":"application/pdf","url":"Binary/b","size":1234}},{"attachment":{"contentType":"application/pdf","url":"https://letters.example/7.pdf"}}]"#
            ),
        ])
        let summary = try #require(record.documents.rows.first { $0.title == "Summary" })
        #expect(summary.content == [.text("A < B & C\n£")])
        #expect(summary.kind == .dischargeSummary)
        #expect(summary.authors == [StaffNote(name: "Dr D")])
        let scan = try #require(record.documents.rows.first { $0.title == "Scan" })
        #expect(
            scan.content == [
                .file(
                    contentType: "application/pdf", item: ItemReference(node: "nel", reference: "Binary/b"),
                    byteCount: 1_234, title: nil),
                .elsewhere(contentType: "application/pdf", title: nil),
            ])
        #expect(record.otherItems.isEmpty)
    }

    @Test(
        "A document about someone else is marked; superseded ones are history",
        arguments: ["superseded", "entered-in-error"])
    func thirdParty(status: String) throws {
        let label =
            #""meta":{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"third-party"}]}"#
        let section = try record([
            item("DocumentReference", "1", label + #","status":"current","description":"Letter""#),
            item("DocumentReference", "2", #""status":"\#(status)","description":"Old letter""#),
        ]).documents
        #expect(section.rows.map(\.isAboutThirdParty) == [true])
        #expect(section.history.map(\.title) == ["Old letter"])
    }

    @Test("Appointments stand by time: the next first, then the last")
    func appointments() throws {
        func appointment(_ id: String, _ start: String, _ status: String = "booked") throws -> RecordItem {
            try item(
                "Appointment", id,
                #""status":"\#(status)","description":"A\#(id)","start":"\#(start)","participant":[{"actor":{"reference":"Location/l","display":"Clinic 4"}},{"actor":{"reference":"Practitioner/p","display":"Nurse E"}}]"#
            )
        }
        let section = try record([
            appointment("1", "2026-12-24T09:00:00Z"), appointment("2", "2026-11-24T09:00:00Z"),
            appointment("3", "2026-11-20T09:00:00Z", "noshow"), appointment("4", "2025-01-01T09:00:00Z", "fulfilled"),
            item(
                "ServiceRequest", "5",
                #""status":"active","code":{"text":"Referral to falls clinic"},"authoredOn":"2026-11-07""#),
        ]).appointments
        #expect(section.future.map(\.title) == ["A2", "A1"])
        #expect(section.past.map(\.title) == ["A3", "A4"])
        #expect(section.future[0].place == "Clinic 4")
        #expect(section.future[0].staff == [StaffNote(name: "Nurse E")])
        #expect(section.referrals.map(\.title) == ["Referral to falls clinic"])
    }

    @Test("A council's plan and its team stand under support at home, a health service's do not")
    func plans() throws {
        let record = try record([
            item(
                "CarePlan", "1",
                #""status":"active","intent":"plan","title":"Visits","category":[\#(snomed("310134006", "Social services"))],"description":"4 visits a day","careTeam":[{"reference":"CareTeam/t"}],"goal":[{"reference":"Goal/g"}],"activity":[{"detail":{"description":"Home care"}}]"#,
                from: .plans),
            item(
                "CareTeam", "t",
                #""status":"active","name":"Home team","participant":[{"role":[{"text":"Social worker"}],"member":{"display":"F. Moss"}}]"#,
                from: .plans),
            item("Goal", "g", #""lifecycleStatus":"active","description":{"text":"Stay at home"}"#, from: .plans),
            item("CarePlan", "2", #""status":"completed","intent":"plan","title":"Wound care""#),
            item("CarePlan", "3", #""status":"active","intent":"plan","title":"Council plan""#, from: .council),
            item("CarePlan", "4", #""status":"active","intent":"plan","title":"Ended","period":{"end":"2026-01-01"}"#),
        ])
        #expect(Set(record.supportAtHome.current.map(\.title)) == ["Visits", "Council plan"])
        #expect(record.supportAtHome.teams.map(\.members) == [[StaffNote(name: "F. Moss", role: "Social worker")]])
        let plan = try #require(record.supportAtHome.current.first { $0.title == "Visits" })
        #expect(plan.text == "4 visits a day")
        #expect(plan.goals.map(\.text) == ["Stay at home"])
        #expect(plan.activities == ["Home care"])
        #expect(record.carePlans.current.isEmpty)
        #expect(Set(record.carePlans.past.map(\.title)) == ["Wound care", "Ended"])
    }

    private func vaccination(
        _ id: String, _ code: String, _ text: String, status: String = "completed", on date: String = "2026-10-05",
        more: String = "", from source: TestSource = .gp
    ) throws -> RecordItem {
        try item(
            "Immunization", id,
            #""extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure","valueCodeableConcept":\#(snomed(code, text))}],"status":"\#(status)","vaccineCode":{"text":"Vaccine"},"occurrenceDateTime":"\#(date)""#
                + more,
            from: source)
    }

    @Test("The same dose in two sources is one row; another day is another dose")
    func doses() throws {
        let section = try record([
            vaccination(
                "1", "822851000000102", "Seasonal influenza vaccination", more: #","lotNumber":"L7""#, from: .hospital),
            vaccination("2", "955651000000100", "Influenza vaccination given elsewhere"),
            vaccination("3", "822851000000102", "Seasonal influenza vaccination", on: "2025-10-05"),
        ]).vaccinations
        #expect(section.given.map(\.sources.sourceCount) == [2, 1])
        #expect(section.given[0].batch == "L7")
    }

    @Test("Not given never counts as given, in any of its forms")
    func notGiven() throws {
        let items = [
            try vaccination(
                "1", "822851000000102", "Influenza", status: "not-done", more: #","statusReason":{"text":"Declined"}"#),
            try vaccination("2", "1324781000000109", "COVID-19 first dose not given"),
            try item(
                "Observation", "3",
                #""status":"final","code":\#(snomed("1324781000000109", "COVID-19 first dose not given")),"effectiveDateTime":"2021-02-01""#
            ),
            try item(
                "Immunization", "4",
                #""status":"completed","vaccineCode":{"text":"MMR vaccination declined"},"occurrenceDateTime":"2020-01-01""#
            ),
        ]
        let section = try record(items).vaccinations
        #expect(section.given.isEmpty)
        #expect(section.notGiven.flatMap(\.sources).count == 4)
        #expect(section.notGiven.contains { $0.reasonNotGiven == "Declined" })
    }

    @Test("Procedures of two sources are one row if all agrees; not done and in error stand apart")
    func procedures() throws {
        func procedure(_ id: String, _ status: String = "completed", site: String = "", from source: TestSource = .gp)
            throws -> RecordItem
        {
            try item(
                "Procedure", id,
                #""status":"\#(status)","code":\#(snomed("609588000", "Total knee replacement")),"performedDateTime":"2024-02-01""#
                    + site, from: source)
        }
        let section = try record([
            procedure("1"), procedure("2", from: .hospital),
            procedure("3", site: #","bodySite":[{"text":"Left knee"}]"#),
            procedure("4", "not-done"), procedure("5", "entered-in-error"),
            item(
                "Condition", "6",
                #""code":{"coding":[{"system":"http://snomed.info/sct","code":"73761001"}],"text":"Colonoscopy"}"#),
        ]).procedures
        #expect(section.rows.map(\.sources.sourceCount).sorted() == [1, 1, 2])
        #expect(section.rows.contains { $0.laterality == .left })
        #expect(section.rows.contains { $0.title == "Colonoscopy" })
        #expect(section.notDone.count == 1)
        #expect(section.history.count == 1)
    }

    @Test(
        "What was entered in error is in no live list, and kept",
        arguments: ["DiagnosticReport", "EpisodeOfCare", "CareTeam", "ServiceRequest"])
    func enteredInError(type: String) throws {
        let words = #","code":{"text":"Wrong"},"name":"Wrong","type":[{"text":"Wrong"}]"#
        func lists(_ record: CareRecord) -> (live: Int, withdrawn: Int) {
            (
                record.results.panels.count + record.encounters.episodes.count + record.carePlans.teams.count
                    + record.appointments.referrals.count,
                record.results.withdrawnPanels.count + record.encounters.withdrawnEpisodes.count
                    + record.carePlans.withdrawnTeams.count + record.appointments.withdrawnReferrals.count
            )
        }
        let wrong = try record([item(type, "1", #""status":"entered-in-error""# + words)])
        #expect(lists(wrong) == (live: 0, withdrawn: 1))
        #expect(wrong.otherItems.isEmpty && wrong.timeline.entries.isEmpty)
        #expect(try lists(record([item(type, "1", #""status":"active""# + words)])) == (live: 1, withdrawn: 0))
    }

    @Test("A team of a council that was entered in error stays with support at home")
    func councilTeam() throws {
        let section = try record([
            item("CareTeam", "1", #""status":"entered-in-error","name":"Wrong""#, from: .council)
        ]).supportAtHome
        #expect(section.teams.isEmpty)
        #expect(section.withdrawnTeams.map(\.title) == ["Wrong"])
    }
}
