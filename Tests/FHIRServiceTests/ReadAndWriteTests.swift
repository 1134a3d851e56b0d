// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Reading and writing single resources")
struct ReadAndWriteTests {
    static let patient = #"{"resourceType":"Patient","id":"p1","name":[{"family":"Okafor"}]}"#

    @Test("A created resource can be read, with the server's id and version", arguments: StoreKind.allCases)
    func create(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let created = await node.ask(.post, "Patient", Self.patient)
        #expect(created.status == 201)
        #expect(created.etag == #"W/"1""#)
        #expect(created.response.header("Last-Modified") == "Mon, 23 Nov 2026 09:30:00 GMT")
        let reference = try #require(created.reference)
        #expect(reference != "Patient/p1", "a create gives an id of its own")
        #expect(created.response.header("Location") == "\(TestNode.base)/\(reference)/_history/1")
        let read = await node.get(reference)
        #expect(read.status == 200)
        #expect(read.text == created.text)
        #expect(read.response.header("Content-Type") == FHIRMediaType.json)
        #expect(read.resource?["meta"]?["lastUpdated"]?.string == "2026-11-23T09:30:00.000Z")
    }

    @Test("An update makes a new version, the same content none", arguments: StoreKind.allCases)
    func update(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let changed = Self.patient.replacing("Okafor", with: "Çelik")
        let statuses = [
            await node.ask(.put, "Patient/p1", Self.patient), await node.ask(.put, "Patient/p1", changed),
            await node.ask(.put, "Patient/p1", changed),
        ]
        #expect(statuses.map(\.status) == [201, 200, 200])
        #expect(statuses.map(\.etag) == [#"W/"1""#, #"W/"2""#, #"W/"2""#])
        #expect(await node.get("Patient/p1/_history/1").text.contains("Okafor"))
        #expect(await node.get("Patient/p1/_history/2").text.contains("Çelik"))
        #expect(await node.get("Patient/p1").version == "2")
    }

