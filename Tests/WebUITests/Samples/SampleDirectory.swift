// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Directory

extension Sample {
    static let directory: DirectorySnapshot = {
        let rows: [(String, String, OrganisationKind, String, FeedDescriptor.Cadence, Int?, Bool)] = [
            ("F84001", practice, .gpPractice, "E09000012", .live, 3, false),
            ("F84002", "Chatsworth Road Medical Centre", .gpPractice, "E09000012", .batch(hours: 24), 2_000, false),
            ("R1H", "Barts Health NHS Trust", .acuteTrust, "E09000030", .live, 45, false),
            ("RQX", homerton, .acuteTrust, "E09000012", .live, 640, false),
            ("RWK", trust, .mentalHealthTrust, "E09000025", .batch(hours: 12), 300, false),
            ("RRU", "London Ambulance Service", .ambulanceTrust, "E09000022", .live, 1, false),
            ("721", "London Borough of Hackney", .council, "E09000012", .batch(hours: 24), nil, false),
            ("X99", "Sexual health clinic", .independentProvider, "E09000012", .live, 1, true),
        ]
        var organisations: [Organisation] = []
        var feeds: [FeedDescriptor] = []
        for row in rows {
            guard let code = ODSCode(row.0) else { continue }
            organisations.append(
                Organisation(code: code, name: row.1, kind: row.2, borough: row.3, isNameSensitive: row.6))
            feeds.append(
                FeedDescriptor(
                    id: row.0, name: "records", organisation: code, cadence: row.4,
                    content: ["medicines", "results", "encounters"], isNameSensitive: row.6,
                    lastReceived: row.5.map(minutesAgo)))
        }
        return DirectorySnapshot(organisations: organisations, feeds: feeds)
    }()

    /// Accesses as the audit would give them, the oldest first.
    static let looks: [AccessLine] = AccessHistory(events, hidesPlaces: false).lines

    static let events: [AuditEvent] = {
        var nurse = AuditActor(
            .professional, userID: "u1", displayName: "Sam Jones", role: "nurse", organisationName: practice)
        var guarded = nurse
        guarded.isNameWithheld = true
        nurse.displayName = "Sam <Jones>"
        let doctor = AuditActor(
            .professional, userID: "u2", displayName: "Dr Ada Mensah", role: "doctor", organisationName: hospital)
        let own = AuditActor(.person, userID: "u3")
        let proxy = AuditActor(.proxy, userID: "u4", displayName: "Ngozi Okafor", basis: "health-and-welfare-lpa")
        var emergency = event(doctor, .emergencyAccess, .emergency, 900, ["emergency"], .healthAndCareNetwork)
        emergency.explanation = "Brought in unconscious & needs <warfarin> check"
        var denied = event(guarded, .openRecord, .directCare, 5_000, ["no-relationship"], .organisation)
        denied.outcome = .denied
        denied.touched = []
        return [
            event(nurse, .openRecord, .directCare, 20_000, ["relationship-registration"], .healthAndCareNetwork),
            denied,
            event(proxy, .openRecord, .selfAccess, 3_000, ["own-record"], .internet), emergency,
            event(own, .openRecord, .selfAccess, 10, ["own-record"], .internet),
            event(AuditActor(.system, userID: "u5"), .linkRecords, .administration, 5, ["platform-task"], .platform),
        ]
    }()

    static func event(
        _ actor: AuditActor, _ action: AuditAction, _ purpose: AuditPurpose, _ minutes: Int, _ reasons: [String],
        _ network: NetworkOrigin
    ) -> AuditEvent {
        var event = AuditEvent(
            time: minutesAgo(minutes), action: action, outcome: .allowed, actor: actor, purpose: purpose,
            network: network,
            correlation: "c", node: "nel", persons: ["p"])
        event.reasons = reasons
        event.touched = [
            AuditTouch("medicines", count: 3), AuditTouch("Observation", count: 12), AuditTouch("results", count: 1),
        ]
        return event
    }
}
