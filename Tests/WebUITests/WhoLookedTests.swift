// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Testing
import WebUI

@Suite("Who looked")
struct WhoLookedTests {
    private static let doctor = AuditActor(
        .professional, userID: "u1", displayName: "Dr Ada Mensah", role: "doctor", organisationName: Sample.hospital)

    private static func look(
        _ minutesAgo: Int, _ action: AuditAction = .read, _ purpose: AuditPurpose = .directCare,
        by actor: AuditActor = doctor
    ) -> AuditEvent {
        AuditEvent(
            time: Sample.minutesAgo(minutesAgo), action: action, outcome: .allowed, actor: actor, purpose: purpose,
            network: .healthAndCareNetwork, correlation: "c", node: "exchange", persons: ["person:1"])
    }

    private static func visits(_ events: [AuditEvent]) -> [String] {
        let lines = AccessHistory(events, hidesPlaces: false).lines
        let html = String(
            decoding: WhoLookedPage.html(.init(session: Sample.londonerSession, lines: lines)), as: UTF8.self)
        return html.components(from: "<ol class=\"looks\">", to: "</ol>").first?.components(from: "<h2>", to: "</dl>")
            ?? []
    }

    @Test("Looks of one reader within an hour of each other are one visit, from its first to its last")
    func oneVisit() {
        let visits = Self.visits([Self.look(100), Self.look(90, .openRecord), Self.look(45)])
        #expect(visits.count == 1)
        #expect(visits.first?.contains("1:25am to 2:20am") ?? false)
    }

    @Test("After more than an hour, for another purpose or by another reader it is another visit, newest first")
    func severalVisits() {
        var nurse = Self.doctor
        nurse.userID = "u2"
        nurse.displayName = "Sam Jones"
        let events = [
            Self.look(300), Self.look(200), Self.look(199, .emergencyAccess, .emergency), Self.look(198, by: nurse),
        ]
        let visits = Self.visits(events)
        #expect(visits.count == 4)
        #expect(visits.first?.contains("Sam Jones") ?? false)
        #expect(visits.last?.contains("22 November 2026 at 10:05pm") ?? false)
        let reversed = Self.visits(events.reversed())
        #expect(reversed == visits)
    }

    @Test("A visit in an emergency tells the reason that was typed, and is marked")
    func emergency() {
        var opened = Self.look(30, .emergencyAccess, .emergency)
        opened.explanation = "Brought in unconscious"
        let visits = Self.visits([opened, Self.look(29, .read, .emergency)])
        #expect(visits.count == 1)
        #expect(visits.first?.contains("Brought in unconscious") ?? false)
        #expect(visits.first?.contains("Emergency access") ?? false)
    }
}
