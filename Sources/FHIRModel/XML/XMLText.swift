// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Writes text with the escapes that XML needs.
enum XMLText {
    /// Appends ` name="value"`.
    ///
    /// Line ends and tabs are written as references, because XML readers make spaces of them in attributes.
    static func appendAttribute(_ name: String, _ value: some Sequence<UInt8>, to out: inout [UInt8]) {
        out.append(UInt8(ascii: " "))
        out.append(contentsOf: name.utf8)
        out.append(UInt8(ascii: "="))
        out.append(UInt8(ascii: "\""))
        append(value, inAttribute: true, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    /// Appends text that stands between tags or, in an attribute, between double quotes.
    static func append(_ text: some Sequence<UInt8>, inAttribute: Bool, to out: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case 0x09 where inAttribute: out.append(contentsOf: "&#9;".utf8)
            case 0x0A where inAttribute: out.append(contentsOf: "&#10;".utf8)
            case 0x0D: out.append(contentsOf: "&#13;".utf8)
            default: out.append(byte)
            }
        }
    }

    /// Whether XML has a way to write the text: most control characters it has not.
    static func canWrite(_ text: some Collection<UInt8>) -> Bool {
        var last: (UInt8, UInt8) = (0, 0)
        for byte in text {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
            // U+FFFE and U+FFFF are no characters.
            if byte >= 0xBE, last == (0xEF, 0xBF), byte == 0xBE || byte == 0xBF { return false }
            last = (last.1, byte)
        }
        return true
    }
}
