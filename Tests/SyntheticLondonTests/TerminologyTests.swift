// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import SyntheticLondon
import Terminology
import Testing

@Suite("Codes of synthetic records and the codes that OneLondon knows")
struct TerminologyTests {
    /// Clinical codes; one supplier's local code is unknown on purpose.
    private static let clinical = SyntheticCodes.all.filter { code in
        let systems: [SyntheticCodeSystem] = [.snomed, .dmd, .loinc, .icd10]
        return systems.map(\.rawValue).contains(code.system) && code.id != "1726491000006101"
    }

    @Test("agree in term and certainty, and none is from memory", arguments: clinical)
    func agreement(code: SyntheticCode) throws {
        let known = try #require(ListedCodes.find(system: code.system, code: code.id))
        #expect(known.certainty != .fromMemory)
        #expect(known.certainty.rawValue == code.evidence.rawValue, "\(code.id)")
        #expect(known.term == code.term, "\(code.id)")
    }

    @Test("differ only in one supplier's local code")
    func localCode() {
        #expect(ListedCodes.find(system: SyntheticCodeSystem.snomed.rawValue, code: "1726491000006101") == nil)
    }
}
