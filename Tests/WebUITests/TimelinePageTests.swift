// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import Exchange
import Testing
import WebUI

@Suite("The timeline on screen")
struct TimelinePageTests {
    private static func text(_ html: [UInt8]?) -> String { String(decoding: html ?? [], as: UTF8.self) }

    /// A record with so many visits in each of these years.
    private static func record(_ visits: [(year: Int, count: Int)]) -> CareRecord {
        Sample.record { record in
            record = Sample.empty(.ok, .complete)
            record.encounters.rows = visits.flatMap { year, count in
                (0..<count).map { number in
                    EncounterRow(
                        id: "e-\(year)-\(number)", title: "Visit \(year) no. \(number)", setting: .outpatient,
                        status: "finished", start: Sample.date("\(year)-05-01"),
                        sources: [Sample.note(Sample.practice, item: "Encounter/\(year)-\(number)")])
                }
            }
        }
    }

    @Test("Entries stand by year, newest first, each with its kind in words, its source and a link to its page")
    func entries() throws {
        let html = Self.text(TimelinePage.html(Sample.staffView))
        let letter = try #require(html.range(of: "Discharge summary", after: "<h1"))
        let stroke = try #require(html.range(of: "Total replacement of hip", after: "<h1"))
        #expect(letter < stroke)
        for row in Sample.record.documents.rows { #expect(html.contains("documents/\(row.pageName)\"")) }
        for row in Sample.record.encounters.rows { #expect(html.contains("encounters/\(row.pageName)\"")) }
        for word in ["Encounter", "Document", "Vaccination", "Procedure", "Resuscitation decision", "Medicine"] {
            #expect(html.contains("<span class=\"tag\">\(word)</span>"), "\(word)")
        }
        let entries = html.components(from: "<li><p class=\"item\">", to: "</li>")
        #expect(entries.count == Sample.record.timeline.entries.count)
        #expect(entries.allSatisfy { $0.contains("class=\"from\"") && $0.contains("href=\"/record/h4ndle/") })
    }

    @Test("The person reads it in plain words, without what they may not see")
    func plain() {
        let html = Self.text(TimelinePage.html(Sample.ownView))
        #expect(html.contains("Visit or stay") && html.contains("Health condition"))
        #expect(!html.contains("Letter about a relative"))
        #expect(html.contains("href=\"/me/record/encounters/"))
    }

    @Test("A long record is shown year by year, and every year can be reached")
    func years() throws {
        let view = Sample.staff(Self.record([(2026, 60), (2025, 70), (2024, 5), (1999, 1)]))
        let first = Self.text(TimelinePage.html(view))
        #expect(first.components(from: "Visit 2026", to: "<").count == 60)
        #expect(first.components(from: "Visit 2025", to: "<").count == 70)
        #expect(!first.contains("Visit 2024"))
        for (year, count) in [("2024", 5), ("1999", 1)] {
            #expect(first.contains("href=\"/record/h4ndle/timeline/\(year)\""))
            #expect(first.contains("\(year) (\(count))"))
            let page = Self.text(TimelinePage.html(view, year: year))
            #expect(page.components(from: "Visit \(year)", to: "<").count == count)
        }
        #expect(TimelinePage.html(view, year: "2001") == nil)
    }

    @Test("An empty timeline never reads as if nothing had happened")
    func empty() {
        let html = Self.text(TimelinePage.html(Sample.staff(Sample.empty(.failed, .notReceived))))
        #expect(html.contains("This does not mean that nothing happened"))
        #expect(html.contains("Did not answer") || html.contains("did not answer"))
    }

    @Test("A role without all headings is told that some are left out")
    func fewHeadings() {
        #expect(Self.text(TimelinePage.html(Sample.staff(Sample.fewHeadings))).contains("your role does not see"))
        #expect(!Self.text(TimelinePage.html(Sample.staffView)).contains("your role does not see"))
    }

    @Test("The record's first page leads to it, for staff and for the person")
    func links() {
        #expect(Self.text(RecordPage.html(Sample.staffView)).contains("href=\"/record/h4ndle/timeline\""))
        #expect(Self.text(OwnRecordPage.html(Sample.ownView)).contains("href=\"/me/record/timeline\""))
    }
}

extension String {
    /// Where a text stands behind another one.
    fileprivate func range(of text: String, after mark: String) -> Int? {
        guard let rest = components(from: mark, to: "\u{0}").first,
            let before = rest.split(separator: text, maxSplits: 1, omittingEmptySubsequences: false).first,
            before.count < rest.count
        else { return nil }
        return before.count
    }
}
