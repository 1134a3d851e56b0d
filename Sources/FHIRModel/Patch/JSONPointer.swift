// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The way from the root of a JSON text to one of its values (RFC 6901), such as `/contact/0/name`.
package struct JSONPointer: Sendable, Hashable {
    /// One step: the name of a member or the position of an item, without escapes.
    ///
    /// Steps are the same when their bytes are, as RFC 6901 asks; for a `String`, `é` in one and in two code points is
    /// the same.
    package struct Token: Sendable, Hashable {
        /// The name or position as it stands in the document.
        package let text: String

        /// A step with this name or position.
        package init(_ text: String) {
            self.text = text
        }

        package static func == (one: Token, other: Token) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

        package func hash(into hasher: inout Hasher) {
            let hashed: Void? = text.utf8.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
            if hashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
            hasher.combine(0xFF as UInt8)
        }

        /// The token behind the last item of an array, `-`.
        package static let end = Token("-")

        /// The position in an array: digits without leading zeros; nil for anything else.
        ///
        /// A number that no `Int` holds is the largest one: behind the end of every array.
        package var arrayPosition: Int? {
            let digits = text.utf8
            guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0"),
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            return Int(text) ?? .max
        }
    }

    /// The steps from the root; empty for the root itself.
    package let tokens: [Token]

    /// A pointer of these steps.
    package init(tokens: [Token]) {
        self.tokens = tokens
    }

    /// Reads a pointer.
    package init(_ text: String) throws(JSONPointerFailure) {
        let steps = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let beforeFirst = steps.first, beforeFirst.isEmpty else { throw .noLeadingSlash }
        var tokens: [Token] = []
        tokens.reserveCapacity(steps.count - 1)
        for step in steps.dropFirst() { tokens.append(Token(try Self.withoutEscapes(Substring(step)))) }
        self.tokens = tokens
    }

    /// The pointer as RFC 6901 writes it.
    package var text: String {
        tokens.reduce(into: "") { text, token in
            text.append("/")
            for scalar in token.text.unicodeScalars {
                switch scalar {
                case "~": text.append("~0")
                case "/": text.append("~1")
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
    }

    /// Whether the other pointer leads to a value inside this one's.
    package func leadsInto(_ other: JSONPointer) -> Bool {
        other.tokens.count > tokens.count && other.tokens.starts(with: tokens)
    }

    /// The value below `root` that this pointer leads to; nil where there is none.
    package func node(in root: JSONNode) -> JSONNode? {
        var node = root
        for token in tokens {
            let next = node.isArray ? token.arrayPosition.flatMap { node[position: $0] } : node[dynamic: token.text]
            guard let next else { return nil }
            node = next
        }
        return node
    }

    private static func withoutEscapes(_ step: Substring) throws(JSONPointerFailure) -> String {
        guard step.utf8.contains(UInt8(ascii: "~")) else { return String(step) }
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in step.unicodeScalars {
            switch (isEscaped, scalar) {
            case (true, "0"): text.append("~")
            case (true, "1"): text.append("/")
            case (true, _): throw .invalidEscape
            case (false, "~"): break
            case (false, _): text.append(scalar)
            }
            isEscaped = !isEscaped && scalar == "~"
        }
        guard !isEscaped else { throw .invalidEscape }
        return String(text)
    }
}

/// Why a text is not a JSON Pointer.
package enum JSONPointerFailure: Error, Sendable, Equatable {
    case noLeadingSlash
    case invalidEscape

    /// What is wrong and how to mend it.
    package var message: String {
        switch self {
        case .noLeadingSlash: "A JSON Pointer is empty or starts with a slash, as in /name/0/family"
        case .invalidEscape: "In a JSON Pointer a tilde is written ~0 and a slash in a name ~1; no other ~ may stand"
        }
    }
}

extension JSONNode {
    /// The way from the document's root to this value.
    package var pointer: JSONPointer {
        var tokens: [JSONPointer.Token] = []
        var container = document.root
        while container.index != index {
            let next = container.children.enumerated().first { index < $0.element.tape.next }
            guard let next else { break }
            tokens.append(JSONPointer.Token(next.element.name ?? String(next.offset)))
            container = next.element
        }
        return JSONPointer(tokens: tokens)
    }
}
