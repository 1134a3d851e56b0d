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
        var compared = 0
        for person in SampleLondon.people {
            for item in try person.sent() where item.resource.type == "MedicationRequest" {
                let name = item.resource.node.text("medicationCodeableConcept", "text") ?? ""
                guard adultsOnly.contains(where: { name.hasPrefix($0) }) else { continue }
                let authored = try #require(item.resource.node.text("authoredOn"))
                compared += 1
                #expect(try age(person, on: authored) >= 16, "\(name)")
            }
        }
        #expect(compared > 50)
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
        var (compared, diabetic) = (0, 0)
        for person in SampleLondon.people {
            let sent = try person.sent()
            let codes = Set(sent.filter { $0.resource.type == "Condition" }.flatMap { $0.resource.node.codings })
            let isDiabetic = codes.contains { $0.hasSuffix("|44054006") || $0.hasSuffix("|46635009") }
            let isNear = codes.contains { $0.hasSuffix("|700449008") }
            for item in sent where item.resource.node.text("code", "text") == "HbA1c level (IFCC standardised)" {
                let number = item.resource.node["valueQuantity"]?["value"]?.numberText.flatMap(Double.init)
                let value = try #require(number, "person \(person.index)")
                if isDiabetic {
                    diabetic += value >= 48 ? 1 : 0
                } else if !isNear {
                    compared += 1
                    #expect(value < 48, "person \(person.index)")
                }
            }
        }
        #expect(compared > 20 && diabetic > 20)
    }

    @Test("Medicines are for conditions the person has")
    func reasons() throws {
        let pairs = [
            ("Metformin", "44054006"), ("Donepezil", "26929004"), ("Lithium", "13746004"),
            ("Hydroxycarbamide", "127040003"),
            ("Levetiracetam", "84757009"),
        ]
        var compared: [String: Int] = [:]
        for person in SampleLondon.people {
            let sent = try person.sent()
            let codes = Set(sent.filter { $0.resource.type == "Condition" }.flatMap { $0.resource.node.codings })
            for item in sent where item.resource.type == "MedicationStatement" {
                let name = item.resource.node.text("medicationCodeableConcept", "text") ?? ""
                for (medicine, condition) in pairs where name.hasPrefix(medicine) {
                    compared[medicine, default: 0] += 1
                    #expect(codes.contains { $0.hasSuffix("|" + condition) }, "\(name) of person \(person.index)")
                }
            }
        }
        // The others are too rare to be in every sample of this size.
        #expect(compared["Metformin", default: 0] > 10 && compared["Levetiracetam", default: 0] > 3, "\(compared)")
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
