// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Text for people to read: one element or member a line.
enum IndentedText {
    /// JSON with line breaks; nil where it would be longer than the limit.
    static func json(_ text: [UInt8], limit: Int) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 2)
        var depth = 0
        var position = 0
        while position < text.count {
            guard out.count <= limit else { return nil }
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "\""):
                let end = endOfString(in: text, from: position)
                out.append(contentsOf: text[position..<end])
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                out.append(byte)
                let next = text[(position + 1)...].first { !isSpace($0) }
                if next == UInt8(ascii: "}") || next == UInt8(ascii: "]") {
                    out.append(next ?? byte)
                    position = (text[position...].firstIndex { $0 == next } ?? position) + 1
                    continue
                }
                depth += 1
                newLine(depth, &out)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                newLine(depth, &out)
                out.append(byte)
            case UInt8(ascii: ","):
                out.append(byte)
                newLine(depth, &out)
            case UInt8(ascii: ":"): out.append(contentsOf: [byte, 0x20])
            case _ where isSpace(byte): break
            default: out.append(byte)
            }
            position += 1
        }
        return out
    }

    /// XML as our writer makes it, with line breaks between elements but none in narratives; nil where it would be
    /// longer than the limit.
    static func xml(_ text: [UInt8], limit: Int) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 2)
        var depth = 0
        /// How many elements of a narrative are open.
        var narrative = 0
        var position = 0
        while position < text.count {
            guard out.count <= limit else { return nil }
            let tag = tag(in: text, from: position)
            let isTag = text[position] == UInt8(ascii: "<")
            if isTag, tag.starts(with: Array("</".utf8)) {
                let closesNarrative = narrative == 1
                if narrative > 0 { narrative -= 1 } else { depth -= 1 }
                if narrative == 0, !closesNarrative { newLine(depth, &out) }
            } else if isTag, !tag.starts(with: Array("<?".utf8)) {
                let isEmpty = tag.dropLast().last == UInt8(ascii: "/")
                if narrative == 0 { newLine(depth, &out) }
                if narrative > 0 || tag.starts(with: Array("<div".utf8)) {
                    if !isEmpty { narrative += 1 }
                } else if !isEmpty {
                    depth += 1
                }
            }
            out.append(contentsOf: tag)
            position += tag.count
        }
        return out
    }

    /// A tag, or the text up to the next one.
    private static func tag(in text: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        guard text[start] == UInt8(ascii: "<") else {
            return text[start..<(text[start...].firstIndex(of: UInt8(ascii: "<")) ?? text.count)]
        }
        var quote: UInt8?
        var position = start
        while position < text.count {
            let byte = text[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
        }
        return text[start..<position]
    }

    private static func endOfString(in text: [UInt8], from start: Int) -> Int {
        var position = start + 1
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, text.count)
    }

    private static func newLine(_ depth: Int, _ out: inout [UInt8]) {
        out.append(0x0A)
        out.append(contentsOf: repeatElement(0x20, count: 2 * max(depth, 0)))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
