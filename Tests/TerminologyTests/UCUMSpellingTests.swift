// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Spellings of units")
struct UCUMSpellingTests {
    @Test(
        "Spellings that are sure become their UCUM code",
        arguments: [
            ("mmol/L", "mmol/L"), ("mmol/l", "mmol/L"), ("µmol/L", "umol/L"), ("μmol/L", "umol/L"),
            ("umol/l", "umol/L"),
            ("g/l", "g/L"), ("G/DL", "g/dL"), ("10^9/L", "10*9/L"), ("x10^9/L", "10*9/L"), ("x 10⁹/L", "10*9/L"),
            ("mL/min/1.73m2", "mL/min/{1.73_m2}"), ("mmHg", "mm[Hg]"), ("mm Hg", "mm[Hg]"), ("bpm", "/min"),
            ("°C", "Cel"),
            ("kg/m²", "kg/m2"), ("mIU/L", "m[IU]/L"), ("%", "%"),
        ])
    func normalises(text: String, code: String) throws {
        #expect(UCUMUnit.normalised(text) == code)
        #expect(try UCUMUnit(code).code == code)
    }

    @Test(
        "Units that only look alike are not made equal", arguments: ["mU/L", "IU/L", "iu/l", "stone", "", "mmol", "C"])
    func leavesOthers(text: String) {
        #expect(UCUMUnit.normalised(text) == nil)
    }

    @Test(
        "The code counts, the text only where there is none",
        arguments: [
            (CodeSystemURI.ucum, "mmol/L", "mg/dL", "mmol/L"), (CodeSystemURI.ucum, "ug/dL", "µg/dL", "ug/dL"),
            (nil, nil, "mmol/l", "mmol/L"), (nil, nil, nil, nil), ("http://lab.example", "MM", "mmol/l", "mmol/L"),
            (nil, nil, "cells", nil),
        ])
    func readsQuantities(system: String?, code: String?, unit: String?, expected: String?) {
        #expect(UCUMUnit.normalised(system: system, code: code, unit: unit) == expected)
    }
}
