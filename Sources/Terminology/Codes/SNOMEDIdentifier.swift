// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The id of a SNOMED CT or dm+d concept, checked as far as the id itself allows.
///
/// A right check digit is not a right meaning; it only catches ids that were cut, typed or rounded.
package struct SNOMEDIdentifier: Hashable, Sendable {
    /// The 6 to 18 digits.
    package let text: String
    /// The 7 digits of the organisation that made an extension id; nil in the international core.
    package let namespace: String?

    /// Reads a concept id: length, Verhoeff check digit, and a partition that stands for concepts.
    package init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard (6...18).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), Self.hasValidCheckDigit(digits)
        else { return nil }
        switch String(decoding: digits[(digits.count - 3)..<(digits.count - 1)], as: UTF8.self) {
        case "00":
            namespace = nil
        case "10":
            guard digits.count >= 11 else { return nil }
            namespace = String(decoding: digits[(digits.count - 10)..<(digits.count - 3)], as: UTF8.self)
        default:
            return nil
        }
        self.text = String(text)
    }

    private static func hasValidCheckDigit(_ digits: [UInt8]) -> Bool {
        var check = 0
        for (position, digit) in digits.reversed().enumerated() {
            check = product(check, permuted(Int(digit - UInt8(ascii: "0")), times: position % 8))
        }
        return check == 0
    }

    /// Multiplication in the dihedral group of the pentagon.
    private static func product(_ left: Int, _ right: Int) -> Int {
        if left < 5 {
            return right < 5 ? (left + right) % 5 : 5 + (left + right - 5) % 5
        }
        return right < 5 ? 5 + (left - 5 - right + 5) % 5 : (left - right + 5) % 5
    }

    private static func permuted(_ digit: Int, times: Int) -> Int {
        (0..<times).reduce(digit) { result, _ in permutation[result] }
    }

    private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
