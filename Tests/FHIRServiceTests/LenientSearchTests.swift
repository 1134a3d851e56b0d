// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import Testing

@Suite("Search parameters that are not known")
struct LenientSearchTests {
    private static let patient = #"{"resourceType":"Patient","id":"ada","gender":"female"}"#

    private static func ask(_ address: String, prefer: String?) async throws -> Answer {
        let node = try TestNode(.memory)
        try await node.put(patient)
        return await node.ask(.get, address, headers: FHIRHeaders(prefer: prefer))
    }

    @Test(
        "are refused unless the client wants them left out",
        arguments: [nil, "handling=strict", "handling=nonsense", "return=minimal"])
    func strict(_ prefer: String?) async throws {
        let answer = try await Self.ask("Patient?gender=female&colour=red&name:sounds=x", prefer: prefer)
        #expect(answer.status == 400)
        #expect(answer.expressions == ["http.colour", "http.name:sounds"])
        #expect(answer.diagnostics.contains("birthdate"))
        #expect(answer.diagnostics.contains("exact, contains, missing"))
    }

    @Test("are left out where the client wants that, and the answer says which")
    func lenient() async throws {
        let address = "Patient?gender=female&colour=red&name:sounds=x&_include=Patient:colour&_sort=colour&_count=5"
        let answer = try await Self.ask(address, prefer: "respond-async, handling=lenient")
        #expect(answer.status == 200)
        #expect(answer.references(mode: "match") == ["Patient/ada"])
        #expect(answer.link("self") == TestNode.base + "/Patient?gender=female&_count=5")
        let outcome = try #require(answer.entries.last)
        #expect(outcome["search"]?["mode"]?.string == "outcome")
        #expect(outcome["resource"]?["resourceType"]?.string == "OperationOutcome")
        let issues = outcome["resource"].map { Array($0.items("issue")) } ?? []
        #expect(issues.map { $0["severity"]?.string } == Array(repeating: "warning", count: 4))
        #expect(
            issues.flatMap { $0.items("expression").map(\.string) } == [
                "http.colour", "http.name:sounds", "http._include", "http._sort",
            ])
        #expect(issues.allSatisfy { $0["diagnostics"]?.string?.contains("red") == false })
    }

    @Test("are not made of values that cannot be read", arguments: ["birthdate=never", "_count=x", "_summary=short"])
    func badValues(_ parameter: String) async throws {
        #expect(try await Self.ask("Patient?\(parameter)", prefer: "handling=lenient").status == 400)
    }

    @Test("are refused in the condition of a change, whatever the client wants")
    func conditions() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let answer = await node.ask(
            .delete, "Patient?gender=female&colour=red", headers: FHIRHeaders(prefer: "handling=lenient"))
        #expect(answer.status == 400)
        #expect(await node.get("Patient/ada").status == 200)
    }

    @Test("say nothing where all were understood, and page links hold what was used")
    func pages() async throws {
        let node = try await SearchTests.filled(.memory)
        let lenient = FHIRHeaders(prefer: "handling=lenient")
        let whole = await node.ask(.get, "Patient?gender=male", headers: lenient)
        #expect(whole.entries.allSatisfy { $0["search"]?["mode"]?.string == "match" })
        let first = await node.ask(.get, "Patient?gender=male&colour=red&_count=4", headers: lenient)
        let next = try #require(first.link("next")).replacing(TestNode.base + "/", with: "")
        #expect(await node.get(next).references() == whole.references().dropFirst(4).prefix(4).map { $0 })
    }
}
