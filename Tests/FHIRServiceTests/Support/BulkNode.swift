// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import Ingest
import Jobs
import Testing

/// A service with a desk for bulk jobs, and short ways to follow a job.
final class BulkNode: Sendable {
    let node: TestNode
    let desk: JobDesk
    let service: FHIRService
    let folder: URL

    /// - Parameters:
    ///   - gate: holds the searches of exports.
    ///   - earlier: whose store and folder it goes on with, as after a new start of the program.
    init(
        _ kind: StoreKind, limits: JobDesk.Limits = .init(), gate: SearchGate? = nil, after earlier: BulkNode? = nil
    ) throws {
        node = try earlier?.node ?? TestNode(kind)
        let store = node.store
        folder =
            earlier?.folder ?? FileManager.default.temporaryDirectory.appending(path: "fhir-jobs-\(UUID().uuidString)")
        desk = try JobDesk(
            folder: folder.path, store: gate.map { HeldStore(store: store, gate: $0) } ?? store, base: TestNode.base,
            clock: node.clock, limits: limits,
            importing: BulkImport.work(node.service, node.store))
        service = FHIRService(store: node.store, base: TestNode.base, clock: node.clock, jobs: desk)
    }

    /// Removes the folder; a node that goes on with it must not have done so.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    static func caller(
        _ id: String? = "a", hidden: SensitivityLabels = [], only people: Set<String>? = nil, mayWrite: Bool = false
    ) -> FHIRCaller {
        FHIRCaller(
            visibility: Visibility(people: people.map { .only($0) } ?? .everyone, hiddenLabels: hidden),
            mayWrite: mayWrite, client: id.map { FHIRClient(id: $0, hasToken: true) })
    }

    func ask(
        _ method: FHIRRequest.Method, _ address: String, _ body: String = "",
        headers: FHIRHeaders = .init(prefer: "respond-async"), as caller: FHIRCaller = caller()
    ) async -> Answer {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let request = FHIRRequest(
            method, (parts.first ?? "").split(separator: "/").map { FormParameters.decode($0) },
            query: parts.count > 1 ? FormText.pairs(in: parts[1]) : [], headers: headers, body: Array(body.utf8),
            caller: caller)
        return Answer(await service.respond(to: request))
    }

    /// Does something while the desk works.
    func working<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let desk = desk
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await desk.run(pause: .milliseconds(2))
                return nil
            }
            group.addTask { try await body() }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    /// The address of the job that an answer speaks of, below the service's.
    static func job(_ kickoff: Answer) throws -> String {
        let address = try #require(kickoff.response.header("Content-Location"), "\(kickoff.text)")
        return String(address.dropFirst(TestNode.base.count + 1))
    }

    /// Asks until the job has ended; the desk must be working.
    func end(of job: String, as caller: FHIRCaller = caller()) async throws -> Answer {
        for _ in 0..<20_000 {
            let answer = await ask(.get, job, as: caller)
            guard answer.status == 202 else { return answer }
            #expect(answer.response.header("Retry-After") != nil)
            #expect((answer.response.header("X-Progress") ?? "").count < 100)
            try await Task.sleep(for: .milliseconds(1))
        }
        throw CancellationError()
    }

    /// Exports and gives the lines of all files by type, with the manifest.
    func export(
        _ address: String, _ body: String = "", as caller: FHIRCaller = caller()
    ) async throws -> (manifest: JSONNode, lines: [String: [String]]) {
        let kickoff = await ask(body.isEmpty ? .get : .post, address, body, as: caller)
        #expect(kickoff.status == 202, "\(kickoff.text)")
        let job = try Self.job(kickoff)
        let answer = try await working { try await self.end(of: job, as: caller) }
        #expect(answer.status == 200, "\(answer.text)")
        let manifest = try JSONDocument.parse(answer.response.body).root
        return (manifest, try await lines(of: manifest, as: caller))
    }

    func lines(of manifest: JSONNode, _ list: StaticString = "output", as caller: FHIRCaller = caller()) async throws
        -> [String: [String]]
    {
        var lines: [String: [String]] = [:]
        for file in manifest.items(list) {
            let type = try #require(file["type"]?.string)
            let address = try #require(file["url"]?.string)
            let answer = await ask(.get, String(address.dropFirst(TestNode.base.count + 1)), as: caller)
            #expect(answer.response.header("Content-Type") == "application/fhir+ndjson", "\(answer.text)")
            let place = try #require(answer.response.file)
            let text = try String(contentsOfFile: place.path, encoding: .utf8)
            #expect(text.utf8.count == place.byteCount)
            let found = text.split(separator: "\n").map(String.init)
            #expect(file["count"]?.numberText == "\(found.count)")
            #expect(answer.response.disclosure.counts == [type: found.count])
            lines[type, default: []] += found
        }
        return lines
    }

    /// `Type/id` of all lines, sorted.
    static func references(_ lines: [String: [String]]) -> [String] {
        lines.values.flatMap { $0 }.compactMap { (try? Resource($0.utf8))?.reference }.sorted()
    }
}
