// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Conditional changes")
struct ConditionalChangeTests {
    static func patient(_ value: String, id: String? = nil, family: String = "Okafor") -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return
            #"{"resourceType":"Patient",\#(id)"identifier":[{"system":"s","value":"\#(value)"}],"name":[{"family":"\#(family)"}]}"#
    }

    @Test("A conditional create answers with the one that is there", arguments: StoreKind.allCases)
    func createHit(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let headers = FHIRHeaders(ifNoneExist: "identifier=s|1")
        let first = await node.ask(.post, "Patient", Self.patient("1"), headers: headers)
        let second = await node.ask(.post, "Patient", Self.patient("1", family: "Other"), headers: headers)
        #expect([first.status, second.status] == [201, 200])
        #expect(first.reference == second.reference)
        #expect(second.text == first.text)
        #expect(second.response.disclosure.changed.isEmpty)
    }

    @Test("Of 32 conditional creates at once one wins", arguments: StoreKind.allCases)
    func createRace(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let answers = await race(32) { number in
            await node.ask(
                .post, "Patient", Self.patient("1", family: "N\(number)"),
                headers: .init(ifNoneExist: "?identifier=s|1"))
        }
        #expect(answers.count { $0.status == 201 } == 1)
        #expect(answers.count { $0.status == 200 } == 31)
        #expect(Set(answers.map(\.reference)).count == 1)
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("Of 32 conditional updates at once one creates and the others change it", arguments: StoreKind.allCases)
    func updateRace(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let answers = await race(32) { number in
            await node.ask(.put, "Patient?identifier=s|1", Self.patient("1", family: "N\(number)"))
        }
        #expect(answers.count { $0.status == 201 } == 1)
        #expect(answers.count { $0.status == 200 } == 31)
        #expect(Set(answers.map(\.reference)).count == 1)
        #expect(Set(answers.map(\.etag)).count == 32)
    }

    @Test("Of 32 conditional deletes at once one deletes", arguments: StoreKind.allCases)
    func deleteRace(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("1", id: "p1"))
        let answers = await race(32) { _ in await node.ask(.delete, "Patient?identifier=s|1") }
        #expect(answers.allSatisfy { $0.status == 204 })
        #expect(answers.count { !$0.response.disclosure.changed.isEmpty } == 1)
        #expect(answers.first { !$0.response.disclosure.changed.isEmpty }?.response.disclosure.people == ["p1"])
        #expect(try await node.store.snapshot().version == 2)
    }

    @Test("Of 32 updates with the same If-Match one wins", arguments: StoreKind.allCases)
    func ifMatchRace(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("1", id: "p1"))
        let answers = await race(32) { number in
            await node.ask(
                .put, "Patient/p1", Self.patient("1", id: "p1", family: "N\(number)"),
                headers: .init(ifMatch: #"W/"1""#))
        }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(answers.count { $0.status == 412 } == 31)
    }

    @Test("A conditional update takes the id of what it finds, else the one given", arguments: StoreKind.allCases)
    func updateIDs(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let new = await node.ask(.put, "Patient?identifier=s|1", Self.patient("1", id: "mine"))
        #expect(new.status == 201)
        #expect(new.reference == "Patient/mine")
        let changed = await node.ask(.put, "Patient?identifier=s|1", Self.patient("1", family: "Other"))
        #expect(changed.reference == "Patient/mine")
        #expect(changed.version == "2")
        let wrong = await node.ask(.put, "Patient?identifier=s|1", Self.patient("1", id: "other"))
        #expect(wrong.status == 400)
        #expect(wrong.expressions == ["Patient.id"])
        let taken = await node.ask(.put, "Patient?identifier=s|2", Self.patient("2", id: "mine"))
        #expect(taken.status == 412, "the id given belongs to a resource the condition does not name")
        #expect(await node.get("Patient/mine").version == "2")
    }

    @Test("If-Match holds in conditional changes too", arguments: StoreKind.allCases)
    func ifMatch(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let stale = FHIRHeaders(ifMatch: #"W/"7""#)
        #expect(await node.ask(.put, "Patient?identifier=s|1", Self.patient("1"), headers: stale).status == 412)
        try await node.put(Self.patient("1", id: "p1"))
        #expect(
            await node.ask(.put, "Patient?identifier=s|1", Self.patient("1", family: "X"), headers: stale).status == 412
        )
        #expect(await node.ask(.delete, "Patient?identifier=s|1", headers: stale).status == 412)
        #expect(await node.get("Patient/p1").version == "1")
    }

    @Test(
        "A condition names at most one resource by at least one parameter",
        arguments: [
            "", "_count=5", "_format=json", "identifier=s|", "identifier=s|1&_sort=-birthdate", "nonsense=1",
            "family:exactly=x",
        ])
    func conditions(_ condition: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Self.patient("1", id: "a"))
            try await node.put(Self.patient("2", id: "b"))
            let answers = [
                await node.ask(.post, "Patient", Self.patient("1"), headers: .init(ifNoneExist: condition)),
                await node.ask(.put, "Patient?\(condition)", Self.patient("1")),
                await node.ask(.delete, "Patient?\(condition)"),
            ]
            for answer in answers {
                #expect([400, 412].contains(answer.status), "\(condition)")
                #expect(answer.isOutcome)
            }
            #expect(try await node.store.snapshot().version == 2)
        }
    }
}
