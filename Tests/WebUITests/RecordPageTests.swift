// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import Exchange
import Testing
import WebUI

@Suite("The record on screen")
struct RecordPageTests {
    private static func page(_ record: CareRecord) -> String {
        String(decoding: RecordPage.html(Sample.staff(record)), as: UTF8.self)
    }

    private static func heading(_ html: String) -> [String] {
        let found = html.components(from: "class=\"allergy-heading", to: "</span></span>").compactMap {
            $0.split(separator: "<span>").last.map(String.init)
        }
        return Array(Set(found))
    }

    @Test(
        "The allergy heading is exactly one of its texts; one on medicines alone says so",
        arguments: [
            (AllergySection.State.noKnown(.all), "No known allergies"),
            (.noKnown(.medicinesOnly), "No known drug allergies"), (.notRecorded, "Allergies not recorded"),
            (.unavailable, "Allergies unavailable"),
        ])
    func allergyHeading(_ state: AllergySection.State, _ text: String) {
        #expect(Self.heading(Self.page(Sample.allergies(state))) == [text])
    }

    @Test("Known allergies head the page whatever else a source says")
    func knownAllergies() {
        #expect(Self.heading(Self.page(Sample.record)) == ["Known allergies"])
    }

    @Test("Sources that are not named are counted in one line for each state")
    func unnamedSources() {
        let clinics = (1...53).map {
            Sample.source("Clinic \($0)", .withheld, [.encounters], isNameSensitive: true)
        }
        let down = (1...3).map { Sample.source("Ward \($0)", .failed, [.encounters], isNameSensitive: true) }
        let named = Sample.source("Riverside", .failed, [.encounters])
        let html = Self.page(Sample.record { $0.sources = clinics + down + [named] })
        #expect(html.contains("4 of 4 sources may be incomplete"))
        #expect(html.components(from: "3 sources whose names are not shown", to: "<").count >= 1)
        #expect(html.contains("53 confidential services never say here whether they know someone"))
        #expect(!html.contains("Clinic 1") && !html.contains("Ward 1"))
        #expect(!html.contains("1 source whose name is not shown"))
    }

    @Test("An empty list says how many confidential services it cannot include")
    func silentSourcesBesideEmptyLists() {
        let lines = (1...2).map { Sample.source("Clinic \($0)", .withheld, [.procedures], isNameSensitive: true) }
        let known = Sample.source(Sample.practice, .ok, [.procedures])
        let record = Sample.record {
            $0.procedures = ProcedureSection(
                coverage: SectionCoverage(section: .procedures, lines: lines + [known], state: .complete))
        }
        let html = String(decoding: SectionPage.html(Sample.staff(record), section: .procedures), as: UTF8.self)
        #expect(html.contains("2 confidential services that may hold some are never shown here"))
    }

    @Test("What was not received never reads as none")
    func notReceived() {
        let html = Self.page(Sample.empty(.failed, .notReceived))
        #expect(html.contains("This does not mean there is none"))
        for text in ["None recorded", "No known", "None on the medicines lists", "No flags recorded"] {
            #expect(!html.contains(text))
        }
    }

    @Test("A dose is shown whole, signs and line breaks included")
    func doseText() {
        let html = String(decoding: SectionPage.html(Sample.staffView, section: .medicines), as: UTF8.self)
        let escaped = Sample.hardDose.map {
            ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;"][$0] ?? String($0)
        }
        #expect(html.contains(escaped.joined()))
    }

    @Test("While an area is silent that may protect the address, the page names it instead of an address")
    func addressNotKnown() {
        let page = Self.page(Sample.addressNotKnown)
        #expect(page.contains("South East London has not said whether they are protected"))
        #expect(page.contains(Sample.practice))
        #expect(page.contains("Ngozi Okafor"))
        #expect(!page.contains("Chatsworth Road, E5"))
        let own = String(
            decoding: SectionPage.html(Sample.own(Sample.addressNotKnown), section: .contacts), as: UTF8.self)
        #expect(own.contains("South East London has not told us whether they are protected"))
    }

    @Test("Flags for professionals and what tells of someone else are on no page of the person")
    func personPages() {
        for page in Sample.londonerPages {
            #expect(!page.text.contains("Adult safeguarding plan"))
            #expect(!page.text.contains("Letter about a relative"))
        }
    }
}
