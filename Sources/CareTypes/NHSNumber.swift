// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An NHS number: ten digits of which the last is a modulus 11 check digit.
///
/// A value of this type is well formed and is not a known placeholder, so it
/// may serve as evidence of identity. It is never a proof by itself: siblings'
/// numbers get mistyped for each other and still pass the check.
package struct NHSNumber: Hashable, Sendable {
    /// The system of identifiers that are NHS numbers.
    package static let system: StaticString = "https://fhir.nhs.uk/Id/nhs-number"

    /// The ten digits without spaces.
    package let digits: String

    /// Why a text is not an NHS number that may be used.
    package enum Fault: Error, Sendable, Equatable {
        /// Not ten digits once spaces and dashes are removed.
        case notTenDigits
        /// The last digit does not fit the others: a typing error.
        case checkDigit
        /// A well-known filler such as 0000000000, which passes the check digit.
        case placeholder
    }

    /// Reads an NHS number as people type it: spaces and dashes are ignored.
    package init(_ text: some StringProtocol) throws(Fault) {
        var digits: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " "), UInt8(ascii: "-"), 0xC2, 0xA0: continue
            default: throw .notTenDigits
            }
        }
        guard digits.count == 10 else { throw .notTenDigits }
        guard Self.checkDigit(of: digits[..<9]) == digits[9] else { throw .checkDigit }
        // All ten repeated-digit numbers pass modulus 11.
        guard digits.contains(where: { $0 != digits[0] }), digits != [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] else {
            throw .placeholder
        }
        self.digits = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    /// The check digit of nine digits (weights 10 to 2, modulus 11); nil where none exists.
    package static func checkDigit(of nine: some Collection<UInt8>) -> UInt8? {
        let sum = zip(nine, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + Int($1.0) * $1.1 }
        let check = (11 - sum % 11) % 11
        return check == 10 ? nil : UInt8(check)
    }

    /// As shown to people: `999 123 4567`.
    package var spaced: String {
        "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.suffix(4))"
    }
}

extension NHSNumber: CustomStringConvertible, CustomReflectable {
    /// Hidden, so that no log or error text holds a number by accident.
    package var description: String { "NHS number (hidden)" }

    /// Empty, so that `dump` and debuggers that reflect show no digits either.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
