// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("What entries of transactions and batches may do, and may not do together")
struct BundleRuleTests {
    typealias Maker = TransactionTests

    static func observation(_ subject: String, id: String? = nil) -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return
            #"{"resourceType":"Observation",\#(id)"status":"final","code":{},"subject":{"reference":"\#(subject)"}}"#
    }

    static func conditional(_ condition: String, value: String = "1") -> String {
        Maker.entry("POST", "Patient", Maker.patient(value: value), more: #","ifNoneExist":"\#(condition)""#)
    }

    // MARK: Conditional references

    @Test(
        "A conditional reference finds what an entry makes by the same condition",
        arguments: [
            (conditional("identifier=s|1"), "Patient?identifier=s|1"),
            (conditional("?identifier=s%7C1"), "Patient?identifier=s|1"),
            (conditional("identifier=s|1&active=true"), "Patient?active=true&identifier=s%7c1"),
            (conditional("identifier=s|1"), TestNode.base + "/Patient?identifier=s|1"),
            (Maker.entry("PUT", "Patient?identifier=s|1", Maker.patient("new")), "Patient?identifier=s|1"),
        ])
    func ownTarget(_ maker: String, _ reference: String) async throws {
        for kind in StoreKind.allCases {
            for makerIsFirst in [true, false] {
                let node = try TestNode(kind)
                let user = Maker.entry("POST", "Observation", Self.observation(reference))
                let answer = await node.ask(
                    .post, "", makerIsFirst ? Maker.bundle(maker, user) : Maker.bundle(user, maker))
                try #require(answer.status == 200, "\(answer.text)")
                #expect(answer.entryStatuses == ["201", "201"])
                let patient = try #require(answer.entryReferences[makerIsFirst ? 0 : 1])
                let observation = await node.get(try #require(answer.entryReferences[makerIsFirst ? 1 : 0]))
                #expect(observation.resource?["subject"]?["reference"]?.string == patient)
                // The second time the condition is met by what is there.
                let again = await node.ask(
                    .post, "",
                    Maker.bundle(
                        Self.conditional("identifier=s|1"),
                        Maker.entry("POST", "Observation", Self.observation("Patient?identifier=s|1"))))
                #expect(again.entryStatuses == ["200", "201"])
                #expect(await node.get("Observation?subject=\(patient)&_summary=count").total == "2")
            }
        }
    }

    @Test(
        "A conditional reference that names none, or several, is refused, naming the entry",
        arguments: [("Patient?identifier=s|3", "not-found"), ("Patient?identifier=s|2", "multiple-matches")])
    func noTarget(_ reference: String, _ code: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            for id in ["a", "b"] { try await node.put(Maker.patient(id, value: "2")) }
            let answer = await node.ask(
                .post, "",
                Maker.bundle(
                    Self.conditional("identifier=s|1"), Maker.entry("POST", "Observation", Self.observation(reference)))
            )
            #expect(answer.status == 412)
            #expect(answer.codes == [code])
            #expect(answer.expressions == ["Bundle.entry[1]"] || answer.expressions == ["Bundle.entry[1].resource"])
            #expect(try await node.store.snapshot().version == 2)
        }
    }

    @Test(
        "References that name no entry stay as they came",
        arguments: [
            "Patient/7/_history/2", "https://elsewhere.example/fhir/Patient/7",
            "https://elsewhere.example/fhir/Patient?identifier=1", "urn:uuid:33333333-3333-4333-8333-333333333333",
            "#p",
            "Patient/7", "Horse?name=a",
        ])
    func untouched(_ reference: String) async throws {
        let node = try TestNode(.memory)
        let answer = await node.ask(
            .post, "",
            Maker.bundle(
                Maker.entry("POST", "Patient", Maker.patient(), fullURL: Maker.first),
                Maker.entry("PUT", "Observation/o", Self.observation(reference, id: "o"))))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(await node.get("Observation/o").resource?["subject"]?["reference"]?.string == reference)
    }

    // MARK: Together

    @Test(
        "Entries that would undo each other are refused, naming both",
        arguments: [
            (Maker.entry("PUT", "Patient/a", Maker.patient("a")), Maker.entry("DELETE", "Patient/a")),
            (Maker.entry("PUT", "Patient/a", Maker.patient("a")), Maker.entry("PUT", "Patient/a", Maker.patient("a"))),
            (
                Maker.entry("DELETE", "Patient?identifier=s|old"),
                Maker.entry("PUT", "Patient/old", Maker.patient("old"))
            ),
            (conditional("identifier=s|1"), conditional("identifier=s%7C1")),
            (conditional("identifier=s|old"), conditional("identifier=s|old")),
            (conditional("identifier=s|1"), Maker.entry("PUT", "Patient?identifier=s|1", Maker.patient())),
            (
                Maker.entry("PUT", "Patient?identifier=s|old&active=true", Maker.patient(value: "9")),
                Maker.entry("PUT", "Patient?active=true&identifier=s|old", Maker.patient(value: "9"))
            ),
            (conditional("identifier=s|old"), Maker.entry("DELETE", "Patient/old")),
        ])
    func contradictions(_ one: String, _ other: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            try await node.put(Maker.patient("old", value: "old"))
            let between = Maker.entry("POST", "Patient", Maker.patient(value: "7"))
            for entries in [[one, between, other], [other, between, one]] {
                let answer = await node.ask(.post, "", Maker.bundle(entries.joined(separator: ",")))
                #expect(answer.status == 400)
                #expect(answer.codes == ["duplicate"])
                #expect(
                    answer.diagnostics.contains("entry[0]") && answer.diagnostics.contains("entry[2]"), "\(answer.text)"
                )
                #expect(try await node.store.snapshot().version == 1)
            }
        }
    }

    @Test("A thousand conditional creates and references to them are one transaction", arguments: StoreKind.allCases)
    func many(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        var entries: [String] = []
        for number in 0..<500 {
            entries.append(Self.conditional("identifier=s|\(number)", value: "\(number)"))
            entries.append(Maker.entry("POST", "Observation", Self.observation("Patient?identifier=s|\(number)")))
        }
        let answer = await node.ask(.post, "", Maker.bundle(entries.joined(separator: ",")))
        #expect(answer.status == 200)
        #expect(Set(answer.entryStatuses) == ["201"])
        #expect(Set(try await node.store.changes(after: 0, limit: 2_000).map(\.commit)).count == 1)
    }

    @Test("Entries of a batch see what those before them did, however many write", arguments: StoreKind.allCases)
    func batchOrder(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        let put = { (id: String, value: Int) in
            Maker.entry("PUT", "Patient/\(id)", Maker.patient(id, value: "\(value)"))
        }
        var entries: [String] = []
        var statuses: [String] = []
        for round in 0..<100 {
            entries += [
                put("a", 2 * round), put("b", round), put("a", 2 * round + 1), Maker.entry("GET", "Patient/a"),
                Maker.entry("POST", "Patient"), Maker.entry("DELETE", "Patient/a"), Maker.entry("GET", "Patient/a"),
                Self.conditional("identifier=c|1", value: "other"), Maker.entry("DELETE", "Patient/b"),
            ]
            statuses += ["201", "201", "200", "200", "400", "204", "410", "201", "204"]
        }
        let answer = await node.ask(.post, "", Maker.bundle(entries.joined(separator: ","), type: "batch"))
        #expect(answer.entryStatuses == statuses)
        let versions = answer.entries.compactMap { $0["resource"]?["identifier"]?.bytes }.map { bytes in
            String(decoding: bytes.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, as: UTF8.self)
        }
        #expect(versions == (0..<100).map { "\(2 * $0 + 1)" }, "each read finds the write before it")
        let many = (0..<500).map { put("n\($0)", $0) }
        let stored = await node.ask(.post, "", Maker.bundle(many.joined(separator: ","), type: "batch"))
        #expect(stored.entryReferences == (0..<500).map { "Patient/n\($0)" })
    }

    // MARK: Entries

    struct Example: Sendable, CustomTestStringConvertible {
        var entry: String
        var status: String
        var type: String?
        var testDescription: String { entry }
    }

    static let interactions: [Example] = [
        Example(entry: Maker.entry("GET", "Patient/a"), status: "200", type: "Patient"),
        Example(entry: Maker.entry("GET", TestNode.base + "/Patient/a"), status: "200", type: "Patient"),
        Example(entry: Maker.entry("HEAD", "Patient/a"), status: "200"),
        Example(entry: Maker.entry("GET", "Patient/a/_history/1"), status: "200", type: "Patient"),
        Example(entry: Maker.entry("GET", "Patient/a/_history"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient/_history"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "_history?_count=1"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient?identifier=s|1&_format=xml"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("POST", "Patient/_search?identifier=s|1"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient/a/$everything"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("POST", "Patient/a/$everything"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Observation/$lastn?patient=a"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient/a/$summary"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient/$summary?identifier=s|1"), status: "200", type: "Bundle"),
        Example(entry: Maker.entry("GET", "Patient/a/$meta"), status: "200", type: "Parameters"),
        Example(entry: Maker.entry("GET", "Patient/a/$validate"), status: "200", type: "OperationOutcome"),
        Example(
            entry: Maker.entry("POST", "Patient/$validate", Maker.patient("a")), status: "200", type: "OperationOutcome"
        ),
        Example(entry: Maker.entry("GET", "metadata"), status: "200", type: "CapabilityStatement"),
        Example(entry: Maker.entry("GET", "Patient/a", more: #","ifNoneMatch":"W/\"1\"""#), status: "304"),
        Example(
            entry: Maker.entry("GET", "Patient/a", more: #","ifNoneMatch":"W/\"2\"""#), status: "200", type: "Patient"),
        Example(
            entry: Maker.entry("GET", "Patient/a", more: #","ifModifiedSince":"2026-11-23T09:30:00.000Z""#),
            status: "304"),
        Example(
            entry: Maker.entry("GET", "Patient/a", more: #","ifModifiedSince":"2026-11-23T09:29:59.999Z""#),
            status: "200", type: "Patient"),
        Example(entry: Maker.entry("GET", "Patient/none"), status: "404"),
        Example(entry: Maker.entry("GET", "Patient/a/_history/9"), status: "404"),
        Example(entry: conditional("identifier=s|1"), status: "200"),
        Example(entry: conditional("identifier=s|2", value: "2"), status: "201"),
        Example(entry: Maker.entry("POST", "Patient", Maker.patient(value: "3")), status: "201"),
        Example(entry: Maker.entry("PUT", "Patient/b", Maker.patient("b")), status: "201"),
        Example(
            entry: Maker.entry("PUT", "Patient/b", Maker.patient("b"), more: #","ifNoneMatch":"*""#), status: "201"),
        Example(entry: Maker.entry("PUT", "Patient?identifier=s|1", Maker.patient(value: "5")), status: "200"),
        Example(entry: Maker.entry("PUT", "Patient?identifier=s|6", Maker.patient(value: "6")), status: "201"),
        Example(
            entry: Maker.entry("PUT", "Patient/a", Maker.patient("a", value: "7"), more: #","ifMatch":"W/\"1\"""#),
            status: "200"),
        Example(entry: Maker.entry("DELETE", "Patient/a"), status: "204"),
        Example(entry: Maker.entry("DELETE", "Patient/none"), status: "204"),
        Example(entry: Maker.entry("DELETE", "Patient?identifier=s|1"), status: "204"),
        Example(entry: Maker.entry("DELETE", "Patient?identifier=s|none"), status: "204"),
    ]

    @Test("Every interaction may be an entry of a batch and of a transaction", arguments: interactions)
    func interaction(_ example: Example) async throws {
        for kind in StoreKind.allCases {
            for type in ["batch", "transaction"] {
                let node = try TestNode(kind)
                try await node.put(Maker.patient("a"))
                let answer = await node.ask(.post, "", Maker.bundle(example.entry, type: type))
                if type == "transaction", example.status == "404" {
                    #expect(answer.status == 404, "a read that fails refuses the whole")
                    #expect(answer.expressions == ["Bundle.entry[0]"])
                    continue
                }
                try #require(answer.status == 200, "\(answer.text)")
                #expect(answer.entryStatuses == [example.status], "\(type): \(answer.text)")
                #expect(answer.entries.first?["resource"]?["resourceType"]?.string == example.type)
                #expect((answer.entries.first?["response"]?["outcome"] != nil) == (example.status == "404"))
                if example.status == "304" {
                    #expect(answer.entries.first?["response"]?["etag"]?.string == #"W/"1""#)
                }
            }
        }
    }

    static let refusals: [(entry: String, status: String)] = [
        (Maker.entry("PUT", "Patient/a", Maker.patient("a"), more: #","ifNoneMatch":"*""#), "412"),
        (Maker.entry("PUT", "Patient/a", Maker.patient("a"), more: #","ifMatch":"W/\"2\"""#), "412"),
        (Maker.entry("DELETE", "Patient/a", more: #","ifMatch":"W/\"2\"""#), "412"),
        (Maker.entry("DELETE", "Patient?identifier=s|"), "412"), (conditional("identifier=s|"), "412"),
        (Maker.entry("PUT", "Patient?identifier=s|", Maker.patient()), "412"),
        (Maker.entry("PUT", "Patient/a", Maker.patient("a"), more: #","ifNoneMatch":"1""#), "400"),
        (Maker.entry("PUT", "Patient/a", Maker.patient("b")), "400"),
        (Maker.entry("POST", "Horse", Maker.patient()), "404"),
    ]

    @Test("What one entry is refused for, a transaction is refused for, and a batch is not", arguments: refusals)
    func refused(_ entry: String, _ status: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            for id in ["a", "b"] { try await node.put(Maker.patient(id)) }
            let good = Maker.entry("PUT", "Patient/good", Maker.patient("good"))
            let whole = await node.ask(.post, "", Maker.bundle(good, entry))
            #expect(whole.status == (status == "404" ? 400 : Int(status)), "\(whole.text)")
            #expect(whole.expressions.allSatisfy { $0.hasPrefix("Bundle.entry[1]") }, "\(whole.text)")
            #expect(await node.get("Patient/good").status == 404)
            let batch = await node.ask(.post, "", Maker.bundle(good, entry, type: "batch"))
            #expect(batch.entryStatuses == ["201", status])
            #expect(batch.entries[1]["response"]?["outcome"]?["resourceType"]?.string == "OperationOutcome")
        }
    }

    @Test("Prefer of the whole holds for the entries, and handling alone asks for no resources")
    func prefer() async throws {
        let node = try TestNode(.memory)
        let entries = Maker.bundle(
            Maker.entry("PUT", "Patient/a", Maker.patient("a")), Maker.entry("DELETE", "Patient/b"),
            Maker.entry("GET", "Patient/a"))
        for (prefer, types) in [
            (nil, [nil, nil, "Patient"]), ("handling=lenient", [nil, nil, "Patient"]),
            ("return=representation", ["Patient", nil, "Patient"]),
            ("return=OperationOutcome", ["OperationOutcome", "OperationOutcome", "Patient"]),
        ] as [(String?, [String?])] {
            for type in ["batch", "transaction"] {
                let bundle = entries.replacing("transaction", with: type)
                let answer = await node.ask(.post, "", bundle, headers: .init(prefer: prefer))
                #expect(answer.entries.map { $0["resource"]?["resourceType"]?.string } == types, "\(answer.text)")
            }
        }
    }
}
