// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation
import Testing

@Suite("What a Londoner is shown of the audit")
struct AccessHistoryTests {
    @Test("A line says who, in what role, from where, why and what part")
    func line() throws {
        var looked = event("c", action: .openRecord)
        looked.touched = [AuditTouch("medicines", count: 4)]
        looked.reasons = ["relationship-admission"]
        let line = try #require(AccessHistory([looked], hidesPlaces: false).lines.first)
        #expect(line.reader == .staff(name: "Dr A. Example", role: "doctor"))
        #expect(line.organisation == "Synthetic Riverside Hospital")
        #expect(line.time == morning)
        #expect(line.network == .organisation)
        #expect(line.purpose == .directCare)
        #expect(line.touched == [AuditTouch("medicines", count: 4)])
        #expect(!line.isEmergency)
        #expect(!line.wasDenied)
    }

    @Test("Emergency access and refused requests are marked", arguments: [AuditAction.emergencyAccess, .openRecord])
    func marks(action: AuditAction) throws {
        var looked = event("c", action: action)
        looked.explanation = "Found collapsed at home"
        looked.outcome = .denied
        let line = try #require(AccessHistory([looked], hidesPlaces: false).lines.first)
        #expect(line.isEmergency == (action == .emergencyAccess))
        #expect(line.explanation == "Found collapsed at home")
        #expect(line.wasDenied)
    }

    @Test("Names of staff at risk, places of protected people and withheld events are not shown")
    func hidden() throws {
        var atRisk = event("a")
        atRisk.actor.isNameWithheld = true
        var withheld = event("b")
        withheld.isWithheldFromPerson = true
        let history = AccessHistory([atRisk, withheld], hidesPlaces: true)
        #expect(history.withheldCount == 1)
        #expect(history.lines.count == 1)
        #expect(history.lines.first?.reader == .staff(name: nil, role: "doctor"))
        #expect(history.lines.first?.organisation == nil)
    }

    @Test("The person, a proxy and a program are told apart")
    func readers() {
        func reader(_ actor: AuditActor) -> AccessLine.Reader? {
            var event = event("c")
            event.actor = actor
            return AccessHistory([event], hidesPlaces: false).lines.first?.reader
        }
        #expect(reader(AuditActor(.person, userID: "a", displayName: "Anyone")) == .yourself)
        #expect(
            reader(AuditActor(.proxy, userID: "b", displayName: "Jo", basis: "consent"))
                == .actingForYou(name: "Jo", basis: "consent"))
        #expect(reader(AuditActor(.system, userID: "s", displayName: "Export")) == .program(name: "Export"))
    }
}

@Suite("The FHIR view of an event")
struct BALPEventTests {
    private func resource(_ event: AuditEvent) throws -> [String: Any] {
        let bytes = BALPEvent(event, patient: "Patient/p1").json
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func profile(_ resource: [String: Any]) -> String? {
        ((resource["meta"] as? [String: Any])?["profile"] as? [String])?.first
    }

    private func codes(_ resource: [String: Any], _ list: String) throws -> [String] {
        try #require(resource[list] as? [[String: Any]]).compactMap { item in
            let type = item["type"] as? [String: Any]
            return type?["code"] as? String
                ?? ((type?["coding"] as? [[String: Any]])?.first)?["code"] as? String
        }
    }

    @Test("A read of one resource is a PatientRead with client, server, user, patient and data")
    func read() throws {
        var read = event("c-9")
        read.references = ["Observation/o1"]
        let resource = try resource(read)
        #expect(profile(resource) == "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead")
        #expect(resource["action"] as? String == "R")
        #expect(resource["outcome"] as? String == "0")
        #expect(resource["recorded"] as? String == "2026-11-23T09:30:00.000Z")
        #expect(try codes(resource, "agent") == ["110152", "110153", "IRCP"])
        #expect(try codes(resource, "entity") == ["XrequestId", "1", "2"])
        let entities = try #require(resource["entity"] as? [[String: Any]])
        #expect((entities[1]["what"] as? [String: Any])?["reference"] as? String == "Patient/p1")
    }

    @Test("A search is a PatientQuery with the query in base 64")
    func search() throws {
        var search = event("c", action: .search)
        search.query = "Observation?code"
        let resource = try resource(search)
        #expect(profile(resource)?.hasSuffix("PatientQuery") == true)
        #expect(resource["action"] as? String == "E")
        #expect(try codes(resource, "agent") == ["110153", "110152", "IRCP"])
        let entities = try #require(resource["entity"] as? [[String: Any]])
        let query = try #require(entities.compactMap { $0["query"] as? String }.first)
        #expect(Data(base64Encoded: query) == Data("Observation?code".utf8))
    }

    @Test(
        "No profile is claimed that the event does not fulfil",
        arguments: [AuditAction.read, .search, .openRecord, .emergencyAccess, .export])
    func noProfile(action: AuditAction) throws {
        #expect(profile(try resource(event("c", action: action))) == nil)
        var denied = event("c", action: action)
        denied.references = ["Observation/o1"]
        denied.query = "Observation?code"
        denied.outcome = .denied
        denied.reasons = ["no-relationship"]
        let refused = try resource(denied)
        #expect(profile(refused) == nil)
        #expect(refused["outcome"] as? String == "4")
        #expect(refused["outcomeDesc"] as? String == "no-relationship")
    }

    @Test(
        "Writes claim their profiles",
        arguments: [(AuditAction.create, "Create", "C"), (.update, "Update", "U"), (.delete, "Delete", "D")])
    func writes(action: AuditAction, name: String, letter: String) throws {
        var write = event("c", action: action)
        write.references = ["Observation/o1"]
        let resource = try resource(write)
        #expect(profile(resource)?.hasSuffix("Patient" + name) == true)
        #expect(resource["action"] as? String == letter)
        #expect(try codes(resource, "agent") == ["110153", "110152", "IRCP"])
    }
}
