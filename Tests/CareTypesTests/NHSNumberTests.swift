// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Testing

@Suite struct NHSNumberTests {
    @Test(
        "A valid number is read in the ways people type it",
        arguments: [
            "9000000009", "900 000 0009", "900-000-0009", " 9000000009 ", "900\u{A0}000\u{A0}0009",
        ])
    func readsTypedForms(text: String) throws {
        #expect(try NHSNumber(text).digits == "9000000009")
        #expect(try NHSNumber(text).spaced == "900 000 0009")
    }

    @Test("Every repeated-digit number passes modulus 11 and is refused as a placeholder", arguments: 0...9)
    func refusesRepeatedDigits(digit: Int) {
        let text = String(repeating: "\(digit)", count: 10)
        #expect(NHSNumber.checkDigit(of: Array(repeating: UInt8(digit), count: 9)) == UInt8(digit))
        #expect(throws: NHSNumber.Fault.placeholder) { try NHSNumber(text) }
    }

    @Test(
        "Texts that are no numbers are refused with the reason",
        arguments: [
            ("", NHSNumber.Fault.notTenDigits), ("12345", .notTenDigits), ("90000000091", .notTenDigits),
            ("900000000X", .notTenDigits), ("9000000008", .checkDigit), ("9000000000", .checkDigit),
        ])
    func refusesOthers(text: String, fault: NHSNumber.Fault) {
        #expect(throws: fault) { try NHSNumber(text) }
    }

    @Test("Changing any one digit of a valid number breaks its check digit")
    func oneDigitOffIsNoticed() throws {
        let digits = Array("9000000017".utf8)
        for position in digits.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[position] {
                var changed = digits
                changed[position] = digit
                #expect(throws: NHSNumber.Fault.self) { try NHSNumber(String(decoding: changed, as: UTF8.self)) }
            }
        }
    }

    @Test("A number hides itself from print and logs")
    func hidesItself() throws {
        let number = try NHSNumber("9000000009")
        var dumped = ""
        dump([number: Optional(number)], to: &dumped)
        for text in ["\(number)", String(reflecting: number), "\([number])", "\(Optional(number) as Any)", dumped] {
            #expect(!text.contains("9000000009"))
            #expect(text.contains("hidden"))
        }
        #expect(Mirror(reflecting: number).children.isEmpty)
        #expect("\(Redacted("secret"))" == "(hidden)")
        #expect(String(reflecting: Redacted("secret")) == "(hidden)")
    }
}
