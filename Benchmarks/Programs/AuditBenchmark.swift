// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation

/// Appends events from several clients at once, each waiting until its event lies on the disk.
struct AuditBenchmark {
    var directory: String
    var events: Int

    func run() async throws {
        for clients in [1, 8, 64, 256] {
            let folder = directory + "/audit-\(clients)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let origin = "bench.onelondon.example/audit"
            let log = try AuditLog(
                AuditLog.Configuration(directory: folder, origin: origin), clock: SystemClock())
            let count = clients == 1 ? events / 20 : events
            let times = try await Clients(count: clients, requests: count).run { client, number in
                _ = try await log.append(Self.event(client: client, number: number))
            }
            let activity = log.activity
            let perCommit = Double(activity.appended) / Double(max(activity.commits, 1))
            print("\(clients) clients: \(times.summary); \((perCommit * 10).rounded() / 10) events a write")
            await log.close()
        }
    }

    /// A read as a clinician makes it, of one of 5,000 people.
    static func event(client: Int, number: Int) -> AuditEvent {
        let actor = AuditActor(.professional, userID: "user-\(client)", role: "doctor", organisation: ODSCode("X99"))
        var event = AuditEvent(
            time: SystemClock().now(), action: .read, outcome: .allowed, actor: actor, purpose: .directCare,
            network: .organisation, correlation: "\(client)-\(number)", node: "bench",
            persons: ["person-\((client &* 7_919 &+ number) % 5_000)"])
        event.reasons = ["relationship-registration"]
        event.policyVersion = "2026-11-01"
        return event
    }
}
