// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Medicines")
struct MedicineTests {
    private static func dmd(_ code: String) -> CodeKey { CodeKey(system: CodeSystemURI.dmd, code: code) }
    private static func sct(_ code: String) -> CodeKey { CodeKey(system: CodeSystemURI.snomed, code: code) }

    @Test(
        "One product under its old and its new id, and under both systems, is one row and one group",
        arguments: [
            ("320030001", "39733011000001106"), ("319733000", "42217511000001103"), ("386047000", "39113511000001101"),
            ("703908001", "42206511000001102"), ("322341003", "42009811000001101"), ("321574000", "42270011000001100"),
            ("323509004", "39732311000001104"), ("326874007", "41792011000001100"),
        ])
    func joinsSupersededIDs(old: String, new: String) throws {
        let product = try #require(MedicineProduct.lookup(Self.dmd(old)))
        #expect(MedicineProduct.lookup(Self.sct(new)) == product)
        #expect(MedicineGroup.of([Self.sct(old)]) == MedicineGroup.of([Self.dmd(new)]))
    }

    @Test(
        "Products that differ stand together and are never one row",
        arguments: [
            ("42217511000001103", "42217611000001104", "warfarin 1 mg and 3 mg are taken together"),
            ("42084911000001109", "39113511000001101", "metformin plain and modified release"),
            ("42206511000001102", "42206411000001101", "apixaban 5 mg and 2.5 mg"),
            ("41792011000001100", "41791911000001107", "methotrexate 2.5 mg and 10 mg"),
            ("42292011000001108", "42291811000001106", "aspirin tablets and dispersible tablets"),
            ("42381611000001104", "42381711000001108", "ramipril capsules and tablets"),
            ("42292311000001106", "35908111000001105", "beclometasone inhalers with and without CFC"),
        ])
    func keepsProductsApart(one: String, other: String, why: Comment) {
        #expect(MedicineProduct.lookup(Self.dmd(one)) != MedicineProduct.lookup(Self.dmd(other)), why)
        #expect(MedicineGroup.of([Self.dmd(one)]) == MedicineGroup.of([Self.dmd(other)]), why)
    }

    @Test("Release is known where folding would harm")
    func knowsRelease() {
        #expect(MedicineProduct.lookup(Self.dmd("325278007"))?.release == .immediate)
        #expect(MedicineProduct.lookup(Self.dmd("386047000"))?.release == .modified)
        #expect(MedicineProduct.lookup(Self.dmd("317291008"))?.release == .gastroResistant)
    }

    @Test("Co-codamol holds paracetamol and codeine, so paracetamol beside it is found")
    func findsDoubleParacetamol() throws {
        let coCodamol = try #require(MedicineProduct.lookup(Self.dmd("322341003")))
        let paracetamol = try #require(MedicineProduct.lookup(Self.dmd("322236009")))
        let codeine = try #require(MedicineProduct.lookup(Self.dmd("42010411000001105")))
        let ibuprofen = try #require(MedicineProduct.lookup(Self.dmd("329653008")))
        #expect(coCodamol.ingredients.names == ["codeine", "paracetamol"])
        #expect(coCodamol.ingredients != paracetamol.ingredients)
        #expect(!coCodamol.ingredients.isDisjoint(with: paracetamol.ingredients))
        #expect(!codeine.ingredients.isDisjoint(with: coCodamol.ingredients))
        #expect(coCodamol.ingredients.isDisjoint(with: ibuprofen.ingredients))
    }

    @Test(
        "Strength is the product's, complete and as text",
        arguments: [
            ("326874007", "2.5mg"), ("326875008", "10mg"), ("322341003", "30mg/500mg"),
            ("36128311000001101", "10mg/5ml"),
            ("320139002", "100micrograms/dose"), ("400877001", "100units/ml"), ("777067000", nil),
        ])
    func knowsStrength(code: String, strength: String?) {
        #expect(MedicineProduct.lookup(Self.dmd(code))?.strength == strength)
    }

    @Test(
        "High-risk and brand-critical products are flagged",
        arguments: [
            ("319733000", MedicineFlags.anticoagulant), ("703908001", .anticoagulant),
            ("19842211000001107", .anticoagulant),
            ("400877001", [.insulin, .brandCritical]), ("3468711000001104", [.insulin, .brandCritical]),
            ("326875008", [.methotrexate, .weekly]), ("13177001000001108", [.lithium, .brandCritical]),
            ("322341003", .opioid), ("36128311000001101", .opioid), ("321574000", [.clozapine, .hospitalSupplied]),
            ("318187007", .amiodarone), ("327070006", .immunosuppressant), ("41788411000001107", .cytotoxic),
        ] as [(String, MedicineFlags)])
    func flagsHighRisk(code: String, flags: MedicineFlags) throws {
        let product = try #require(MedicineProduct.lookup(Self.dmd(code)))
        #expect(product.flags == flags)
        #expect(!product.flags.isDisjoint(with: .highRisk))
    }

    @Test("Everyday products are not high-risk", arguments: ["320030001", "322236009", "329653008", "325427002"])
    func leavesEverydayProducts(code: String) throws {
        #expect(try #require(MedicineProduct.lookup(Self.dmd(code))).flags.isDisjoint(with: .highRisk))
    }

    @Test("An unknown id is its own group, equal only to itself under either system")
    func keepsUnknownIDs() {
        #expect(MedicineProduct.lookup(Self.dmd("9298001000001101")) == nil)
        #expect(MedicineGroup.of([Self.dmd("9298001000001101")]) == MedicineGroup.of([Self.sct("9298001000001101")]))
        #expect(MedicineGroup.of([Self.dmd("9298001000001101")]) != MedicineGroup.of([Self.dmd("322236009")]))
        #expect(MedicineGroup.of([Self.dmd("9298001000001101")]) != MedicineGroup.of([Self.dmd("18677911000001109")]))
    }

    @Test(
        "A medicine that came as text has no group, so no name ever merges it",
        arguments: [
            [CodeKey](), [sct("196421000000109")], [sct("787481004")],
        ])
    func keepsTextAlone(codings: [CodeKey]) {
        #expect(MedicineGroup.of(codings) == nil)
    }

    @Test("Several codings agree, or the medicine stands alone")
    func weighsCodings() {
        let local = CodeKey(system: "http://local.example", code: "WARF1")
        #expect(
            MedicineProduct.lookup([local, Self.dmd("319733000"), Self.sct("42217511000001103")])?.name
                == "warfarin-1mg-tablets")
        #expect(
            MedicineProduct.lookup([Self.dmd("777067000"), Self.dmd("322236009")])?.name == "paracetamol-500mg-tablets")
        #expect(MedicineProduct.lookup([Self.dmd("319733000"), Self.dmd("319734006")]) == nil)
        #expect(
            MedicineGroup.of([Self.dmd("319733000"), Self.dmd("319734006")])
                == MedicineGroup.of([Self.dmd("319733000")]))
        #expect(
            MedicineGroup.of([Self.dmd("319733000"), Self.dmd("322236009")]) == .unknownCode(Self.dmd("319733000")))
    }
}
