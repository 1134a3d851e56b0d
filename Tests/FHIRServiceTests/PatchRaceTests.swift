// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Patches at once")
struct PatchRaceTests {
    static func append(_ number: Int) -> String {
        #"[{"op":"add","path":"/identifier/-","value":{"system":"s","value":"n\#(number)"}}]"#
    }

    static func values(_ node: TestNode) async -> Set<String> {
        Set(
            (await node.get("Patient/p")).resource.map { $0.items("identifier").compactMap { $0["value"]?.string } }
                ?? [])
    }

    static let all = Set(["1"] + (0..<32).map { "n\($0)" })

    @Test(
        "Of 32 patches at once that each add something, none is lost",
        arguments: ["Patient/p", "Patient?identifier=s|1"], StoreKind.allCases)
    func appends(_ address: String, _ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let answers = await race(32) { number in
            await node.ask(.patch, address, Self.append(number), headers: PatchTests.headers())
        }
        #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.map(\.status))")
        #expect(Set(answers.map(\.etag)).count == 32)
        #expect(await Self.values(node) == Self.all)
        #expect(await node.get("Patient/p").version == "33")
    }

    @Test("Of 32 FHIRPath patches at once that each insert in front, none is lost", arguments: StoreKind.allCases)
    func inserts(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let answers = await race(32) { number in
            await node.ask(
                .patch, "Patient/p",
                PatchTests.fhirPath(
                    "Patient.identifier", #""valueIdentifier":{"system":"s","value":"n\#(number)"}"#, type: "insert",
                    more: #"{"name":"index","valueInteger":0},"#),
                headers: PatchTests.headers("application/fhir+json"))
        }
        #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.map(\.status))")
        #expect(await Self.values(node) == Self.all)
    }

    @Test("Of 32 patches at once that each go from one version, one is made", arguments: StoreKind.allCases)
    func oneVersion(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let answers = await race(32) { number in
            await node.ask(
                .patch, "Patient/p", Self.append(number), headers: PatchTests.headers(ifMatch: "W/\"1\""))
        }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(answers.count { $0.status == 412 } == 31)
        #expect(await Self.values(node).count == 2)
    }

    @Test("A test in a patch lets one of 32 at once through", arguments: StoreKind.allCases)
    func counter(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let patch = #"[{"op":"test","path":"/active","value":true},{"op":"replace","path":"/active","value":false}]"#
        let answers = await race(32) { _ in
            await node.ask(.patch, "Patient/p", patch, headers: PatchTests.headers())
        }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(answers.count { $0.status == 422 } == 31)
    }

    @Test("Of 32 transactions at once that each patch, none is lost", arguments: StoreKind.allCases)
    func transactions(_ kind: StoreKind) async throws {
        let node = try await PatchTests.node(kind)
        let answers = await race(32) { number in
            await node.ask(
                .post, "",
                TransactionTests.bundle(
                    PatchBundleTests.patch("Patient/p", Self.append(number)),
                    TransactionTests.entry("PUT", "Patient/q\(number)", TransactionTests.patient("q\(number)"))))
        }
        #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.map(\.text))")
        #expect(await Self.values(node) == Self.all)
    }
}
