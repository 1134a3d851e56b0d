// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Markup under construction: bytes that only grow by whole elements and escaped text.
///
/// A `String` can only enter as text or as an attribute's value and is escaped
/// there. Markup that is known to be sound is of another type, ``TrustedHTML``.
package struct HTML: Sendable {
    /// The markup so far, as UTF-8.
    package private(set) var bytes: [UInt8] = []

    /// An empty piece of markup with room for `capacity` bytes.
    package init(capacity: Int = 1_024) {
        bytes.reserveCapacity(capacity)
    }

    /// Adds text, escaped.
    package mutating func text(_ text: String) {
        appendEscaped(text)
    }

    /// Adds markup that is known to be sound.
    package mutating func trusted(_ markup: TrustedHTML) {
        bytes += markup.bytes
    }

    /// Adds an element with what `content` puts into it.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute..., content: (inout HTML) -> Void) {
        open(tag.name, attributes)
        content(&self)
        close(tag.name)
    }

    /// Adds an element that holds text.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute..., text: String) {
        open(tag.name, attributes)
        appendEscaped(text)
        close(tag.name)
    }

    /// Adds an element that holds text and has no attributes.
    package mutating func callAsFunction(_ tag: Tag, _ text: String) {
        open(tag.name, [])
        appendEscaped(text)
        close(tag.name)
    }

    /// Adds an element that can have no content.
    package mutating func callAsFunction(_ tag: VoidTag, _ attributes: Attribute...) {
        open(tag.name, attributes)
    }
}

extension HTML {
    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        bytes.append(UInt8(ascii: "<"))
        append(name)
        for attribute in attributes where attribute.isPresent {
            bytes.append(UInt8(ascii: " "))
            append(attribute.name)
            guard let value = attribute.value else { continue }
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            appendEscaped(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        append(name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func append(_ name: StaticString) {
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Escapes for text and for quoted values alike, so that no place can be given the wrong rule.
    private mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { source in
            var start = source.startIndex
            for index in source.indices {
                guard let replacement = Self.replacement(for: source[index]) else { continue }
                bytes.append(contentsOf: source[start..<index])
                append(replacement)
                start = index + 1
            }
            bytes.append(contentsOf: source[start...])
        }
    }

    private static func replacement(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // A carriage return as such would be read back as a line feed.
        case 0x0D: "&#13;"
        // HTML has no place for other control characters; that one stood there stays visible.
        case 0...8, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}
