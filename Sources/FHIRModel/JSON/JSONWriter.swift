// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Writes compact JSON into a byte buffer, member by member.
///
/// The caller is responsible for the nesting; commas and escapes are the
/// writer's. Numbers are written from their text, so `1.00` stays `1.00`.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty writer with room for `capacity` bytes.
    package init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// The written text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes an object whose members `body` writes.
    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open("{")
        try body(&self)
        close("}")
    }

    /// Writes an array whose items `body` writes.
    package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open("[")
        try body(&self)
        close("]")
    }

    /// Writes the opening bracket of an object or array, whose end the caller writes.
    mutating func open(_ bracket: Unicode.Scalar) {
        beginValue()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    /// Writes the closing bracket.
    mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    /// Writes a member name; a value must follow.
    package mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string with its quotes and escapes.
    package mutating func string(_ value: String) { string(utf8: value.utf8) }

    /// Writes a string from its UTF-8, which the caller knows to be valid.
    mutating func string(utf8 value: some Sequence<UInt8>) {
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        if value.withContiguousStorageIfAvailable({ escape($0) }) == nil { escape(value) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes what needs no escape in one piece, which is nearly always everything.
    private mutating func escape(_ value: UnsafeBufferPointer<UInt8>) {
        let plain = value.firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        guard let plain else { return bytes.append(contentsOf: value) }
        bytes.append(contentsOf: value[..<plain])
        escape(value[plain...])
    }

    private mutating func escape(_ value: some Sequence<UInt8>) {
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20:
                append("\\u00")
                bytes.append(Self.hex[Int(byte >> 4)])
                bytes.append(Self.hex[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }

    /// Writes a number from its JSON text, such as `1.00`.
    package mutating func number(_ text: String) {
        beginValue()
        append(text)
        needsComma = true
    }

    /// Writes a whole number.
    package mutating func integer(_ value: some BinaryInteger) { number(String(value)) }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) { number(value ? "true" : "false") }

    /// Writes JSON that is already text, such as a stored resource.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        beginValue()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes a value of another document as it came.
    package mutating func node(_ node: JSONNode) {
        beginValue()
        node.document.withBytes { bytes.append(contentsOf: $0[node.range]) }
        needsComma = true
    }

    /// Writes a member of another document with its name: texts and numbers as
    /// they came, without the white space between them.
    package mutating func compactMember(_ member: JSONNode) {
        beginValue()
        member.document.withCursor(at: member) { compact($0, withName: true) }
        needsComma = true
    }

    private mutating func compact(_ cursor: JSONCursor, withName: Bool) {
        let quote = UInt8(ascii: "\"")
        if withName {
            bytes.append(quote)
            bytes.append(contentsOf: cursor.nameBytes)
            bytes.append(quote)
            bytes.append(UInt8(ascii: ":"))
        }
        switch cursor.kind {
        case .object, .array:
            let isObject = cursor.kind == .object
            bytes.append(UInt8(ascii: isObject ? "{" : "["))
            var isFirst = true
            for child in cursor.children {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                compact(child, withName: isObject)
            }
            bytes.append(UInt8(ascii: isObject ? "}" : "]"))
        case .string:
            bytes.append(quote)
            bytes.append(contentsOf: cursor.valueBytes)
            bytes.append(quote)
        case .number, .true, .false, .null: bytes.append(contentsOf: cursor.valueBytes)
        }
    }

    /// Writes a member that holds an object.
    package mutating func object(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try object(body)
    }

    /// Writes a member that holds an array.
    package mutating func array(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try array(body)
    }

    /// Writes a member that holds a string; nothing where the value is nil.
    package mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    /// Writes a member that holds a whole number; nothing where the value is nil.
    package mutating func member(_ name: String, _ value: Int?) {
        guard let value else { return }
        key(name)
        integer(value)
    }

    /// Writes a member that holds `true` or `false`; nothing where the value is nil.
    package mutating func member(_ name: String, _ value: Bool?) {
        guard let value else { return }
        key(name)
        bool(value)
    }

    private static let hex = Array("0123456789abcdef".utf8)

    private mutating func beginValue() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
