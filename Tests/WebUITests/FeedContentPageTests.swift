// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing
import WebUI

@Suite("What organisations send, on public pages")
struct FeedContentPageTests {
    @Test(
        "Every kind of content is said in words, and none reads as nothing",
        arguments: ["care-plans", "flags", "social-care", "medicines"])
    func content(code: String) throws {
        let council = try #require(ODSCode("721"))
        let directory = DirectorySnapshot(
            organisations: [Organisation(code: council, name: "Hackney", kind: .council, borough: "E09000012")],
            feeds: [
                FeedDescriptor(
                    id: "f", name: "records", organisation: council, cadence: .live, content: [code],
                    isNameSensitive: false, lastReceived: Sample.now)
            ])
        let model = OrganisationsPage.Model(session: Sample.visitorSession, directory: directory, now: Sample.now)
        for html in [OrganisationsPage.html(model), FeedHealthPage.html(.init(model))] {
            let text = String(decoding: html, as: UTF8.self)
            let cells = text.components(from: "<span class=\"cell-label\">What it sends</span>", to: "</td>")
            #expect(cells.count == 1)
            #expect(cells.allSatisfy { !$0.isEmpty && !$0.contains("othing") }, "\(cells)")
        }
    }
}
