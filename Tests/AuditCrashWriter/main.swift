// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Appends events to the audit log in the directory of the first argument until
// it is ended from outside, and prints the place and correlation id of every
// event that was acknowledged. The crash tests of AuditTests run it.

internal import Audit
internal import CareTypes
internal import Foundation

let directory = CommandLine.arguments.dropFirst().first ?? "."
var configuration = AuditLog.Configuration(directory: directory, origin: "crash.onelondon.example/audit")
configuration.checkpointLeaves = 100
configuration.segmentBytes = 200_000
let log = try AuditLog(configuration, clock: SystemClock())

try await withThrowingTaskGroup(of: Void.self) { group in
    for writer in 0..<16 {
        group.addTask {
            for number in 0... {
                let correlation = "\(writer)-\(number)"
                let actor = AuditActor(
                    .professional, userID: "u\(writer)", role: "doctor", organisation: ODSCode("X99"))
                let event = AuditEvent(
                    time: SystemClock().now(), action: .read, outcome: .allowed, actor: actor, purpose: .directCare,
                    network: .organisation, correlation: correlation, node: "crash", persons: ["person-\(number % 50)"])
                let position = try await log.append(event)
                FileHandle.standardOutput.write(Data("\(position.index) \(correlation)\n".utf8))
            }
        }
    }
    try await group.waitForAll()
}
