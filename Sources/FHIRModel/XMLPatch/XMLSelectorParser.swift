// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Reads the path of an XML Patch.
struct XMLSelectorParser {
    /// Longest path, in bytes.
    private static let longest = 4_096
    /// Prefixes that need no declaration.
    private static let known: [String: XMLNamespace] = ["f": .fhir, "h": .xhtml, "xml": .xml]

    private let text: [UInt8]
    private let namespaces: [String: XMLNamespace]
    private var place = 0

    init(_ text: String, namespaces: [String: XMLNamespace]) {
        self.text = Array(text.utf8)
        self.namespaces = namespaces
    }

    // MARK: Paths

    mutating func path() throws(XMLPatchFailure.Code) -> (steps: [XMLSelector.Step], end: XMLSelector.End) {
        guard text.count <= Self.longest else { throw fault(.tooLong) }
        skipSpace()
        guard place < text.count else { throw fault(.empty) }
        _ = skip("/")
        var steps: [XMLSelector.Step] = []
        while true {
            if peeks("/") { throw fault(.descendants) }
            if !steps.isEmpty, let end = try end() {
                guard place == text.count else { throw fault(.end) }
                return (steps, end)
            }
            _ = skip("child::")
            steps.append(XMLSelector.Step(test: try elementName(), predicates: try predicates()))
            guard skip("/") else { break }
        }
        guard place == text.count else { throw fault(.end) }
        return (steps, .element)
    }

    /// The end of a path that is no element; nil where another step stands.
    private mutating func end() throws(XMLPatchFailure.Code) -> XMLSelector.End? {
        if skip("@") || skip("attribute::") { return .attribute(try attributeName()) }
        if skip("namespace::") {
            _ = try name()
            return .meaningless
        }
        if skip("text()") { return .text(position: try position()) }
        for kind in ["comment(", "processing-instruction("] where skip(kind) {
            if !peeks(")") { _ = try literal() }
            guard skip(")") else { throw fault(.step) }
            _ = try position()
            return .meaningless
        }
        return nil
    }

    /// `[2]` behind a text; nil without it.
    private mutating func position() throws(XMLPatchFailure.Code) -> Int? {
        guard skip("[") else { return nil }
        let position = try number()
        guard skip("]") else { throw fault(.predicate) }
        return position
    }

    // MARK: Predicates

    private mutating func predicates() throws(XMLPatchFailure.Code) -> [XMLSelector.Predicate] {
        var predicates: [XMLSelector.Predicate] = []
        while skip("[") {
            if peeksDigit {
                predicates.append(.position(try number()))
            } else if skip("position()") {
                guard skip("=") else { throw fault(.predicate) }
                predicates.append(.position(try number()))
            } else if skip("last()") {
                predicates.append(.last)
            } else {
                let operand = try operand()
                guard skip("=") else { throw fault(.predicate) }
                predicates.append(.equal(operand, try literal()))
            }
            guard skip("]") else { throw fault(.predicate) }
        }
        return predicates
    }

    private mutating func operand() throws(XMLPatchFailure.Code) -> XMLSelector.Operand {
        if skip("text()") { return .text }
        if skip("@") { return .path([], attribute: try attributeName()) }
        if skip(".") {
            guard skip("/@") else { return .path([], attribute: nil) }
            return .path([], attribute: try attributeName())
        }
        guard !peeks("/") else { throw fault(.predicate) }
        var steps = [try elementName()]
        while skip("/") {
            if skip("@") { return .path(steps, attribute: try attributeName()) }
            steps.append(try elementName())
        }
        return .path(steps, attribute: nil)
    }

    private mutating func number() throws(XMLPatchFailure.Code) -> Int {
        skipSpace()
        let start = place
        while place < text.count, Self.isDigit(text[place]) { place += 1 }
        let digits = String(decoding: text[start..<place], as: UTF8.self)
        skipSpace()
        guard let number = Int(digits), number > 0 else { throw fault(.position) }
        return number
    }

    private mutating func literal() throws(XMLPatchFailure.Code) -> [UInt8] {
        skipSpace()
        guard place < text.count, text[place] == UInt8(ascii: "'") || text[place] == UInt8(ascii: "\"") else {
            throw fault(.literal)
        }
        let quote = text[place]
        guard let end = text[(place + 1)...].firstIndex(of: quote) else { throw fault(.literal) }
        defer {
            place = end + 1
            skipSpace()
        }
        return Array(text[(place + 1)..<end])
    }

    // MARK: Names

    private mutating func elementName() throws(XMLPatchFailure.Code) -> XMLSelector.NameTest {
        if skip("*") { return XMLSelector.NameTest() }
        let (prefix, local) = try qualifiedName()
        guard let prefix else {
            // Foreign as a default only where it is that of the patch's own elements.
            let standard = namespaces[""]
            return XMLSelector.NameTest(
                namespace: standard == .fhir || standard == .xhtml ? standard : nil, local: local)
        }
        return XMLSelector.NameTest(namespace: try namespace(of: prefix), local: local)
    }

    mutating func attributeName() throws(XMLPatchFailure.Code) -> XMLSelector.NameTest {
        let (prefix, local) = try qualifiedName()
        guard let prefix else { return XMLSelector.NameTest(namespace: XMLNamespace.none, local: local) }
        return XMLSelector.NameTest(namespace: try namespace(of: prefix), local: local)
    }

    private func namespace(of prefix: String) throws(XMLPatchFailure.Code) -> XMLNamespace {
        guard let namespace = namespaces[prefix] ?? Self.known[prefix] else { throw fault(.undeclaredPrefix) }
        return namespace
    }

    private mutating func qualifiedName() throws(XMLPatchFailure.Code) -> (prefix: String?, local: String) {
        let first = try name()
        if peeks("::") { throw fault(.step) }
        guard place < text.count, text[place] == UInt8(ascii: ":") else {
            skipSpace()
            if peeks("(") { throw fault(.step) }
            return (nil, first)
        }
        place += 1
        let local = try name()
        skipSpace()
        return (first, local)
    }

    private mutating func name() throws(XMLPatchFailure.Code) -> String {
        let start = place
        while place < text.count, Self.isLetter(text[place]) || (place > start && Self.isInName(text[place])) {
            place += 1
        }
        guard place > start else { throw fault(.name) }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    // MARK: Characters

    /// Goes behind a sign, and the white space around it, where it stands here.
    private mutating func skip(_ sign: String) -> Bool {
        skipSpace()
        guard text[place...].starts(with: sign.utf8) else { return false }
        place += sign.utf8.count
        skipSpace()
        return true
    }

    private func peeks(_ sign: String) -> Bool { text[place...].starts(with: sign.utf8) }

    private var peeksDigit: Bool { place < text.count && Self.isDigit(text[place]) }

    private mutating func skipSpace() {
        while place < text.count, XMLDocument.isSpace(text[place]) { place += 1 }
    }

    private func fault(_ failure: XMLSelectorFailure) -> XMLPatchFailure.Code {
        .invalidSelector(failure, offset: place)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
