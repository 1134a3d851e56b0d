// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A LOINC number such as `2823-3`, with its check digit verified.
package struct LOINCNumber: Hashable, Sendable {
    /// Digits, hyphen, check digit.
    package let text: String

    /// Reads a number of up to seven digits before the hyphen.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (3...9).contains(bytes.count), bytes[bytes.count - 2] == UInt8(ascii: "-"),
            let check = bytes.last, isDigit(check), bytes.dropLast(2).allSatisfy(isDigit)
        else { return nil }
        var sum = 0
        for (position, byte) in bytes.dropLast(2).reversed().enumerated() {
            let digit = Int(byte - UInt8(ascii: "0"))
            sum += position % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit
        }
        guard (sum + Int(check - UInt8(ascii: "0"))) % 10 == 0 else { return nil }
        self.text = String(text)
    }
}
