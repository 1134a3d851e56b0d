// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Terminology
import Testing

@Suite("The check of the listed codes")
struct ListedCodeTableTests {
    private static let good = "sct\t59621000\tEssential hypertension\tA\tPCD\tcondition\tfamily=hypertension"

    @Test("A right table is read without a fault")
    func acceptsGoodRows() {
        let table = ListedCodeTable([Self.good])
        #expect(table.faults == [])
        #expect(table.rows.count == 1)
    }

    @Test(
        "Each kind of mistake is found",
        arguments: [
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition", "cannot be read"),
            ("xyz\t59621000\tHypertension\tA\tPCD\tcondition\t-", "cannot be read"),
            ("sct\t59621000\tHypertension\tD\tPCD\tcondition\t-", "cannot be read"),
            ("sct\t59621000\tHypertension\tA\tPCD\tillness\t-", "cannot be read"),
            ("sct\t59621000\t\tA\tPCD\tcondition\t-", "cannot be read"),
            ("sct\t59621000\tHypertension\tA\t\tcondition\t-", "cannot be read"),
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition\tfamily", "cannot be read"),
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition\tfamily=a family=b", "cannot be read"),
            ("sct\t59621001\tHypertension\tA\tPCD\tcondition\t-", "an id that its system cannot have"),
            ("dmd\t39733011000001104\tAtorvastatin\tA\tPCD\tmedicine\t-", "an id that its system cannot have"),
            ("loinc\t2823-4\tPotassium\tA\tPCD\tlaboratory\t-", "an id that its system cannot have"),
            ("icd10\tI10\tHypertension\tA\tPCD\tdiagnosis\t-", "an id that its system cannot have"),
            ("opcs4\tU21.2\tCT\tA\tPCD\toperation\t-", "an id that its system cannot have"),
            ("sct\t165581004\tINR\tM\tMEM\tlaboratory\tanalyte=inr", "asserts a meaning that nobody confirmed"),
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition\tcolour=red", "the unknown tag colour"),
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition\tkind=resolved", "has kind=resolved"),
            ("sct\t59621000\tHypertension\tA\tPCD\tcondition\tlabel=secret", "the unknown label secret"),
            ("sct\t59621000\tHypertension\tA\tPCD\tmedicine\tproduct=nothing", "points to nothing"),
            ("sct\t59621000\tHypertension\tA\tPCD\tlaboratory\tanalyte=nothing", "points to nothing"),
            ("sct\t59621000\tHypertension\tA\tPCD\tlaboratory\tunit=mmol/l", "points to mmol/l"),
            ("dmd\t320030001\tAtorvastatin\tA\tOS\tmedicine\tsuperseded-by=39733011000001106", "is not listed"),
            ("sct\t162660004\tAsthma resolved\tB\tOS\tnot-a-condition\tkind=resolves of=asthma", "points to asthma"),
        ])
    func findsMistakes(line: String, finding: String) {
        let table = ListedCodeTable([line])
        #expect(table.faults.contains { $0.diagnostics.contains(finding) }, "\(table.faults.map(\.diagnostics))")
    }

    @Test("The same id in two tables is found, also across dm+d and SNOMED CT")
    func findsDuplicates() {
        let medicine = "dmd\t59621000\tSomething\tA\tPCD\tmedicine\t-"
        #expect(ListedCodeTable([Self.good, medicine]).faults.contains { $0.diagnostics.contains("listed twice") })
    }

    @Test(
        "A right product line is read, each kind of mistake in one is found",
        arguments: [
            ("x-1mg-tablets\tx\ttablet\timmediate\t1mg\tanticoagulant,brand-critical", 0),
            ("x-1mg-tablets\tx\ttablet\timmediate\t1mg", 1), ("x\tx\tpill\timmediate\t1mg\t-", 1),
            ("x\tx\ttablet\tslow\t1mg\t-", 1), ("x\tx\ttablet\timmediate\t1mg\tdangerous", 1),
            ("x\tx\ttablet\timmediate\t1mg\t-\nx\ty\ttablet\timmediate\t1mg\t-", 1),
        ])
    func checksProducts(table: String, count: Int) {
        #expect(MedicineProduct.faults(in: table).count == count)
    }

    @Test(
        "A right analyte line is read, each kind of mistake in one is found",
        arguments: [
            ("x\tX\tserum\tmmol/L\theart-rate", 0), ("x\tX\tserum\tmmol/L", 1), ("x\tX\tserum\tmmol/l\t-", 1),
            ("x\tX\tserum\tmmol/L\t-\t-", 1), ("-\tX\tserum\tmmol/L\t-", 1), ("x\tX\t-\t-\t-\nx\tY\t-\t-\t-", 1),
        ])
    func checksAnalytes(table: String, count: Int) {
        #expect(Analyte.faults(in: table).count == count)
    }
}
