// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// How JSON writes the values of a primitive type; XML writes them all as text.
enum PrimitiveForm {
    case boolean, integer, decimal, text

    init(type: String) {
        switch type {
        case "boolean": self = .boolean
        case "integer", "unsignedInt", "positiveInt": self = .integer
        case "decimal": self = .decimal
        default: self = .text
        }
    }

    /// Whether a text is `true` or `false`.
    static func isBoolean(_ text: some Collection<UInt8>) -> Bool {
        text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8)
    }

    /// Whether a text is a whole number as JSON writes it.
    static func isInteger(_ text: some Collection<UInt8>) -> Bool {
        var rest = text[...]
        return skipInteger(&rest) && rest.isEmpty
    }

    /// Whether a text is a number as JSON writes it.
    static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
        var rest = text[...]
        guard skipInteger(&rest) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard skipDigits(&rest) else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard skipDigits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    private static func skipInteger<Text: Collection<UInt8>>(_ text: inout Text) -> Bool
    where Text.SubSequence == Text {
        if text.first == UInt8(ascii: "-") { text = text.dropFirst() }
        let startsWithZero = text.first == UInt8(ascii: "0")
        let start = text
        guard skipDigits(&text) else { return false }
        return !startsWithZero || start.dropFirst().startIndex == text.startIndex
    }

    private static func skipDigits<Text: Collection<UInt8>>(_ text: inout Text) -> Bool where Text.SubSequence == Text {
        guard let first = text.first, isDigit(first) else { return false }
        text = text.drop(while: isDigit)
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
