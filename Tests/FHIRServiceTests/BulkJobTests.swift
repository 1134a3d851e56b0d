// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import Jobs
import RecordStore
import Testing

@Suite("Bulk data: jobs and their files")
struct BulkJobTests {
    /// Reads one resource at a time and notes after each how far it is.
    static var small: JobDesk.Limits {
        var limits = JobDesk.Limits()
        limits.pageSize = 1
        limits.pauseBetweenNotes = .zero
        return limits
    }

    static func filled(_ kind: StoreKind, count: Int = 60, gate: SearchGate? = nil) async throws -> BulkNode {
        let bulk = try BulkNode(kind, limits: small, gate: gate)
        for number in 0..<count {
            try await bulk.node.put(#"{"resourceType":"Patient","id":"p\#(number)","active":true}"#)
        }
        return bulk
    }

    static let everyone = (0..<60).map { "Patient/p\($0)" }.sorted()

    @Test("All files show one state, whatever is written meanwhile", arguments: StoreKind.allCases)
    func snapshot(_ kind: StoreKind) async throws {
        let gate = SearchGate()
        let bulk = try await Self.filled(kind, gate: gate)
        defer { bulk.remove() }
        let job = try BulkNode.job(await bulk.ask(.get, "$export?_type=Patient"))
        gate.allow(5)
        let answer = try await bulk.working {
            try await gate.held()
            #expect(await bulk.ask(.get, job).response.header("X-Progress") == "step 0 of 1, 5 resources")
            for id in ["p58", "p59"] { _ = await bulk.node.ask(.delete, "Patient/\(id)") }
            try await bulk.node.put(#"{"resourceType":"Patient","id":"p57","active":false}"#)
            try await bulk.node.put(#"{"resourceType":"Patient","id":"new"}"#)
            gate.allow(1_000)
            return try await bulk.end(of: job)
        }
        let lines = try await bulk.lines(of: JSONDocument.parse(answer.response.body).root)
        #expect(BulkNode.references(lines) == Self.everyone)
        #expect(lines["Patient"]?.allSatisfy { $0.contains("true") } == true, "as it was when the export began")
    }

    @Test("An export that was broken off goes on where it was, and writes nothing twice", arguments: StoreKind.allCases)
    func resumed(_ kind: StoreKind) async throws {
        let gate = SearchGate()
        let bulk = try await Self.filled(kind, gate: gate)
        defer { bulk.remove() }
        let job = try BulkNode.job(await bulk.ask(.get, "$export?_type=Patient"))
        gate.allow(20)
        try await bulk.working { try await gate.held() }
        // What was written behind the last note is there after a crash, too, whole or in part.
        let files = try FileManager.default.subpathsOfDirectory(atPath: bulk.folder.path)
        let name = try #require(files.first { $0.hasSuffix("Patient.1.ndjson") })
        let handle = try FileHandle(forWritingTo: bulk.folder.appending(path: name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"resourceType":"Patient","id":"p9"}\#n{"reso"#.utf8))
        try handle.close()
        _ = await bulk.node.ask(.delete, "Patient/p59")
        let rest = SearchGate()
        rest.allow(45)
        let again = try BulkNode(kind, limits: Self.small, gate: rest, after: bulk)
        let answer = try await again.working { try await again.end(of: job) }
        let lines = try await again.lines(of: JSONDocument.parse(answer.response.body).root)
        #expect(BulkNode.references(lines) == Self.everyone, "without reading all again")
        let third = try BulkNode(kind, after: bulk)
        #expect(await third.ask(.get, job).text == answer.text, "a finished job is there after a new start")
    }

    @Test("Files can be read by their owner only", arguments: StoreKind.allCases)
    func modes(_ kind: StoreKind) async throws {
        let bulk = try await Self.filled(kind, count: 3)
        defer { bulk.remove() }
        _ = try await bulk.export("$export")
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(bulk.folder.path) == 0o700)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: bulk.folder.path)
        #expect(paths.contains { $0.hasSuffix("job.json") })
        for path in paths {
            let isFile = path.contains("/")
            #expect(try mode(bulk.folder.appending(path: path).path) == (isFile ? 0o600 : 0o700), "\(path)")
        }
    }

    @Test("Cancelling ends a job and removes its files, whether it is done or not", arguments: StoreKind.allCases)
    func cancelled(_ kind: StoreKind) async throws {
        let gate = SearchGate()
        let bulk = try await Self.filled(kind, count: 9, gate: gate)
        defer { bulk.remove() }
        let job = try BulkNode.job(await bulk.ask(.get, "$export?_type=Patient"))
        let done = try BulkNode.job(await bulk.ask(.get, "$export?_type=Group"))
        gate.allow(3)
        try await bulk.working {
            try await gate.held()
            #expect(await bulk.ask(.delete, job, as: BulkNode.caller("b")).status == 404, "it is not theirs")
            #expect(await bulk.ask(.delete, job).status == 202)
            #expect(await bulk.ask(.get, job).status == 404)
            // The search that was held and the next job's.
            gate.allow(9)
            _ = try await bulk.end(of: done)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: bulk.folder.path).count == 1)
        #expect(await bulk.ask(.delete, done).status == 202)
        #expect(await bulk.ask(.get, done).status == 404)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bulk.folder.path).isEmpty)
    }

    @Test("A client has few unfinished jobs, and what it made expires", arguments: StoreKind.allCases)
    func limits(_ kind: StoreKind) async throws {
        let bulk = try await Self.filled(kind, count: 2)
        defer { bulk.remove() }
        var jobs: [String] = []
        for _ in 0..<2 { jobs.append(try BulkNode.job(await bulk.ask(.get, "$export"))) }
        let third = await bulk.ask(.get, "$export")
        #expect(third.status == 429)
        #expect(third.codes == ["throttled"])
        #expect(third.response.header("Retry-After") == "60")
        #expect(await bulk.ask(.get, "$export", as: BulkNode.caller("b")).status == 202, "others have their own")
        #expect(bulk.desk.oldestNeeded == TestNode.start, "the state that they read is kept")
        let (one, other) = (jobs[0], jobs[1])
        let answer = try await bulk.working {
            _ = try await bulk.end(of: one)
            return try await bulk.end(of: other)
        }
        #expect(answer.response.header("Expires") == "Tue, 24 Nov 2026 09:30:00 GMT")
        #expect(await bulk.ask(.get, "$export").status == 202)
        bulk.node.clock.advance(by: .seconds(24 * 3600 - 1))
        bulk.desk.expire()
        #expect(await bulk.ask(.get, one).status == 200)
        bulk.node.clock.advance(by: .seconds(2))
        bulk.desk.expire()
        for job in jobs { #expect(await bulk.ask(.get, job).status == 404) }
        #expect(bulk.desk.oldestNeeded == nil, "what takes longer than a day is given up")
    }

    @Test("An export whose state is gone fails and says so")
    func gone() async throws {
        let gate = SearchGate()
        let bulk = try await Self.filled(.sqlite, count: 30, gate: gate)
        defer { bulk.remove() }
        let job = try BulkNode.job(await bulk.ask(.get, "$export?_type=Patient"))
        gate.allow(3)
        try await bulk.working { try await gate.held() }
        try await bulk.node.put(#"{"resourceType":"Patient","id":"p1","active":false}"#)
        bulk.node.clock.advance(by: .seconds(10))
        try await bulk.node.store.purgeSuperseded(before: bulk.node.clock.now())
        gate.allow(100)
        let answer = try await bulk.working { try await bulk.end(of: job) }
        #expect(answer.status == 500)
        #expect(answer.diagnostics.contains("begin it again"))
        let left = try FileManager.default.subpathsOfDirectory(atPath: bulk.folder.path)
        #expect(left.allSatisfy { !$0.contains("ndjson") })
    }

    // MARK: $import

    static let writer = BulkNode.caller(mayWrite: true)
    static let lines = FHIRHeaders(contentType: "application/fhir+ndjson", prefer: "respond-async")

    static let text = [
        #"{"resourceType":"Patient","id":"a"}"#, #"{"resourceType":"Patient","id":"b","birthDate":"soon"}"#,
        #"{"resourceType":"Observation","id":"o","status":"final","code":{},"subject":{"reference":"Patient/a"}}"#,
        "", "{", #"{"resourceType":"Patient","id":"a","active":true}"#,
    ].joined(separator: "\n")

    @Test("An import stores what is right and tells of each line that is not", arguments: StoreKind.allCases)
    func imported(_ kind: StoreKind) async throws {
        let bulk = try BulkNode(kind)
        defer { bulk.remove() }
        for turn in 0..<2 {
            let kickoff = await bulk.ask(.post, "$import", Self.text, headers: Self.lines, as: Self.writer)
            #expect(kickoff.status == 202, "\(kickoff.text)")
            #expect(kickoff.response.disclosure.people == ["a", "b"], "whom it concerns is recorded before it is done")
            let job = try BulkNode.job(kickoff)
            let answer = try await bulk.working { try await bulk.end(of: job, as: Self.writer) }
            let manifest = try JSONDocument.parse(answer.response.body).root
            let outcome = try await bulk.lines(of: manifest, as: Self.writer)["OperationOutcome"] ?? []
            #expect(outcome.count == 1)
            let counts =
                turn == 0
                ? "5 read: 2 created, 1 updated, 0 unchanged" : "5 read: 0 created, 0 updated, 3 unchanged"
            #expect(outcome.first?.contains(counts) == true, "\(outcome)")
            let errors = try await bulk.lines(of: manifest, "error", as: Self.writer)["OperationOutcome"] ?? []
            #expect(errors.count == 2)
            #expect(errors.first?.contains("Line 2: ") == true)
            #expect(errors.last?.contains("Line 5: ") == true)
            #expect(await bulk.node.get("Patient/a").version == "2")
            #expect(await bulk.node.get("Observation?patient=a").entries.count == 1)
            #expect(try await bulk.node.store.snapshot().version == 3, "nothing is applied twice")
            let files = try FileManager.default.subpathsOfDirectory(atPath: bulk.folder.path)
            #expect(files.allSatisfy { !$0.hasSuffix("input.ndjson") }, "what was sent is not kept")
        }
    }

    @Test("An import that was taken is carried out after a new start", arguments: StoreKind.allCases)
    func importResumed(_ kind: StoreKind) async throws {
        let bulk = try BulkNode(kind)
        defer { bulk.remove() }
        let job = try BulkNode.job(
            await bulk.ask(.post, "$import", Self.text, headers: Self.lines, as: Self.writer))
        let again = try BulkNode(kind, after: bulk)
        let answer = try await again.working { try await again.end(of: job, as: Self.writer) }
        #expect(answer.status == 200)
        #expect(await again.node.get("Patient/a").version == "2")
    }

    @Test("Who may not write, and what is no list of resources, is refused")
    func importRefused() async throws {
        let bulk = try BulkNode(.memory)
        defer { bulk.remove() }
        #expect(await bulk.ask(.post, "$import", Self.text, headers: Self.lines).status == 403)
        let parameters =
            #"{"resourceType":"Parameters","parameter":[{"name":"input","part":[{"name":"url","valueUrl":"http://10.0.0.1/x"}]}]}"#
        for type in ["application/fhir+json", "application/json", nil] {
            let headers = FHIRHeaders(contentType: type, prefer: "respond-async")
            let answer = await bulk.ask(.post, "$import", parameters, headers: headers, as: Self.writer)
            #expect(answer.status == 415)
            #expect(answer.diagnostics.contains("not fetched"))
        }
        let document = "{\n\"resourceType\":\"Patient\",\"id\":\"a\"\n}"
        let bundle = TransactionTests.bundle(
            TransactionTests.entry("PUT", "Patient/a", TransactionTests.patient("a")))
        for body in ["", document, bundle] {
            #expect(await bulk.ask(.post, "$import", body, headers: Self.lines, as: Self.writer).status == 400)
        }
        let soon = FHIRHeaders(contentType: "application/fhir+ndjson")
        #expect(await bulk.ask(.post, "$import", Self.text, headers: soon, as: Self.writer).status == 400)
        #expect(await bulk.ask(.get, "$import", as: Self.writer).status == 405)
        #expect(try await bulk.node.store.snapshot().version == 0)
    }

    @Test("The CapabilityStatement states bulk data where there is a desk, and only there")
    func capabilities() async throws {
        let bulk = try BulkNode(.memory)
        defer { bulk.remove() }
        func stated(_ answer: Answer) throws -> [String: [String]] {
            let statement = try #require(answer.resource)
            let rest = try #require(statement.items("rest").first { _ in true })
            var names = ["": CapabilityTests.texts(rest, "operation", "name")]
            for type in CapabilityTests.types(statement) {
                names[type["type"]?.string ?? "none"] = CapabilityTests.texts(type, "operation", "name")
            }
            return names.mapValues { $0.filter { ["export", "import"].contains($0) } }.filter { !$0.value.isEmpty }
        }
        let with = try stated(await bulk.ask(.get, "metadata", headers: .init()))
        #expect(with == ["": ["export", "import"], "Patient": ["export"], "Group": ["export"]])
        #expect(try stated(await bulk.node.get("metadata")).isEmpty)
        for address in ["$export", "Patient/$export", "Group/g/$export", "$import"] {
            let headers = address == "$import" ? Self.lines : FHIRHeaders(prefer: "respond-async")
            let method: FHIRRequest.Method = address == "$import" ? .post : .get
            try await bulk.node.put(#"{"resourceType":"Group","id":"g","type":"person","actual":true}"#)
            let answer = await bulk.ask(
                method, address, "x", headers: headers, as: BulkNode.caller(address, mayWrite: true))
            #expect(answer.status == 202, "\(address): \(answer.text)")
            let absent = await bulk.node.ask(method, address, "x", headers: headers)
            #expect(absent.status == 404, "\(address): \(absent.text)")
        }
    }
}
