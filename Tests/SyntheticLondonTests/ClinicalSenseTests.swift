// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SyntheticLondon
import Testing

@Suite("Histories make clinical sense")
struct ClinicalSenseTests {
    private func age(_ person: SyntheticPerson, on text: String) throws -> Int {
        let birth = try #require(CivilDate(person.truth.birthDate))
        return birth.wholeYears(to: try #require(CivilDate(String(text.prefix(10)))))
    }

    @Test("Children take only what children take")
    func children() throws {
        let adultsOnly = ["Sertraline", "Ramipril", "Warfarin", "Metformin", "Atorvastatin", "Naproxen", "Amlodipine"]
        for person in SampleLondon.people {
            for item in try person.sent() where item.resource.type == "MedicationRequest" {
                let name = item.resource.node.text("medicationCodeableConcept", "text") ?? ""
                guard adultsOnly.contains(where: { name.hasPrefix($0) }) else { continue }
                let authored = try #require(item.resource.node.text("authoredOn"))
                #expect(try age(person, on: authored) >= 16, "\(name)")
            }
        }
    }

    @Test("Kidney function fits creatinine, and low kidney function fits a kidney disease")
    func kidneys() throws {
        var compared = 0
        for person in SampleLondon.people {
            let sent = try person.sent()
            let hasDisease = sent.contains {
                ["700378005", "700379002", "431857002"].contains($0.resource.node.text("code", "coding", "code") ?? "")
            }
            for item in sent where item.resource.node.text("code", "text") == "eGFR (CKD-EPI)" {
                guard let value = item.resource.node["valueQuantity"]?["value"]?.numberText.flatMap(Double.init),
                    item.feed.kind == .gp
                else { continue }
                compared += 1
                if !hasDisease { #expect(value > 58, "person \(person.index)") }
            }
        }
        #expect(compared > 200)
    }

    @Test("People with diabetes have the HbA1c of diabetes, others do not")
    func diabetes() throws {
        for person in SampleLondon.people {
            let sent = try person.sent()
            let codes = Set(sent.filter { $0.resource.type == "Condition" }.flatMap { $0.resource.node.codings })
            let isDiabetic = codes.contains { $0.hasSuffix("|44054006") || $0.hasSuffix("|46635009") }
            let isNear = codes.contains { $0.hasSuffix("|700449008") }
            guard !isDiabetic, !isNear else { continue }
            for item in sent where item.resource.node.text("code", "text") == "HbA1c level (IFCC standardised)" {
                let value = item.resource.node["valueQuantity"]?["value"]?.numberText.flatMap(Double.init) ?? 0
                #expect(value < 48, "person \(person.index)")
            }
        }
    }

    @Test("Medicines are for conditions the person has")
    func reasons() throws {
        let pairs = [
            ("Metformin", "44054006"), ("Donepezil", "26929004"), ("Lithium", "13746004"),
            ("Hydroxycarbamide", "127040003"),
            ("Levetiracetam", "84757009"),
        ]
        for person in SampleLondon.people {
            let sent = try person.sent()
            let codes = Set(sent.filter { $0.resource.type == "Condition" }.flatMap { $0.resource.node.codings })
            for item in sent where item.resource.type == "MedicationStatement" {
                let name = item.resource.node.text("medicationCodeableConcept", "text") ?? ""
                for (medicine, condition) in pairs where name.hasPrefix(medicine) {
                    #expect(codes.contains { $0.hasSuffix("|" + condition) }, "\(name) of person \(person.index)")
                }
            }
        }
    }

    @Test("Stays end after they begin, and lie within their hospital's record")
    func stays() throws {
        var stays = 0
        for person in SampleLondon.people {
            for item in try person.sent() where item.resource.node.text("class", "code") == "IMP" {
                stays += 1
                let start = try #require(item.resource.node.text("period", "start").flatMap { PartialDate($0) })
                let end = try #require(item.resource.node.text("period", "end").flatMap { PartialDate($0) })
                #expect(start.earliest < end.earliest)
            }
        }
        #expect(stays > 30)
    }
}
