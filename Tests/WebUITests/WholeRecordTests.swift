// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import Testing
import WebUI

@Suite("Everything of a record is on its pages")
struct WholeRecordTests {
    private static func text(_ html: [UInt8]) -> String { String(decoding: html, as: UTF8.self) }

    private static let other = StatementRow(
        id: "o1", kind: .other, title: "Advance <decision>", sources: [Sample.note(Sample.practice)])
    private static let withdrawn = StatementRow(
        id: "o2", kind: .other, title: "Taken back", isWithdrawn: true, sources: [Sample.note(Sample.practice)])

    @Test("What no section draws is on the page of staff, on that of the person and on paper")
    func otherItems() {
        let record = Sample.record { $0.otherItems = [Self.other, Self.withdrawn] }
        let staff = Self.text(RecordPage.html(Sample.staff(record)))
        let own = Self.text(OwnRecordPage.html(Sample.own(record)))
        let paper = Self.text(PrintPage.html(Sample.staff(record)))
        for page in [staff, own, paper] { #expect(page.contains("Advance &lt;decision&gt;")) }
        for page in [staff, own] { #expect(page.contains("Show all 2") && page.contains("Taken back")) }
        #expect(!paper.contains("Taken back"))
        #expect(!Self.text(OwnRecordPage.html(Sample.ownView)).contains("id=\"other\""))
    }

    /// A section, and a record in which one row of it was taken back.
    static let takenBack: [(section: RecordSection, change: @Sendable (inout CareRecord) -> Void)] = {
        let sources = [Sample.note(Sample.practice)]
        let plan = CarePlanRow(
            id: "x", title: "Taken back", status: "entered-in-error", isCurrent: false, sources: sources)
        let team = CareTeamRow(id: "x", title: "Taken back", isCurrent: false, sources: sources)
        return [
            (.carePlans, { $0.carePlans.history = [plan] }), (.carePlans, { $0.carePlans.withdrawnTeams = [team] }),
            (.supportAtHome, { $0.supportAtHome.history = [plan] }),
            (.supportAtHome, { $0.supportAtHome.withdrawnTeams = [team] }),
            (
                .results,
                {
                    $0.results.withdrawnPanels = [
                        ResultPanel(id: "x", title: "Taken back", status: .enteredInError, sources: sources)
                    ]
                }
            ),
            (
                .encounters,
                {
                    $0.encounters.withdrawnEpisodes = [
                        EpisodeRow(
                            id: "x", title: "Taken back", status: "entered-in-error", isCurrent: false, sources: sources
                        )
                    ]
                }
            ),
            (
                .appointments,
                {
                    $0.appointments.withdrawnReferrals = [
                        ReferralRow(id: "x", title: "Taken back", status: "entered-in-error", sources: sources)
                    ]
                }
            ),
        ]
    }()

    @Test("What was taken back is counted behind a line of its section", arguments: takenBack)
    func withdrawn(row: (section: RecordSection, change: @Sendable (inout CareRecord) -> Void)) {
        let page = Self.text(SectionPage.html(Sample.staff(Sample.record(row.change)), section: row.section))
        let folded = page.components(from: "<details class=\"withdrawn\">", to: "</details>")
        #expect(folded.count == 1)
        #expect(folded.first?.contains("Taken back") == true && folded.first?.contains("1 withdrawn entry") == true)
        #expect(page.components(from: "Taken back", to: "<").count == 1)
    }

    /// A report with its text, a file, and a file that is elsewhere.
    private static let report = ResultPanel(
        id: "panel-1", title: "CT head", status: .final, taken: Sample.date("2026-11-02"),
        content: [
            .text("No bleed.\n<old> infarct & atrophy"),
            .file(
                contentType: "application/pdf",
                item: ItemReference(node: "nel-node-secret", reference: "DiagnosticReport/r1"), byteCount: 42_000,
                title: "Full report"), .elsewhere(contentType: nil, title: nil),
        ],
        sources: [Sample.note(Sample.hospital, item: "DiagnosticReport/r1")])

    @Test("A report's own text is shown whole, and its file has an address that leads back to it")
    func report() throws {
        let record = Sample.record { $0.results.panels = [Self.report] }
        for (view, base) in [(Sample.staff(record), "/record/h4ndle"), (Sample.own(record), "/me/record")] {
            let page = Self.text(SectionPage.html(view, section: .results))
            #expect(page.contains("No bleed.\n&lt;old&gt; infarct &amp; atrophy"))
            #expect(page.contains("href=\"\(base)/results/\(Self.report.pageName)/file/1\""))
            #expect(page.contains("Full report") && page.contains("42 kB"))
            #expect(record.report(pageName: Self.report.pageName)?.content == Self.report.content)
        }
        let paper = Self.text(PrintPage.html(Sample.staff(record)))
        #expect(paper.contains("No bleed.") && paper.contains("1 file of this report is not printed"))
    }
}
