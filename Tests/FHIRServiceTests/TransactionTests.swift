// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Transactions and batches")
struct TransactionTests {
    static func entry(
        _ method: String, _ url: String, _ resource: String? = nil, fullURL: String? = nil, more: String = ""
    ) -> String {
        let full = fullURL.map { #""fullUrl":"\#($0)","# } ?? ""
        let body = resource.map { #""resource":\#($0),"# } ?? ""
        return #"{\#(full)\#(body)"request":{"method":"\#(method)","url":"\#(url)"\#(more)}}"#
    }

    static func bundle(_ entries: String..., type: String = "transaction") -> String {
        #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
    }

    static func patient(_ id: String? = nil, value: String = "1") -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return #"{"resourceType":"Patient",\#(id)"identifier":[{"system":"s","value":"\#(value)"}]}"#
    }

    static let first = "urn:uuid:11111111-1111-4111-8111-111111111111"
    static let second = "urn:uuid:22222222-2222-4222-8222-222222222222"

    @Test("Temporary addresses are replaced wherever R4 says, and nowhere else", arguments: StoreKind.allCases)
    func rewriting(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let document = #"""
            {"resourceType":"DocumentReference","status":"current","subject":{"reference":"PATIENT"},
            "identifier":[{"system":"urn:ietf:rfc:3986","value":"PATIENT"}],"description":"PATIENT",
            "text":{"status":"generated","div":"<div>PATIENT <a href=\"PATIENT#name\">who</a><img src=\"PATIENT\"/></div>"},
            "content":[{"attachment":{"url":"PATIENT"}}],
            "contained":[{"resourceType":"Basic","id":"b","code":{},"subject":{"reference":"PATIENT"}}],
            "extension":[{"url":"http://e.example/1","valueReference":{"reference":"PATIENT#part"}},
            {"url":"http://e.example/2","valueUri":"PATIENT"},{"url":"http://e.example/3","valueCanonical":"PATIENT"},
            {"url":"http://e.example/4","valueReference":{"reference":"#b"}},
            {"url":"http://e.example/5","valueString":"PATIENT"}]}
            """#.replacing("PATIENT", with: Self.first).replacing("\n", with: "")
        let answer = await node.ask(
            .post, "",
            Self.bundle(
                Self.entry("POST", "DocumentReference", document, fullURL: Self.second),
                Self.entry("POST", "Patient", Self.patient(), fullURL: Self.first)))
        try #require(answer.status == 200, "\(answer.text)")
        #expect(answer.entryStatuses == ["201", "201"])
        let patient = try #require(answer.entryReferences[1])
        let stored = await node.get(try #require(answer.entryReferences[0])).text
        for kept in [
            #""value":"URN"}"#, #""description":"URN""#, #"<div>URN "#, #""valueCanonical":"URN""#,
            #""valueString":"URN""#,
        ] { #expect(stored.contains(kept.replacing("URN", with: Self.first)), "\(kept) stays") }
        for changed in [
            #""subject":{"reference":"NEW"},"#, #"href=\"NEW#name\""#, #"src=\"NEW\""#, #""url":"NEW""#,
            #""code":{},"subject":{"reference":"NEW"}"#, #""reference":"NEW#part""#, #""valueUri":"NEW""#,
            ##""reference":"#b""##,
        ] { #expect(stored.contains(changed.replacing("NEW", with: patient)), "\(changed)") }
        let found = await node.get("DocumentReference?patient=\(patient)")
        #expect(found.entries.count == 1, "the reference is indexed as rewritten")
    }

    @Test("A relative reference is read against its entry's own address", arguments: StoreKind.allCases)
    func relative(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let root = "https://elsewhere.example/r4/"
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Patient/7"}}"#
        let answer = await node.ask(
            .post, "",
            Self.bundle(
                Self.entry("POST", "Patient", Self.patient(), fullURL: root + "Patient/7"),
                Self.entry("POST", "Observation", observation, fullURL: root + "Observation/1"),
                Self.entry("POST", "Observation", observation)))
        let patient = try #require(answer.entryReferences.first.flatMap { $0 })
        #expect(await node.get("Observation?subject=\(patient)").references() == [answer.entryReferences[1]])
    }

    @Test("A conditional reference finds its one target or refuses the whole", arguments: StoreKind.allCases)
    func conditionalReference(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Patient?identifier=s|1"}}"#
        let bundle = Self.bundle(Self.entry("POST", "Observation", observation))
        let missing = await node.ask(.post, "", bundle)
        #expect(missing.status == 412)
        #expect(missing.expressions == ["Bundle.entry[0].resource"])
        try await node.put(Self.patient("p1"))
        #expect(await node.ask(.post, "", bundle).status == 200)
        #expect(await node.get("Observation?patient=p1").entries.count == 1)
        try await node.put(Self.patient("p2"))
        #expect(await node.ask(.post, "", bundle).status == 412)
    }

    static let bad: [(entry: String, expression: String)] = [
        (
            entry("POST", "Patient", #"{"resourceType":"Patient","birthDate":"soon"}"#),
            "Bundle.entry[1].resource.birthDate"
        ),
        (entry("POST", "Patient", #"{"resourceType":"Patient","name":{}}"#), "Bundle.entry[1].resource.name"),
        (entry("POST", "Patient", #"{"resourceType":"Observation"}"#), "Bundle.entry[1].resource.resourceType"),
        (entry("POST", "Patient"), "Bundle.entry[1].resource"),
        (entry("POST", "Patient", "7"), "Bundle.entry[1].resource"),
        (entry("POST", "Unknown", #"{"resourceType":"Unknown"}"#), "Bundle.entry[1]"),
        (entry("PUT", "Patient/x", patient("y")), "Bundle.entry[1].resource.id"),
        (entry("PUT", "Patient/x", patient()), "Bundle.entry[1].resource.id"),
        (entry("FETCH", "Patient"), "Bundle.entry[1].request.method"),
        (entry("PATCH", "Patient/x", patient("x")), "Bundle.entry[1].resource"),
        (entry("GET", ""), "Bundle.entry[1].request.url"),
        (entry("POST", "?x", bundle()), "Bundle.entry[1]"),
        (entry("POST", "Patient", patient(), more: #","ifNoneExist":"nonsense=1""#), "Bundle.entry[1].http.nonsense"),
        (entry("PUT", "Patient/x", patient("x"), more: #","ifMatch":"*""#), "Bundle.entry[1]"),
        (entry("PUT", "Patient/x", patient("x"), more: #","ifMatch":"x""#), "Bundle.entry[1].http.If-Match"),
        (entry("POST", "Patient", patient(), more: #","ifNoneExist":"""#), "Bundle.entry[1].http.If-None-Exist"),
        (entry("POST", "Subscription", #"{"resourceType":"Subscription"}"#), "Bundle.entry[1]"),
        (entry("PUT", "Parameters/x", #"{"resourceType":"Parameters","id":"x"}"#), "Bundle.entry[1]"),
        (entry("PUT", "Patient/x", patient("x"), more: #","ifMatch":"W/\"4\"""#), "Bundle.entry[1]"),
        (entry("DELETE", "Patient?x=1"), "Bundle.entry[1].http.x"),
        (#"{"resource":{"resourceType":"Patient"}}"#, "Bundle.entry[1].request"),
        ("5", "Bundle.entry[1].request"),
    ]

    @Test("One bad entry means that nothing is stored, and the issue names it", arguments: bad)
    func atomic(_ entry: String, _ expression: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            let answer = await node.ask(
                .post, "", Self.bundle(Self.entry("PUT", "Patient/good", Self.patient("good")), entry))
            #expect([400, 412].contains(answer.status), "\(entry)")
            #expect(answer.expressions.contains(expression), "\(entry): \(answer.text)")
            #expect(try await node.store.snapshot().version == 0)
            let batch = await node.ask(
                .post, "", Self.bundle(entry, Self.entry("PUT", "Patient/good", Self.patient("good")), type: "batch"))
            #expect(batch.status == 200)
            #expect(batch.entryStatuses.first?.hasPrefix("4") == true, "\(entry): \(batch.text)")
            #expect(batch.entries.first?["response"]?["outcome"]?["resourceType"]?.equals("OperationOutcome") == true)
            #expect(batch.entryStatuses.last == "201")
            #expect(await node.get("Patient/good").status == 200)
        }
    }

    @Test("Entries take effect in R4's order and answer in their own", arguments: StoreKind.allCases)
    func order(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("old"))
        let answer = await node.ask(
            .post, "",
            Self.bundle(
                Self.entry("GET", "Patient/new"), Self.entry("GET", "Patient/old/_history"),
                Self.entry("PUT", "Patient/new", Self.patient("new")),
                Self.entry("GET", "Patient?_summary=count"), Self.entry("POST", "Patient", Self.patient(value: "2")),
                Self.entry("DELETE", "Patient/old"), Self.entry("HEAD", "Patient/new")))
        #expect(answer.entryStatuses == ["200", "200", "201", "200", "201", "204", "200"])
        #expect(answer.entries[1]["resource"]?["total"]?.numberText == "2", "the deletion is in the history")
        #expect(answer.entries[3]["resource"]?["total"]?.numberText == "2")
        #expect(answer.resource?["type"]?.string == "transaction-response")
        #expect(answer.response.disclosure.people.contains("old"), "a delete concerns its person")
        let feed = try await node.store.changes(after: 1, limit: 10)
        #expect(feed.map(\.version.change) == [.deleted, .created, .created])
        let created = try #require(answer.entryReferences[4])
        #expect(feed.map(\.version.id.reference) == ["Patient/old", created, "Patient/new"])
        #expect(Set(feed.map(\.commit)).count == 1)
        #expect(answer.entries[2]["response"]?["lastModified"]?.string == feed[2].version.lastUpdated.instant)
    }

    @Test(
        "Two entries may not change the same resource, bear one address or create by one condition",
        arguments: [
            (entry("PUT", "Patient/a", patient("a")), entry("PUT", "Patient/a", patient("a", value: "2"))),
            (entry("DELETE", "Patient/a"), entry("PUT", "Patient/a", patient("a"))),
            (entry("DELETE", "Patient?identifier=s|old"), entry("DELETE", "Patient/old")),
            (
                entry("PUT", "Patient?identifier=s|old", patient(value: "old")),
                entry("PUT", "Patient/old", patient("old"))
            ),
            (entry("POST", "Patient", patient(), fullURL: first), entry("POST", "Patient", patient(), fullURL: first)),
            (
                entry("POST", "Patient", patient(), more: #","ifNoneExist":"identifier=s|1""#),
                entry("POST", "Patient", patient(), more: #","ifNoneExist":"identifier=s|1""#)
            ),
            (
                entry("POST", "Patient", patient(), more: #","ifNoneExist":"identifier=s|1""#),
                entry("PUT", "Patient?identifier=s|1", patient())
            ),
        ])
    func duplicates(_ one: String, _ other: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Self.patient("old", value: "old"))
            let answer = await node.ask(.post, "", Self.bundle(one, other))
            #expect(answer.status == 400)
            #expect(answer.codes == ["duplicate"])
            #expect(try await node.store.snapshot().version == 1)
        }
    }

    @Test("A conditional create that finds its resource gives its address to the others", arguments: StoreKind.allCases)
    func conditionalHit(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("there"))
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"\#(Self.first)"}}"#
        let answer = await node.ask(
            .post, "",
            Self.bundle(
                Self.entry(
                    "POST", "Patient", Self.patient(), fullURL: Self.first, more: #","ifNoneExist":"identifier=s|1""#),
                Self.entry("POST", "Observation", observation)))
        #expect(answer.entryStatuses == ["200", "201"])
        #expect(answer.entryReferences[0] == "Patient/there")
        #expect(await node.get("Observation?patient=there").entries.count == 1)
        #expect(await node.get("Patient?_summary=count").total == "1")
    }

    @Test("Of 32 transactions with the same condition one creates", arguments: StoreKind.allCases)
    func race(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let bundle = Self.bundle(
            Self.entry(
                "POST", "Patient", Self.patient(), fullURL: Self.first, more: #","ifNoneExist":"identifier=s|1""#),
            Self.entry(
                "POST", "Observation",
                #"{"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"\#(Self.first)"}}"#))
        let answers = await withTaskGroup(of: Answer.self) { group in
            for _ in 0..<32 { group.addTask { await node.ask(.post, "", bundle) } }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.count { $0.entryStatuses == ["201", "201"] } == 1)
        #expect(answers.count { $0.entryStatuses == ["200", "201"] } == 31)
        let patient = await node.get("Patient").references()
        #expect(patient.count == 1)
        #expect(await node.get("Observation?subject=\(patient[0])&_summary=count").total == "32")
    }

    @Test("If-Match in an entry stops the whole transaction", arguments: StoreKind.allCases)
    func ifMatch(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("a"))
        let change = Self.entry("PUT", "Patient/a", Self.patient("a", value: "2"), more: #","ifMatch":"W/\"1\"""#)
        let other = Self.entry("POST", "Patient", Self.patient())
        #expect(await node.ask(.post, "", Self.bundle(other, change)).status == 200)
        let stale = await node.ask(.post, "", Self.bundle(other, change))
        #expect(stale.status == 412)
        #expect(stale.expressions == ["Bundle.entry[1]"])
        #expect(try await node.store.snapshot().version == 3)
    }

    @Test(
        "A conditional update in a transaction does not overwrite an id its condition does not name",
        arguments: StoreKind.allCases)
    func conditionalUpdateTaken(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.patient("mine", value: "1"))
        let answer = await node.ask(
            .post, "", Self.bundle(Self.entry("PUT", "Patient?identifier=s|2", Self.patient("mine", value: "2"))))
        #expect(answer.status == 412)
        #expect(await node.get("Patient/mine").version == "1")
    }

    @Test("One who may only read may read in bundles", arguments: ["batch", "transaction"])
    func readOnly(_ type: String) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient("a"))
        let reads = Self.bundle(Self.entry("GET", "Patient/a"), type: type)
        #expect(await node.ask(.post, "", reads, as: TestNode.reader).entryStatuses == ["200"])
        let writes = Self.bundle(Self.entry("GET", "Patient/a"), Self.entry("DELETE", "Patient/a"), type: type)
        let answer = await node.ask(.post, "", writes, as: TestNode.reader)
        #expect(type == "batch" ? answer.entryStatuses == ["200", "403"] : answer.status == 403)
        #expect(await node.get("Patient/a").status == 200)
    }

    @Test(
        "What is no batch or transaction is refused",
        arguments: [
            (#"{"resourceType":"Patient"}"#, "resourceType"), (#"{"resourceType":"Bundle"}"#, "Bundle.type"),
            (#"{"resourceType":"Bundle","type":"searchset"}"#, "Bundle.type"),
            (#"{"resourceType":"Bundle","type":"batch","entry":{}}"#, "Bundle.entry"),
            (#"{"resourceType":"Bundle","type":"transaction","entry":"x"}"#, "Bundle.entry"),
            (#"{"resourceType":"Bundle","type":7}"#, "Bundle.type"),
        ])
    func noBundle(_ body: String, _ expression: String) async throws {
        let answer = try await TestNode(.memory).ask(.post, "", body)
        #expect(answer.status == 400)
        #expect(answer.expressions == [expression])
    }

    @Test("An empty transaction or batch is answered by an empty one", arguments: ["batch", "transaction"])
    func empty(_ type: String) async throws {
        for body in [Self.bundle(type: type), #"{"resourceType":"Bundle","type":"\#(type)"}"#] {
            let answer = try await TestNode(.memory).ask(.post, "", body)
            #expect(answer.status == 200)
            #expect(answer.text == #"{"resourceType":"Bundle","type":"\#(type)-response"}"#)
        }
    }
}
