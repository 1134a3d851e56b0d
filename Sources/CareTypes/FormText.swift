// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The text of forms and queries, `application/x-www-form-urlencoded`.
package enum FormText {
    /// The names and values of a query without its question mark, or of a form's body, decoded and in order.
    package static func pairs(in text: some StringProtocol) -> [(name: String, value: String)] {
        String(text).utf8.split(separator: UInt8(ascii: "&")).map { pair in
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return (decoded(Substring(pair)), "") }
            let value = pair[pair.index(after: equals)...]
            return (decoded(Substring(pair[..<equals])), decoded(Substring(value)))
        }
    }

    /// Reads `+` as a space and `%` with two hexadecimal digits as a byte; any other `%` stands for itself.
    package static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = self.byte(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether each `%` has two hexadecimal digits behind it and the bytes that are meant are UTF-8.
    package static func isWellFormed(_ text: some StringProtocol) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return true }
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = self.byte(rest.prefix(2)) else { return false }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    /// Percent-encodes all but letters, digits, `-._~` and the ASCII characters of `plain`.
    package static func encoded(_ text: String, plain: StaticString = "") -> String {
        var bytes: [UInt8] = []
        let kept = Array(plain.description.utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case _ where kept.contains(byte): bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] { bytes.append(digits[Int(digit)]) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func byte(_ digits: some Collection<UInt8>) -> UInt8? {
        let text = String(decoding: digits, as: UTF8.self)
        return text.utf8.count == 2 && !text.hasPrefix("+") && !text.hasPrefix("-") ? UInt8(text, radix: 16) : nil
    }
}
