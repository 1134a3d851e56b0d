// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Reads in transactions, and the time that Bundles have")
struct BundleReadTests {
    typealias Maker = TransactionTests

    /// Entries that read, each with the status of its failure; Patient a and deleted Patient gone are there.
    static let failures: [(entry: String, status: Int)] = [
        (Maker.entry("GET", "Patient/none"), 404), (Maker.entry("HEAD", "Patient/none"), 404),
        (Maker.entry("GET", "Patient/gone"), 410), (Maker.entry("GET", "Patient/a/_history/9"), 404),
        (Maker.entry("GET", "Patient/none/_history"), 404), (Maker.entry("GET", "Patient/none/$everything"), 404),
        (Maker.entry("POST", "Patient/none/$everything"), 404), (Maker.entry("GET", "Patient/none/$meta"), 404),
        (Maker.entry("GET", "Patient/none/$validate"), 404), (Maker.entry("GET", "Patient?nonsense=1"), 400),
        (Maker.entry("POST", "Patient/_search?nonsense=1"), 400), (Maker.entry("GET", "Patient?_page=x"), 400),
        (Maker.entry("GET", "Observation/$lastn"), 400), (Maker.entry("GET", "Patient?_summary=some"), 400),
    ]

    static func node(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for id in ["a", "gone"] { try await node.put(Maker.patient(id)) }
        _ = await node.ask(.delete, "Patient/gone")
        return node
    }

    @Test("A read that fails refuses the whole transaction, and in a batch only itself", arguments: failures)
    func failing(_ entry: String, _ status: Int) async throws {
        for kind in StoreKind.allCases {
            let node = try await Self.node(kind)
            let write = Maker.entry("PUT", "Patient/new", Maker.patient("new"))
            for (entries, place) in [([entry, write], 0), ([write, entry], 1)] {
                let answer = await node.ask(.post, "", Maker.bundle(entries.joined(separator: ",")))
                #expect(answer.status == status, "\(answer.text)")
                #expect(answer.expressions.allSatisfy { $0.hasPrefix("Bundle.entry[\(place)]") }, "\(answer.text)")
                #expect(!answer.expressions.isEmpty)
                #expect(await node.get("Patient/new").status == 404, "nothing is written")
            }
            let batch = await node.ask(.post, "", Maker.bundle(entry, write, type: "batch"))
            #expect(batch.entryStatuses == ["\(status)", "201"])
        }
    }

    @Test("Reads see what their transaction wrote and miss what it deleted", arguments: StoreKind.allCases)
    func ownWrites(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let put = Maker.entry("PUT", "Patient/new", Maker.patient("new"))
        let answer = await node.ask(
            .post, "",
            Maker.bundle(
                Maker.entry("GET", "Patient/new"), Maker.entry("GET", "Patient/new/$everything"),
                Maker.entry("GET", "Patient/new/_history/1"), put,
                Maker.entry("PUT", "Patient/gone", Maker.patient("gone")), Maker.entry("GET", "Patient/gone")))
        #expect(answer.entryStatuses == ["200", "200", "200", "201", "201", "200"], "\(answer.text)")
        for (address, isRefused) in [
            ("Patient/a", true), ("Patient/a/$everything", true), ("Patient/a/$meta", true),
            ("Patient/a/_history", false),
            ("Patient/a/_history/1", false),
        ] {
            let node = try await Self.node(kind)
            let delete = await node.ask(
                .post, "", Maker.bundle(Maker.entry("DELETE", "Patient/a"), Maker.entry("GET", address)))
            #expect(delete.status == (isRefused ? 410 : 200), "\(address): \(delete.text)")
            #expect(await node.get("Patient/a").status == (isRefused ? 200 : 410))
        }
    }

    @Test("Who reads in a transaction that is refused is told of those it concerns")
    func concerned() async throws {
        let node = try await Self.node(.memory)
        let answer = await node.ask(.post, "", Maker.bundle(Maker.entry("GET", "Patient/gone")))
        #expect(answer.status == 410)
        #expect(answer.response.disclosure.people == ["gone"])
    }

    @Test("A Bundle has time by its entries: what is too long is not half done", arguments: StoreKind.allCases)
    func time(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let service = FHIRService(store: node.store, base: TestNode.base, timeOfBundle: { _ in .zero })
        let entries = (0..<3).map { Maker.entry("PUT", "Patient/n\($0)", Maker.patient("n\($0)")) }
        for type in ["transaction", "batch"] {
            let request = FHIRRequest(
                .post, [], body: Array(Maker.bundle(entries.joined(separator: ","), type: type).utf8),
                caller: TestNode.writer)
            let answer = Answer(await service.respond(to: request))
            if type == "transaction" {
                #expect(answer.status == 503)
                #expect(answer.codes == ["too-costly"])
                #expect(answer.diagnostics.contains("Nothing"))
            } else {
                #expect(answer.entryStatuses == ["503", "503", "503"])
            }
            #expect(await node.get("Patient/n0").status == 404)
        }
        #expect(BundleDeadline.allowance(0) >= .seconds(30))
        #expect(BundleDeadline.allowance(10_000) >= .seconds(200), "a large Bundle has more")
    }
}
