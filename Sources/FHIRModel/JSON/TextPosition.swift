// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Finds places in a text.
///
/// Used for error messages only, so plain scans do.
enum TextPosition {
    /// Line and column (in characters), both from 1.
    static func lineAndColumn(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var lineStart = 0
        let end = min(offset, text.count)
        for index in 0..<end where text[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        var column = 1
        for index in lineStart..<end where text[index] & 0xC0 != 0x80 { column += 1 }
        return (line, column)
    }

    /// Offset of the first byte that cannot continue valid UTF-8.
    static func firstInvalidUTF8(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var decoder = UTF8.ForwardParser()
        var iterator = text.makeIterator()
        var offset = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded): offset += encoded.count
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }

    /// Offset of the first byte below 0x20 inside a string.
    static func firstControlCharacterInString(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var inString = false
        var escaped = false
        for (offset, byte) in text.enumerated() {
            if inString {
                if byte < 0x20 { return offset }
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                inString = true
            }
        }
        return nil
    }
}
