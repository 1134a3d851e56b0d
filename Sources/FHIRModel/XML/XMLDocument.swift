// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Parsed XML: its text and a flat tape of elements, attributes and texts that point into it.
///
/// Comments and processing instructions leave no trace on the tape.
struct XMLDocument: Sendable {
    /// The text as it came.
    let source: [UInt8]
    /// The nodes in document order; node 0 is the root element.
    let tape: [XMLTapeNode]
    /// The values of attributes and texts, one behind the other, with references resolved.
    let values: [UInt8]
    /// Each different name once.
    let names: [XMLName]

    /// Parses one XML text.
    ///
    /// - Throws: ``XMLFailure`` with line, column and path of the first fault.
    static func parse(_ source: [UInt8], limits: JSONLimits) throws(XMLFailure) -> XMLDocument {
        try XMLTapeBuilder.document(of: source, limits: limits)
    }

    /// The name of an element or attribute.
    func name(of node: Int) -> XMLName { names[Int(tape[node].name)] }

    /// The value of an attribute or text.
    func value(of node: Int) -> ArraySlice<UInt8> {
        let start = Int(tape[node].valueStart)
        return values[start..<start + Int(tape[node].valueLength)]
    }

    /// Whether a text is nothing but white space.
    func isBlank(_ node: Int) -> Bool { value(of: node).allSatisfy(Self.isSpace) }

    /// Whether a byte is white space of XML.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    /// A fault at a node, with its place.
    func failure(_ code: XMLFailure.Code, at node: Int) -> XMLFailure {
        var offset = Int(tape[node].start)
        if tape[node].kind == .text {
            while offset < source.count, Self.isSpace(source[offset]) { offset += 1 }
        }
        return XMLFailure(
            code, offset: offset, in: source, path: XMLPath(tape: tape, names: names).path(to: node))
    }
}

/// One element, attribute, declaration of a namespace or text.
///
/// An element's declarations and attributes follow it, then its content.
struct XMLTapeNode: Sendable {
    enum Kind: UInt8, Sendable {
        case element, declaration, attribute, text
    }

    let kind: Kind
    /// Where the name stands in the document's names; nothing for texts.
    let name: UInt32
    /// Where the node begins in the source; an attribute where its element does.
    let start: UInt32
    /// Where the source goes on behind an element.
    var end: UInt32 = 0
    /// Where the value of an attribute or text begins among the document's values.
    var valueStart: UInt32 = 0
    var valueLength: UInt32 = 0
    /// The node that follows this one and all that it holds; 0 while the element is open.
    var next: UInt32 = 0
}
