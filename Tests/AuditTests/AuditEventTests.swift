// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Testing

@Suite("What a leaf says, and what it never says")
struct AuditEventTests {
    private let directory: TemporaryDirectory
    private let log: AuditLog

    init() throws {
        directory = try TemporaryDirectory()
        log = try openLog(directory)
    }

    private func leaves() throws -> String { try directory.text("log/leaves-0000000000000000") }

    @Test("An event comes back as it was recorded")
    func roundTrip() async throws {
        var recorded = event("c-1", persons: ["person-a"], action: .search)
        recorded.outcome = .denied
        recorded.reasons = ["no-relationship", "policy-default"]
        recorded.touched = [AuditTouch("medicines", count: 12), AuditTouch("Observation", count: 3)]
        recorded.references = ["Observation/o1", "MedicationRequest/m-2"]
        recorded.query = "Observation?code&date"
        recorded.policyVersion = "2026-11-01"
        recorded.isWithheldFromPerson = true
        recorded.actor.isNameWithheld = true
        let position = try await log.append(recorded)
        let read = try log.event(at: position)
        #expect(read.position == position)
        #expect(read.time == recorded.time)
        #expect(read.action == .search)
        #expect(read.outcome == .denied)
        #expect(read.reasons == recorded.reasons)
        #expect(read.touched == recorded.touched)
        #expect(read.references == recorded.references)
        #expect(read.query == recorded.query)
        #expect(read.policyVersion == recorded.policyVersion)
        #expect(read.actor == recorded.actor)
        #expect(read.purpose == .directCare)
        #expect(read.network == .organisation)
        #expect(read.correlation == "c-1")
        #expect(read.node == "test")
        #expect(read.isWithheldFromPerson)
        #expect(read.persons.isEmpty)
    }

    @Test("The encoding of version 1 stays as it is")
    func encoding() async throws {
        var recorded = event("c-1")
        recorded.touched = [AuditTouch("results", count: 2)]
        recorded.references = ["Observation/o1"]
        try await log.append(recorded)
        let expected =
            #"{"version":1,"time":1795426200000000,"action":"read","outcome":"allowed","actor":{"kind":"professional","#
            + #""id":"u-100","name":"Dr A. Example","role":"doctor","organisation":"X9901","#
            + #""organisationName":"Synthetic Riverside Hospital"},"purpose":"direct-care","network":"organisation","#
            + #""correlation":"c-1","node":"test","touched":["2 results"],"references":["Observation/o1"]}"#
        #expect(try leaves().hasSuffix(expected))
    }

    @Test("A person appears as a commitment that differs from person to person and stays for one")
    func commitments() async throws {
        let first = try await log.append(event("1", persons: ["Patient-key-77", "Patient-key-78"]))
        let second = try await log.append(event("2", persons: ["Patient-key-77", "Patient-key-77"]))
        let one = try log.commitments(at: first)
        let two = try log.commitments(at: second)
        #expect(one.count == 2)
        #expect(one[0] != one[1])
        #expect(two == [one[0]])
        #expect(try log.commitment(to: "Patient-key-77") == one[0])
        #expect(try log.commitment(to: "Patient-key-99") == nil)
        #expect(try !leaves().contains("Patient-key"))
    }

    @Test("References to the person and valid NHS numbers do not reach a leaf")
    func identifiers() async throws {
        var recorded = event("c", persons: ["abc123"])
        recorded.references = [
            "Patient/abc123", "Patient/zzz", "RelatedPerson/abc123", "Observation/9000000009", "Condition/c4",
        ]
        recorded.actor.displayName = "Ward 9000000009"
        recorded.query = "Patient?identifier=9000000009"
        let position = try await log.append(recorded)
        let text = try leaves()
        #expect(!text.contains("9000000009"))
        #expect(!text.contains("abc123"))
        #expect(try log.event(at: position).references == ["Observation/hidden-number", "Condition/c4"])
        #expect(try log.event(at: position).actor.displayName == "Ward hidden-number")
    }

    @Test("Ten digits inside an id are no NHS number")
    func longerIDs() async throws {
        var recorded = event("c")
        recorded.references = ["Observation/a9000000009", "Observation/90000000091", "Observation/9000000008"]
        let position = try await log.append(recorded)
        #expect(try log.event(at: position).references == recorded.references)
    }

    @Test("A typed reason is readable for the person concerned only")
    func explanation() async throws {
        var recorded = event("c", persons: ["person-a"], action: .emergencyAccess)
        recorded.explanation = "Found collapsed, no relatives present"
        let position = try await log.append(recorded)
        #expect(try !leaves().contains("collapsed"))
        #expect(try log.event(at: position).explanation == nil)
        #expect(try log.events(concerning: "person-a", limit: 5).map(\.explanation) == [recorded.explanation])
        recorded.persons = ["person-a", "person-b"]
        await #expect(throws: AuditFailure.self) { try await log.append(recorded) }
    }

    @Test("The name of a person or proxy is sealed, that of staff is not")
    func names() async throws {
        var recorded = event("c", persons: ["person-a"])
        recorded.actor = AuditActor(.proxy, userID: "acc-1", displayName: "Jo Relative", basis: "consent")
        let position = try await log.append(recorded)
        #expect(try !leaves().contains("Relative"))
        #expect(try log.event(at: position).actor.displayName == nil)
        #expect(try log.events(concerning: "person-a", limit: 1).first?.actor.displayName == "Jo Relative")
        #expect(try log.events(concerning: "person-a", limit: 1).first?.actor.basis == "consent")
        // With several persons the name goes, the event stays.
        recorded.persons = ["person-a", "person-b"]
        try await log.append(recorded)
        #expect(try log.events(concerning: "person-b", limit: 1).first?.actor.displayName == nil)
    }
}
