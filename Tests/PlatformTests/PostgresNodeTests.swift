// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
internal import NIOHTTP1
import Platform
import PostgresTesting
import ProcessTesting
import Testing

@Suite("A node over PostgreSQL")
struct PostgresNodeTests {
    @Test("keeps what it acknowledged when it is ended, and when its server falls")
    func keepsRecords() async throws {
        let server = try await BlockingWork.run { try PostgresServer() }
        let address = try await server.makeDatabase()
        var node = try await OneNode(store: address)
        let json = #"{"resourceType":"Patient","id":"p1","name":[{"family":"Okafor"}]}"#
        let (status, _) = try await node.sender.send(.PUT, "/Patient/p1", Array(json.utf8))
        #expect(status == 201)
        await node.program.killNow()
        node = try await OneNode(store: address)
        #expect(try await node.count("Patient") == 1)
        try await server.fall()
        try await server.start()
        let (again, _) = try await node.sender.send(.PUT, "/Patient/p2", Array(json.replacing("p1", with: "p2").utf8))
        #expect(again == 201)
        #expect(try await node.count("Patient") == 2)
        await node.program.stop()
    }

    @Test("runs the demonstration, each area with a database of its own")
    func runsDemonstration() async throws {
        let server = try await PostgresServer.shared()
        let address = try await server.makeDatabase()
        let folder = try TrialFolder()
        // The pages have a port and the areas the five behind it.
        let port = Int.random(in: 2_000..<3_000) * 10
        let program = try RunningProgram(
            [
                "demo", "--people", "50", "--port", "\(port)", "--data", folder.path("data"), "--store", address,
                "--log-level", "error",
            ], log: folder.url.appending(path: "log"))
        // Making and importing the people takes its time on a busy machine.
        for _ in 0..<5 where program.isRunning {
            if (try? await TrialLondon.awaitReady("http://127.0.0.1:\(port + 5)/readyz", program)) != nil { break }
        }
        for area in 1...5 {
            let sender = FHIRSender(address: "http://127.0.0.1:\(port + area)/fhir")
            let (_, text) = try await sender.send(.GET, "/Patient?_summary=count", [])
            let count = try JSONDocument.parse(Array(text.utf8)).root["total"]?.numberText.flatMap { Int($0) }
            #expect(count ?? 0 > 0)
        }
        #expect(await program.stop() == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("data")).allSatisfy {
                !$0.hasSuffix(".sqlite")
            })
        for node in TrialLondon.nodeIDs { try await server.remove(address.appending("_\(node)")) }
    }

    @Test("shows no password of an address that it cannot use")
    func hidesPassword() async throws {
        let folder = try TrialFolder()
        let text = try await RunningProgram.output(
            [
                "node", "serve", "--auth", "open", "--files", folder.url.path, "--store",
                "postgres://reader:sesame@127.0.0.1:1/records",
            ], log: folder.url.appending(path: "log"), status: 1)
        #expect(text.contains("PostgreSQL") && !text.contains("sesame"))
    }

    @Test(
        "is refused where the address is none",
        arguments: ["postgres:records", "mysql://db/records", "sqlite:", "postgres://a:b@c@db.example/records"])
    func refusesAddress(_ text: String) {
        #expect(throws: StoreAddress.Failure.self) { try StoreAddress(text) }
    }

    @Test("has keys and audit log in the folder that is named")
    func namesFiles() throws {
        let address = try StoreAddress("postgres://reader@db.example/north records?sslmode=require", folder: "/srv/x")
        #expect(address.keyFile == "/srv/x/north_records.postgres.key")
        #expect(address.auditFolder == "/srv/x/north_records.postgres.audit")
        #expect(try StoreAddress("sqlite:/srv/a.sqlite").keyFile == "/srv/a.sqlite.key")
    }
}
