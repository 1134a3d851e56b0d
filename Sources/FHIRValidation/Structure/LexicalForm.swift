// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The exact forms of R4's primitive types (section 2.24.0.1), beyond what ``PrimitiveCheck`` refuses on write.
enum LexicalForm {
    /// What is wrong with a value.
    struct Fault {
        var kind: CareIssue.Kind = .value
        var text: String
        var severity: CareIssue.Severity = .error
    }

    /// Most characters of a string.
    private static let longestString = 1_048_576

    /// What is wrong with a value that ``PrimitiveCheck`` passed, or nil; the value itself is never repeated.
    static func fault(of value: JSONNode, type: String) -> Fault? {
        guard let text = value.string else { return nil }
        let isRight: Bool
        let rule: String
        switch type {
        case "date": (isRight, rule) = (hasYear(text), "Years are written from 0001")
        case "dateTime":
            (isRight, rule) = (isDateTime(text), "A time of day has seconds and a zone, as in 2026-11-23T09:30:00Z")
        case "instant": (isRight, rule) = (isDateTime(text), "Years begin with 0001 and zones end with 14:00")
        case "time": (isRight, rule) = (isTime(text), "A time is written as 09:30:00")
        case "code": (isRight, rule) = (isCode(text), "A code has no white space but single spaces inside")
        case "uri", "url", "canonical":
            (isRight, rule) = (!text.unicodeScalars.contains(where: isSpace), "A \(type) has no white space")
        case "oid": (isRight, rule) = (isOID(text), "An oid is written as urn:oid:1.2.3")
        case "uuid":
            (isRight, rule) = (isUUID(text), "A uuid is written as urn:uuid: and 32 small hexadecimal digits in groups")
        case "base64Binary":
            (isRight, rule) = (isBase64(text), "A base64Binary has the 64 characters of base64, in groups of four")
        case "string", "markdown": return stringFault(text)
        case "xhtml": return NarrativeMarkupFault.first(in: text).map(narrativeFault)
        default: return nil
        }
        return isRight ? nil : Fault(text: rule)
    }

    // MARK: Texts

    private static func stringFault(_ text: String) -> Fault? {
        if text.unicodeScalars.allSatisfy(isSpace) {
            return Fault(text: "The text is nothing but white space; leave it out", severity: .warning)
        }
        guard text.utf8.count > longestString, text.unicodeScalars.count > longestString else { return nil }
        return Fault(kind: .tooLong, text: "A string has at most 1,048,576 characters; send longer ones as Binary")
    }

    private static func narrativeFault(_ fault: NarrativeMarkupFault) -> Fault {
        switch fault {
        case .notOneDiv: Fault(kind: .structure, text: "A narrative is one well-formed <div> of XHTML")
        case .noNamespace:
            Fault(kind: .structure, text: #"The <div> of a narrative has xmlns="http://www.w3.org/1999/xhtml""#)
        case .namedCharacter:
            Fault(
                kind: .structure, text: "XHTML knows no names of characters such as &nbsp;; write the character",
                severity: .warning)
        case .forbiddenElement:
            Fault(
                kind: .invariant,
                text: "A narrative has only HTML's elements for text, lists, tables and images (rule txt-1 of R4)")
        case .forbiddenAttribute:
            Fault(
                kind: .invariant,
                text: "A narrative has only attributes of text and layout, nothing that acts (rule txt-1 of R4)")
        case .noContent: Fault(kind: .invariant, text: "A narrative has some text or an image (rule txt-2 of R4)")
        }
    }

    private static func isCode(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last, !isSpace(first), !isSpace(last) else { return false }
        return !zip(scalars, scalars.dropFirst()).contains { isSpace($0) && isSpace($1) }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    // MARK: Times

    private static func hasYear(_ text: String) -> Bool { !text.hasPrefix("0000") }

    private static func isDateTime(_ text: String) -> Bool {
        guard hasYear(text), let date = PartialDate(text) else { return false }
        guard date.precision > .day else { return true }
        return date.precision >= .second && date.offset.map { abs($0) <= 14 * 3_600 } == true
    }

    /// `hh:mm:ss` with decimals or without.
    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        // A date in front makes it a moment, which someone else can read.
        guard bytes.count >= 8, let moment = PartialDate("2000-01-01T" + text) else { return false }
        return moment.precision >= .second && moment.offset == nil
    }

    // MARK: Names and bytes

    private static func isOID(_ text: String) -> Bool {
        guard text.hasPrefix("urn:oid:") else { return false }
        let arcs = text.dropFirst(8).split(separator: ".", omittingEmptySubsequences: false)
        guard arcs.count > 1, ["0", "1", "2"].contains(arcs[0]) else { return false }
        return arcs.allSatisfy { arc in
            !arc.isEmpty && arc.utf8.allSatisfy(isDigit) && (arc == "0" || arc.utf8.first != UInt8(ascii: "0"))
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        guard text.hasPrefix("urn:uuid:") else { return false }
        let groups = text.dropFirst(9).split(separator: "-", omittingEmptySubsequences: false)
        let small = UInt8(ascii: "a")...UInt8(ascii: "f")
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy { isDigit($0) || small.contains($0) } }
    }

    private static func isBase64(_ text: String) -> Bool {
        var count = 0
        var padding = 0
        for byte in text.utf8 {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "="): padding += 1
            default:
                guard padding == 0,
                    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
                else { return false }
            }
            count += 1
        }
        return count > 0 && count.isMultiple(of: 4) && padding <= 2
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether a byte is one of the letters of ASCII.
    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}
