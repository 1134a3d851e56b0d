// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct ReferenceTargetTests {
    private static let base = "https://node.example/fhir"

    @Test(
        "A reference leads to a resource here, to a contained one or elsewhere",
        arguments: [
            ("Patient/p1", ReferenceTarget.local(ResourceID("Patient", "p1"))),
            ("Patient/p1/_history/3", .local(ResourceID("Patient", "p1"))),
            ("https://node.example/fhir/Patient/p.1-A", .local(ResourceID("Patient", "p.1-A"))),
            ("https://node.example/fhir/Patient/p1/_history/3", .local(ResourceID("Patient", "p1"))),
            ("#med", .contained("med")), ("#", .contained("")), ("#/Patient/p1", .contained("/Patient/p1")),
            ("https://other.example/fhir/Patient/p1", .external("https://other.example/fhir/Patient/p1")),
            ("https://node.example/fhirPatient/p1", .external("https://node.example/fhirPatient/p1")),
            ("https://node.example/fhir", .external("https://node.example/fhir")),
            ("https://node.example/fhir/", .external("https://node.example/fhir/")),
            (
                "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
                .external("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0")
            ),
            ("Patient", .external("Patient")), ("Patient/", .external("Patient/")), ("/p1", .external("/p1")),
            ("", .external("")), ("Nobody/p1", .external("Nobody/p1")), ("patient/p1", .external("patient/p1")),
            ("Patient/p1/", .external("Patient/p1/")), ("Patient/p1/name", .external("Patient/p1/name")),
            ("Patient/_history/3", .external("Patient/_history/3")), ("Patient/p_1", .external("Patient/p_1")),
            ("Patient/p1/_history", .external("Patient/p1/_history")),
            ("Patient/Zoë", .external("Patient/Zoë")),
            ("Patient/p1/_history/3/Zoë", .local(ResourceID("Patient", "p1"))),
            ("Patient/p1\u{301}", .external("Patient/p1\u{301}")),
            ("Patient/" + String(repeating: "a", count: 65), .external("Patient/" + String(repeating: "a", count: 65))),
        ])
    func reads(text: String, target: ReferenceTarget) {
        #expect(ReferenceTarget(text, base: Self.base) == target)
    }

    @Test("Without a base every absolute address leads elsewhere")
    func readsWithoutBase() {
        #expect(ReferenceTarget("Patient/p1") == .local(ResourceID("Patient", "p1")))
        let address = Self.base + "/Patient/p1"
        #expect(ReferenceTarget(address) == .external(address))
    }
}
