// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The forms of R4's primitive types.
enum PrimitiveCheck {
    /// What is wrong with a value, or nil.
    ///
    /// The value itself is never repeated.
    static func issue(_ value: JSONNode, type: String) -> String? {
        switch type {
        case "boolean": value.bool == nil ? "A boolean is true or false, without quotes" : nil
        case "integer": number(value, isWhole: true, from: nil, "An integer is a whole number without quotes")
        case "unsignedInt": number(value, isWhole: true, from: 0, "An unsignedInt is a whole number from 0")
        case "positiveInt": number(value, isWhole: true, from: 1, "A positiveInt is a whole number from 1")
        case "decimal": number(value, isWhole: false, from: nil, "A decimal is a number without quotes")
        case "date": date(value, upTo: .day, "A date is written as 2026, 2026-11 or 2026-11-23")
        case "dateTime":
            date(value, upTo: .fraction, "A dateTime is written as 2026-11-23 or 2026-11-23T09:30:00Z")
        case "instant":
            value.string.flatMap { PartialDate($0) }.map { $0.precision >= .second && $0.offset != nil } == true
                ? nil : "An instant is written as 2026-11-23T09:30:00.000Z, with its zone"
        case "id":
            value.string.map(ResourceID.isValid(id:)) == true ? nil : "An id has 1 to 64 letters, digits, '-' and '.'"
        case "code":
            text(value, isCode, "A code is a text without leading, trailing or double spaces")
        case "time", "string", "uri", "url", "canonical", "base64Binary", "oid", "uuid", "markdown", "xhtml":
            text(value, { !$0.isEmpty }, "A \(type) is a text in quotes that is not empty")
        default: value.kind == .object || value.kind == .array ? "A single value is needed here" : nil
        }
    }

    /// R4 forbids control characters; XML cannot hold them, and neither can the texts of PostgreSQL.
    private static func text(
        _ value: JSONNode, _ isRight: (String) -> Bool, _ rule: @autoclosure () -> String
    ) -> String? {
        guard let text = value.string, isRight(text) else { return rule() }
        let hasControl = text.utf8.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return hasControl ? "A text has no control characters but tabs and line ends" : nil
    }

    private static func number(_ value: JSONNode, isWhole: Bool, from least: Int?, _ rule: String) -> String? {
        guard let text = value.numberText else { return rule }
        guard isWhole else { return nil }
        guard let number = Int32(text), least.map({ number >= Int32($0) }) ?? true else { return rule }
        return nil
    }

    private static func date(_ value: JSONNode, upTo precision: PartialDate.Precision, _ rule: String) -> String? {
        guard let date = value.string.flatMap({ PartialDate($0) }), date.precision <= precision else { return rule }
        return nil
    }

    private static func isCode(_ text: String) -> Bool {
        var text = text
        let isPlain = text.withUTF8 { bytes in !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 < 0x80 } }
        return isPlain
            || !text.isEmpty && text.first?.isWhitespace == false && text.last?.isWhitespace == false
                && !text.contains("  ")
    }
}
