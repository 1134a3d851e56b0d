// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Exchange
import FHIRModel
import Testing

@Suite("What a role gets, by what codes say")
struct ItemRouteTests {
    /// A resource's type and members, and the heading it belongs to.
    struct Coded: Sendable, CustomStringConvertible {
        var type: String
        var members: String
        var section: RecordSection

        init(_ type: String, _ code: String, _ section: RecordSection, more: String = "") {
            self.type = type
            members = #""code":{"coding":[{"system":"http://snomed.info/sct","code":"\#(code)"}]}"# + more
            self.section = section
        }

        var description: String { "\(type) under \(section)" }

        func text(_ id: String = "c1") -> String {
            #"{"resourceType":"\#(type)","id":"\#(id)","meta":{"source":"urn:onelondon:feed:f-a"},"#
                + #""\#(type == "AllergyIntolerance" ? "patient" : "subject")":{"reference":"Patient/p1"},\#(members)}"#
        }
    }

    private static let notForResuscitation = "450476008"
    private static let value =
        #","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"450476008"}]}"#

    static let coded: [Coded] = [
        Coded("Condition", notForResuscitation, .resuscitation), Coded("Flag", notForResuscitation, .resuscitation),
        Coded("Procedure", notForResuscitation, .resuscitation),
        Coded("Observation", notForResuscitation, .resuscitation),
        Coded("Observation", "999000011000001104", .resuscitation, more: value),
        Coded("Condition", "91936005", .allergies), Coded("AllergyIntolerance", "91936005", .allergies),
        Coded("Condition", "526631000000108", .alerts), Coded("Observation", "229774002", .alerts),
        Coded("Flag", "999000011000001104", .alerts), Coded("Condition", "787481004", .medicines),
        Coded("Condition", "38341003", .problems), Coded("Observation", "1000651000000109", .results),
        Coded("Procedure", "999000011000001104", .procedures),
    ]

    @Test("A coded item belongs to one heading, whatever its sender made of it", arguments: coded)
    func section(item: Coded) throws {
        let resource = try Resource(Array(item.text().utf8))
        #expect(ResourceSection.section(of: resource, labels: []) == item.section)
        #expect(ItemRoute(resource)?.section == item.section)
    }

    @Test(
        "A role gets what belongs to its headings and nothing else, in whatever form it was sent", arguments: coded)
    func roles(item: Coded) async throws {
        let exchange = try await TestExchange(
            SmallNodes.stores([
                "nel": [
                    SmallNodes.organisation("X9901"), SmallNodes.feed("a", of: "X9901"),
                    SmallNodes.patient("p1", feed: "a"), SmallNodes.encounter("e1", of: "p1", feed: "a"), item.text(),
                ]
            ]))
        let person = try SmallNodes.person()
        for role in [JobRole.healthcareAssistant, .socialWorker, .pharmacist, .doctor, .receptionist] {
            let opened = try await exchange.service.open(person, for: Reader.staff(role, at: ODSCode("X9901")))
            #expect(opened.mayOpen)
            let record = try await exchange.service.record(of: person, for: opened.user)
            let isThere = record.items.contains { $0.resource.id == "c1" }
            #expect(isThere == opened.decision.visibleSections.contains(item.section), "\(role)")
        }
    }

    @Test("A healthcare assistant gets a decision and an allergy sent as diagnoses, and not a problem")
    func healthcareAssistant() async throws {
        let items = [
            Coded("Condition", Self.notForResuscitation, .resuscitation).text("decision"),
            Coded("Condition", "91936005", .allergies).text("allergy"),
            Coded("Condition", "38341003", .problems).text("problem"),
        ]
        let exchange = try await TestExchange(
            SmallNodes.stores([
                "nel": [
                    SmallNodes.organisation("X9901"), SmallNodes.feed("a", of: "X9901"),
                    SmallNodes.patient("p1", feed: "a"), SmallNodes.encounter("e1", of: "p1", feed: "a"),
                ] + items
            ]))
        let record = try await exchange.read(
            SmallNodes.person(), as: Reader.staff(.healthcareAssistant, at: ODSCode("X9901")))
        #expect(Set(record.items.compactMap(\.resource.id)) == ["p1", "decision", "allergy"])
    }
}
