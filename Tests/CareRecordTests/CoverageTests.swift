// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import Testing

@Suite("What an empty list means")
struct CoverageTests {
    /// States of the two sources that send medicines, and what follows.
    static let cases: [([String: SourceLine.State], SectionCoverage.State, [String])] = [
        ([:], .complete, []),
        (["gp-y99001": .nothingHeld, "epma-r99x1": .recordNotFound], .complete, []),
        (["epma-r99x1": .failed], .incomplete, ["Riverside Hospital"]),
        (["epma-r99x1": .late], .incomplete, ["Riverside Hospital"]),
        (["epma-r99x1": .partial], .incomplete, ["Riverside Hospital"]),
        (["epma-r99x1": .withheld], .incomplete, ["Riverside Hospital"]),
        (["epma-r99x1": .notConnected], .incomplete, ["Riverside Hospital"]),
        (["epma-r99x1": .failed, "gp-y99001": .failed], .notReceived, ["Marsh Lane Surgery", "Riverside Hospital"]),
    ]

    @Test("A section says whether its sources answered", arguments: cases)
    func states(states: [String: SourceLine.State], expected: SectionCoverage.State, missing: [String]) throws {
        let coverage = try record([], states: states, sources: [.gp, .pharmacySystem]).medicines.coverage
        #expect(coverage.state == expected)
        #expect(coverage.missing.map(\.name) == missing)
        switch expected {
        case .complete: #expect(coverage.emptiness == .noneRecorded)
        case .incomplete: #expect(coverage.emptiness == .noneRecordedButMissing(coverage.missing))
        default: #expect(coverage.emptiness == .notReceived(coverage.missing))
        }
    }

    @Test("Only sources that send a section speak of it")
    func relevance() throws {
        let record = try record([], states: ["asc-9": .failed])
        #expect(record.medicines.coverage.state == .complete)
        #expect(record.supportAtHome.coverage.state == .notReceived)
        #expect(record.alerts.coverage.missing.map(\.name) == ["Eastmarsh Council"])
    }

    @Test(
        "A source that never told of the person is said and makes no section incomplete, whatever its state",
        arguments: SourceLine.State.allCases)
    func unconcerned(state: SourceLine.State) throws {
        for concerns in [true, false] {
            var answer = try gathered([], sources: [.gp])
            answer.sources.append(line(.otherHospital, state, concernsPerson: concerns))
            let record = CareRecord(answer, directory: testDirectory)
            let isGap = state.hasGap && concerns
            let coverage = record.medicines.coverage
            #expect(coverage.state == (isGap ? .incomplete : .complete))
            #expect(coverage.missing.map(\.name) == (isGap ? ["Hillfield Hospital"] : []))
            #expect(coverage.lines.map(\.name).sorted() == ["Hillfield Hospital", "Marsh Lane Surgery"])
            #expect(record.medicines.hospitalNotReceived.isEmpty == (!isGap || state == .notConnected))
            #expect(
                record.allergies.state
                    == (isGap && [.failed, .partial, .withheld].contains(state) ? .unavailable : .notRecorded))
        }
    }

    @Test("Where nobody answered, a source that never told of the person does not make it whole")
    func nobodyAnswered() throws {
        var answer = try gathered([], sources: [])
        answer.sources = [line(.otherHospital, .failed, concernsPerson: false)]
        #expect(CareRecord(answer, directory: testDirectory).medicines.coverage.state == .notReceived)
    }

    @Test("A section that no source sends says so")
    func noSource() throws {
        let record = try record([], sources: [.council])
        #expect(record.medicines.coverage.emptiness == .noSource)
        #expect(record.allergies.state == .unavailable)
        #expect(record.resuscitation.state == .unavailable)
    }

    @Test("A node that did not answer leaves a gap in every section")
    func node() throws {
        var answer = try gathered([])
        answer.sources.append(
            SourceLine(
                node: "sel", feed: nil, organisation: nil, name: "South East London", state: .failed,
                content: RecordSection.all, lastReceived: nil, itemCount: 0))
        let record = CareRecord(answer, directory: testDirectory)
        for coverage in [record.medicines.coverage, record.problems.coverage, record.carePlans.coverage] {
            #expect(coverage.missing.map(\.name).contains("South East London"))
        }
        #expect(record.header.isHospitalMedicinesMissing)
    }

    @Test("Sources that are not named are counted, keep nothing back about this person, and are never named")
    func unnamed() throws {
        var answer = try gathered([])
        answer.sources.append(
            SourceLine(
                node: "nel", feed: nil, organisation: ODSCode("Y99777"), name: "Secret Clinic", isNameSensitive: true,
                state: .withheld, content: [.medicines, .allergies], lastReceived: nil, itemCount: 0))
        let record = CareRecord(answer, directory: testDirectory)
        #expect(record.medicines.coverage.state == .complete)
        #expect(record.medicines.coverage.unnamedSources == 1)
        #expect(record.allergies.state == .notRecorded)
        #expect(record.medicines.hospitalNotReceived.isEmpty)
        #expect(!"\(record)".contains("Secret Clinic") && !"\(record)".contains("Y99777"))
    }

    @Test("Each row tells its source, its times and how the feed did")
    func notes() throws {
        let problem = try item(
            "Condition", "1",
            #""code":{"text":"Gout"},"onsetDateTime":"2019-02","recordedDate":"2019-03-04","recorder":{"display":"Dr A. Khan"}"#,
            received: "2026-11-22T06:00:00Z")
        let note = try #require(
            try record([problem], states: ["gp-y99001": .late]).problems.active.first?.rows.first?.sources.first)
        #expect(note.name == "Marsh Lane Surgery")
        #expect(note.organisation?.text == "Y99001")
        #expect(note.feed == "gp-y99001")
        #expect(note.feedState == .late)
        #expect(note.happened?.text == "2019-02")
        #expect(note.recorded?.text == "2019-03-04")
        #expect(note.received == (try timestamp("2026-11-22T06:00:00Z")))
        #expect(note.author?.name == "Dr A. Khan")
        #expect(note.item == ItemReference(node: "nel", reference: "Condition/1"))
    }

    @Test("A heading that is not for the reader is empty and says so, and its items appear nowhere")
    func notShown() throws {
        let items = [
            try item("Condition", "1", #""code":{"text":"Gout"}"#),
            try item(
                "MedicationRequest", "2",
                #""status":"active","intent":"plan","medicationCodeableConcept":{"text":"Colchicine"}"#),
            try item("Flag", "3", #""status":"active","code":{"text":"Falls risk"}"#),
        ]
        let record = CareRecord(
            try gathered(items, states: ["epma-r99x1": .failed]), directory: testDirectory,
            visibleSections: [.person, .alerts])
        #expect(record.problems.active.isEmpty && record.medicines.groups.isEmpty)
        #expect(record.medicines.coverage.emptiness == .notShown)
        #expect(record.medicines.coverage.lines.isEmpty)
        #expect(record.alerts.current.map(\.title) == ["Falls risk"])
        #expect(!"\(record)".contains("Gout") && !"\(record)".contains("Colchicine"))
    }

    @Test("What no section draws is kept in the words of its source")
    func otherItems() throws {
        let record = try record([
            item("Consent", "1", #""status":"active","category":[{"text":"Advance decision"}]"#),
            item("Goal", "2", #""lifecycleStatus":"active","description":{"text":"Walk to the park"}"#),
        ])
        #expect(record.otherItems.map(\.title).sorted() == ["Advance decision", "Walk to the park"])
    }
}
