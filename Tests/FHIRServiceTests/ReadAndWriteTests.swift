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
        let page = await node.get("Patient/p1/_history?_count=1000")
        let next = try #require(page.link("next")).replacing(TestNode.base + "/", with: "")
        #expect(await node.get(next).entries.first?["response"]?["etag"]?.string == #"W/"100""#)
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
        #expect(gone.etag == #"W/"2""#, "the version that is the deletion")
        #expect(gone.response.header("Last-Modified") != nil)
        #expect(await node.get("Patient/p1/_history/2").status == 410)
        #expect(await node.get("Patient/p1/_history/1").status == 200)
        #expect(await node.get("Patient").entries.isEmpty)
        #expect(await node.ask(.delete, "Patient/p1").status == 204)
        #expect(await node.ask(.delete, "Patient/never").status == 204)
        let told = FHIRHeaders(prefer: "return=OperationOutcome")
        let nothing = await node.ask(.delete, "Patient/p1", headers: told)
        #expect(nothing.status == 200 && nothing.diagnostics.contains("nothing to delete"))
        let back = try await node.put(Self.patient)
        #expect(back.status == 201)
        #expect(back.version == "3")
        let outcome = await node.ask(.delete, "Patient/p1", headers: told)
        #expect(outcome.status == 200)
        #expect(outcome.isOutcome)
        #expect(outcome.etag == #"W/"4""#)
        #expect(outcome.response.disclosure.people == ["p1"])
        #expect(await node.ask(.delete, "Patient?family=Nobody", headers: told).status == 200)
        #expect(await node.ask(.delete, "Patient?family=Nobody").status == 204)
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
            ("*", 200), (" * ", 200), (#"W/"1", W/"2""#, 200), (#""7","1""#, 200), (#"W/"2",W/"3""#, 412),
            ("", 400), (#"W/"x1""#, 400), (#"W/"1"#, 400), ("-1", 400), (#"W/"1", x"#, 400), (#"W/"1","#, 400),
            (#"*, W/"1""#, 400),
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

    @Test("If-Match with a star is for what is there, in every kind of change", arguments: StoreKind.allCases)
    func ifMatchAny(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let any = FHIRHeaders(ifMatch: "*")
        #expect(await node.ask(.put, "Patient/p1", Self.patient, headers: any).status == 412)
        #expect(await node.ask(.put, "Patient?family=Okafor", Self.patient, headers: any).status == 412)
        #expect(await node.ask(.delete, "Patient/p1", headers: any).status == 412)
        #expect(try await node.store.snapshot().version == 0)
        try await node.put(Self.patient)
        let changed = Self.patient.replacing("Okafor", with: "Other")
        let hidden = TestNode.caller(only: ["someone"], mayWrite: true)
        #expect(await node.ask(.put, "Patient/p1", changed, headers: any, as: hidden).status == 412)
        #expect(await node.ask(.put, "Patient?family=Okafor", changed, headers: any).version == "2")
        let put = TransactionTests.entry("PUT", "Patient/p1", Self.patient, more: #","ifMatch":"*""#)
        #expect(await node.ask(.post, "", TransactionTests.bundle(put)).entryStatuses == ["200"])
        let lists = [(#"W/\"1\", W/\"2\""#, 412), (#"W/\"1\", W/\"3\""#, 200)]
        for (list, status) in lists {
            let put = TransactionTests.entry("PUT", "Patient/p1", changed, more: #","ifMatch":"\#(list)""#)
            #expect(await node.ask(.post, "", TransactionTests.bundle(put)).status == status, "\(list)")
        }
        #expect(await node.ask(.delete, "Patient/p1", headers: any).status == 204)
        #expect(await node.ask(.delete, "Patient/p1", headers: any).status == 412)
        #expect(await node.ask(.put, "Patient/p1", changed, headers: any).status == 412, "it is deleted")
    }

    @Test(
        "If-None-Match saves the body where the version is known",
        arguments: [
            (#"W/"1""#, 304), (#"W/"7", W/"1""#, 304), ("*", 304), (#"W/"2""#, 200), (#"W/"11""#, 200), ("x", 200),
        ])
    func ifNoneMatch(_ tag: String, _ status: Int) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        for method in [FHIRRequest.Method.get, .head] {
            // A version that is named outweighs a date.
            let headers = FHIRHeaders(ifNoneMatch: tag, ifModifiedSince: "Mon, 23 Nov 2026 09:30:00 GMT")
            let answer = await node.ask(method, "Patient/p1", headers: headers)
            #expect(answer.status == status)
            #expect(answer.response.body.isEmpty == (status == 304 || method == .head))
            #expect(answer.etag == #"W/"1""#)
        }
    }

    @Test(
        "If-Modified-Since saves the body where nothing is newer",
        arguments: [
            ("Mon, 23 Nov 2026 09:30:00 GMT", 304), ("Mon, 23 Nov 2026 09:30:01 GMT", 304),
            ("Mon, 23 Nov 2026 09:29:59 GMT", 200), ("Tue, 24 Nov 2026 00:00:00 GMT", 304),
            ("Mon, 23 Nov 2026 09:30:00 CET", 200), ("yesterday", 200), ("", 200),
            ("2026-11-23T09:30:00.400Z", 304), ("2026-11-23T09:30:00.399Z", 200), ("2026-11-23T09:30:00.401Z", 304),
            ("2026-11-23T10:30:00.400+01:00", 304),
        ])
    func ifModifiedSince(_ date: String, _ status: Int) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            node.clock.advance(by: .milliseconds(400))
            try await node.put(Self.patient)
            let headers = FHIRHeaders(ifModifiedSince: date)
            let answer = await node.ask(.get, "Patient/p1", headers: headers)
            #expect(answer.status == status)
            #expect(answer.response.body.isEmpty == (status == 304))
            #expect(answer.response.header("Last-Modified") == "Mon, 23 Nov 2026 09:30:00 GMT")
            _ = await node.ask(.delete, "Patient/p1")
            #expect(await node.ask(.get, "Patient/p1", headers: headers).status == 410)
        }
    }

    @Test("If-None-Match: * creates only", arguments: StoreKind.allCases)
    func createOnly(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let any = FHIRHeaders(ifNoneMatch: " * ")
        #expect(await node.ask(.put, "Patient/p1", Self.patient, headers: any).status == 201)
        let again = await node.ask(.put, "Patient/p1", Self.patient, headers: any)
        #expect(again.status == 412)
        #expect(again.isOutcome)
        _ = await node.ask(.delete, "Patient/p1")
        #expect(await node.ask(.put, "Patient/p1", Self.patient, headers: any).version == "3")
        #expect(await node.ask(.put, "Patient?family=Okafor", Self.patient, headers: any).status == 412)
        #expect(
            await node.ask(.put, "Patient?family=Else", Self.patient.replacing("p1", with: "p2"), headers: any).status
                == 201)
        for bad in [FHIRHeaders(ifNoneMatch: #"W/"1""#), FHIRHeaders(ifMatch: "1", ifNoneMatch: "*")] {
            let refused = await node.ask(.put, "Patient/p1", Self.patient, headers: bad)
            #expect(refused.status == 400)
            #expect(refused.expressions == ["http.If-None-Match"])
        }
    }

    @Test("Of 32 who create only, one does", arguments: StoreKind.allCases)
    func createOnlyRace(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let answers = await withTaskGroup(of: Int.self) { group in
            for number in 0..<32 {
                let body = Self.patient.replacing("Okafor", with: "N\(number)")
                group.addTask {
                    await node.ask(.put, "Patient/p1", body, headers: .init(ifNoneMatch: "*")).status
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(answers.count { $0 == 201 } == 1)
        #expect(answers.count { $0 == 412 } == 31)
        #expect(await node.get("Patient/p1").version == "1")
    }

    @Test(
        "Prefer says whether unknown parameters are refused",
        arguments: [
            (nil, .strict), ("handling=lenient", .lenient), ("handling=strict", .strict), ("", .strict),
            ("return=minimal, handling=\"lenient\"; x=1", .lenient), ("Handling = Lenient", .lenient),
            ("xhandling=lenient", .strict), ("handling=other", .strict), ("handling=lenient,handling=strict", .lenient),
        ] as [(String?, PreferredHandling)])
    func handling(_ prefer: String?, _ wanted: PreferredHandling) {
        #expect(FHIRHeaders(prefer: prefer).handling == wanted)
    }

    @Test(
        "Prefer chooses what a write answers",
        arguments: [
            (nil, "Patient"), ("return=representation", "Patient"), ("return=minimal", nil),
            ("return=OperationOutcome", "OperationOutcome"), ("respond-async, return=minimal", nil),
            ("handling=lenient; return=minimal", "Patient"), ("Return = \"minimal\";a=b", nil),
            ("return=minimalist", "Patient"),
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
