// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Testing

@Suite("What a feed says that it sends")
struct FeedContentTests {
    @Test(
        "Every code of a directory entry leads to its heading",
        arguments: [
            ("care-plans", .carePlans), ("social-care", .supportAtHome), ("support-at-home", .supportAtHome),
            ("flags", .alerts), ("medicines", .medicines), ("supportAtHome", .supportAtHome), ("weather", nil),
        ] as [(String, RecordSection?)])
    func heading(code: String, section: RecordSection?) {
        #expect(RecordSection(feedContent: code) == section)
    }

    @Test("Every heading has a code", arguments: RecordSection.allCases)
    func everyHeading(section: RecordSection) {
        #expect(RecordSection(feedContent: section.rawValue) == section)
    }
}