    @Test("History tells every version, newest first, page by page", arguments: StoreKind.allCases)
    func history(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        for number in 1...5 { try await node.put(Self.patient.replacing("Okafor", with: "N\(number)")) }
        _ = await node.ask(.delete, "Patient/p1")
        try await node.put(Self.patient)
        let all = await node.get("Patient/p1/_history")
        let etags = all.entries.compactMap { $0["response"]?["etag"]?.string }
        #expect(etags == (1...7).reversed().map { "W/\"\($0)\"" })
        #expect(
            all.entries.compactMap { $0["request"]?["method"]?.string } == [
                "POST", "DELETE", "PUT", "PUT", "PUT", "PUT", "POST",
            ])
        #expect(all.entries.map { $0["resource"] == nil } == [false, true, false, false, false, false, false])
        var paged: [String] = []
        var next: String? = "Patient/p1/_history?_count=2"
        while let address = next {
            let page = await node.get(address)
            #expect(page.entries.count <= 2)
            paged += page.entries.compactMap { $0["response"]?["etag"]?.string }
            next = page.link("next")?.replacing(TestNode.base + "/", with: "")
        }
        #expect(paged == etags)
    }

    @Test("History goes past a thousand versions")
    func longHistory() async throws {
        let node = try TestNode(.memory)
        for number in 1...1_100 { try await node.put(Self.patient.replacing("Okafor", with: "N\(number)")) }
        let page = await node.get("Patient/p1/_history?_count=10&_before=1090")
        #expect(page.entries.first?["response"]?["etag"]?.string == #"W/"1089""#)
    }

    @Test("A deleted resource is gone, its versions stay, and it can come back", arguments: StoreKind.allCases)
    func delete(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient)
        let deleted = await node.ask(.delete, "Patient/p1")
        #expect(deleted.status == 204)
        #expect(deleted.response.disclosure.changed == [ResourceID("Patient", "p1")])
        #expect(deleted.response.disclosure.people == ["p1"], "the audit must know whose record it was")
        let gone = await node.get("Patient/p1")
        #expect(gone.status == 410)
        #expect(gone.codes == ["deleted"])
        #expect(await node.get("Patient/p1/_history/2").status == 410)
        #expect(await node.get("Patient/p1/_history/1").status == 200)
        #expect(await node.get("Patient").entries.isEmpty)
        #expect(await node.ask(.delete, "Patient/p1").status == 204)
        #expect(await node.ask(.delete, "Patient/never").status == 204)
        let back = try await node.put(Self.patient)
        #expect(back.status == 201)
        #expect(back.version == "3")
    }

    @Test("What is absent and what may not be seen answer alike", arguments: StoreKind.allCases)
    func denied(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient)
        try await node.put(Self.patient.replacing("p1", with: "p9"))
        _ = await node.ask(.delete, "Patient/p9")
        let caller = TestNode.caller(only: ["someone"])
        for address in ["Patient/ID", "Patient/ID/_history", "Patient/ID/_history/1", "Patient/ID/$everything"] {
            let absent = await node.get(address.replacing("ID", with: "zz"), as: caller)
            #expect(absent.status == 404)
            for id in ["p1", "p9"] {
                let hidden = await node.get(address.replacing("ID", with: id), as: caller)
                #expect(hidden.status == 404, "\(address) of \(id)")
                #expect(hidden.text == absent.text)
                #expect(hidden.response.headers.map(\.name) == absent.response.headers.map(\.name))
                #expect(hidden.response.disclosure.people.isEmpty)
            }
        }
    }

    @Test(
        "If-Match lets only the version it names be changed",
        arguments: [
            (#"W/"1""#, 200), (#""1""#, 200), ("1", 200), (#" W/"1" "#, 200), (#"W/"2""#, 412), (#"W/"0""#, 412),
            ("*", 400), ("", 400), (#"W/"x1""#, 400), (#"W/"1", W/"2""#, 400), (#"W/"1"#, 400), ("-1", 400),
        ])
    func ifMatch(_ tag: String, _ status: Int) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Self.patient)
            let changed = Self.patient.replacing("Okafor", with: "Other")
            let answer = await node.ask(.put, "Patient/p1", changed, headers: .init(ifMatch: tag))
            #expect(answer.status == status)
            #expect(await node.get("Patient/p1").text.contains("Other") == (status == 200))
            if status >= 400 { #expect(answer.isOutcome) }
        }
    }

    @Test("If-Match guards deletes and refuses what is not there", arguments: StoreKind.allCases)
    func ifMatchDelete(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient)
        #expect(await node.ask(.delete, "Patient/p1", headers: .init(ifMatch: #"W/"5""#)).status == 412)
        #expect(await node.get("Patient/p1").status == 200)
        #expect(await node.ask(.delete, "Patient/p1", headers: .init(ifMatch: #"W/"1""#)).status == 204)
        #expect(await node.ask(.put, "Patient/p1", Self.patient, headers: .init(ifMatch: #"W/"2""#)).status == 412)
        #expect(
            await node.ask(.put, "Patient/p2", Self.patient.replacing("p1", with: "p2"), headers: .init(ifMatch: "1"))
                .status == 412)
    }

    @Test(
        "If-None-Match saves the body where the version is known",
        arguments: [
            (#"W/"1""#, 304), (#"W/"7", W/"1""#, 304), ("*", 304), (#"W/"2""#, 200), (#"W/"11""#, 200), ("x", 200),
        ])
    func ifNoneMatch(_ tag: String, _ status: Int) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let answer = await node.ask(.get, "Patient/p1", headers: .init(ifNoneMatch: tag))
        #expect(answer.status == status)
        #expect(answer.response.body.isEmpty == (status == 304))
        #expect(answer.etag == #"W/"1""#)
    }

    @Test(
        "Prefer chooses what a write answers",
        arguments: [
            (nil, "Patient"), ("return=representation", "Patient"), ("return=minimal", nil),
            ("return=OperationOutcome", "OperationOutcome"), ("respond-async, return=minimal", nil),
        ] as [(String?, String?)])
    func prefer(_ header: String?, _ type: String?) async throws {
        let node = try TestNode(.memory)
        let identified = #"{"resourceType":"Patient","identifier":[{"system":"s","value":"1"}]}"#
        let headers = FHIRHeaders(prefer: header)
        let answers = [
            await node.ask(.post, "Patient", Self.patient, headers: headers),
            await node.ask(.put, "Patient/p1", Self.patient, headers: headers),
            await node.ask(.put, "Patient?identifier=s|1", identified, headers: headers),
            await node.ask(.post, "Patient", identified, headers: .init(ifNoneExist: "identifier=s|1", prefer: header)),
        ]
        #expect(answers.map(\.status) == [201, 201, 201, 200])
        for answer in answers {
            #expect(answer.resource?.type == type)
            #expect((answer.response.header("Content-Type") != nil) == (type != nil))
        }
    }

    @Test(
        "HEAD answers as GET without a body",
        arguments: ["Patient/p1", "Patient", "Patient/p1/_history", "metadata", "Patient/p1/$everything"])
    func head(_ address: String) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let (head, get) = (await node.ask(.head, address), await node.get(address))
        #expect(head.status == 200)
        #expect(head.response.body.isEmpty)
        #expect(head.response.headers.map(\.name) == get.response.headers.map(\.name))
    }

    @Test(
        "One who may only read changes nothing",
        arguments: [
            (FHIRRequest.Method.post, "Patient"), (.put, "Patient/p1"), (.delete, "Patient/p1"),
            (.put, "Patient?family=x"),
            (.delete, "Patient?family=Okafor"),
        ])
    func readOnly(_ method: FHIRRequest.Method, _ address: String) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let answer = await node.ask(method, address, Self.patient.replacing("Okafor", with: "New"), as: TestNode.reader)
        #expect(answer.status == 403)
        #expect(answer.codes == ["forbidden"])
        #expect(try await node.store.snapshot().version == 1)
    }
}
