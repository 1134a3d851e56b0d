// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CSimdJSON

/// One value of a ``JSONDocument``: a position on its tape.
///
/// Reading a member costs a scan over its siblings' names; nothing is copied
/// until a ``string`` is asked for.
public struct JSONNode: Sendable {
    /// The document this value belongs to.
    public let document: JSONDocument
    @usableFromInline let index: Int

    @inlinable init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    @inlinable var tape: TapeNode { document.tape[index] }

    /// Where the value stands on the document's tape; see ``JSONDocument/node(at:)``.
    package var position: Int { index }

    /// What the value is.
    @inlinable public var kind: JSONKind { JSONKind(rawValue: tape.kind) ?? .null }

    /// Whether the value is an object.
    @inlinable public var isObject: Bool { tape.kind == JSONKind.object.rawValue }

    /// Whether the value is an array.
    @inlinable public var isArray: Bool { tape.kind == JSONKind.array.rawValue }

    /// Whether this is the value the document consists of.
    public var isRoot: Bool { index == 0 }

    /// Members of an object or items of an array; 0 for anything else.
    @inlinable public var count: Int { Int(tape.count) }

    /// Where the value stands in the text; a string includes its quotes.
    @inlinable public var range: Range<Int> {
        let node = tape
        return node.kind == JSONKind.string.rawValue
            ? Int(node.start) - 1..<Int(node.start + node.length) + 1
            : Int(node.start)..<Int(node.start + node.length)
    }

    /// Where the value together with its member name stands in the text; the
    /// value's own range inside an array.
    public var memberRange: Range<Int> {
        let node = tape
        return node.keyStart > 0 ? Int(node.keyStart) - 1..<range.upperBound : range
    }

    /// The text of the value as it came.
    public var bytes: [UInt8] { document.bytes(in: range) }

    /// The name under which the value stands in its object; nil in arrays and at the root.
    public var name: String? {
        let node = tape
        guard node.keyStart > 0 else { return nil }
        return document.string(
            at: Int(node.keyStart), length: Int(node.keyLength), escaped: node.flags & TapeNode.keyHasEscapes != 0)
    }

    /// The value of a string; nil for anything else.
    public var string: String? {
        let node = tape
        guard node.kind == JSONKind.string.rawValue else { return nil }
        return document.string(
            at: Int(node.start), length: Int(node.length), escaped: node.flags & TapeNode.valueHasEscapes != 0)
    }

    /// The text of a number exactly as it came, such as `1.00`; nil for anything else.
    public var numberText: String? {
        guard tape.kind == JSONKind.number.rawValue else { return nil }
        return document.string(at: Int(tape.start), length: Int(tape.length), escaped: false)
    }

    /// The value of `true` and `false`; nil for anything else.
    public var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The text of any primitive: a string's value, a number's text, `true` or `false`.
    public var primitiveText: String? {
        switch kind {
        case .string: string
        case .number: numberText
        case .true: "true"
        case .false: "false"
        case .object, .array, .null: nil
        }
    }

    /// Whether this is a string with exactly this value; no allocation.
    @inlinable public func equals(_ text: StaticString) -> Bool {
        let node = tape
        guard node.kind == JSONKind.string.rawValue else { return false }
        if node.flags & TapeNode.valueHasEscapes != 0 { return string == text.description }
        return document.matches(text, at: Int(node.start), length: Int(node.length))
    }

    /// The member with this name; nil where there is none or this is no object.
    @inlinable public subscript(_ name: StaticString) -> JSONNode? {
        let own = tape
        guard own.kind == JSONKind.object.rawValue else { return nil }
        var index = self.index + 1
        let end = Int(own.next)
        while index < end {
            let node = document.tape[index]
            if node.flags & TapeNode.keyHasEscapes == 0 {
                if document.matches(name, at: Int(node.keyStart), length: Int(node.keyLength)) {
                    return JSONNode(document: document, index: index)
                }
            } else if JSONNode(document: document, index: index).name == name.description {
                return JSONNode(document: document, index: index)
            }
            index = Int(node.next)
        }
        return nil
    }

    /// The member with this name; nil where there is none or this is no object.
    public subscript(dynamic name: some StringProtocol) -> JSONNode? {
        guard isObject else { return nil }
        let wanted = name.utf8
        return children.first { child in
            let node = child.tape
            if node.flags & TapeNode.keyHasEscapes != 0 { return child.name?.utf8.elementsEqual(wanted) == true }
            return Int(node.keyLength) == wanted.count
                && document.matches(wanted, at: Int(node.keyStart))
        }
    }

    /// The item at a position of an array.
    public subscript(position position: Int) -> JSONNode? {
        guard isArray, position >= 0, position < count else { return nil }
        return children.dropFirst(position).first { _ in true }
    }

    /// Members of an object or items of an array, in their order.
    @inlinable public var children: JSONChildren {
        let node = tape
        let container = node.kind <= JSONKind.array.rawValue
        return JSONChildren(document: document, index: index + 1, end: container ? Int(node.next) : 0)
    }

    /// The items under a member name, whether it holds an array or one value;
    /// empty where there is no such member.
    @inlinable public func items(_ name: StaticString) -> JSONChildren {
        guard let member = self[name] else { return JSONChildren(document: document, index: 0, end: 0) }
        return member.itemsOfSelf
    }

    /// The items of an array, or this value alone.
    @inlinable public var itemsOfSelf: JSONChildren {
        isArray ? children : JSONChildren(document: document, index: index, end: Int(tape.next))
    }
}

/// The values inside an object or array, in document order.
public struct JSONChildren: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let document: JSONDocument
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable init(document: JSONDocument, index: Int, end: Int) {
        self.document = document
        self.index = index
        self.end = end
    }

    /// The next value, or nil behind the last.
    @inlinable public mutating func next() -> JSONNode? {
        guard index < end else { return nil }
        defer { index = Int(document.tape[index].next) }
        return JSONNode(document: document, index: index)
    }
}

extension JSONDocument {
    @inlinable func matches(_ text: StaticString, at start: Int, length: Int) -> Bool {
        guard length == text.utf8CodeUnitCount else { return false }
        let wanted = text.utf8Start
        for offset in 0..<length where self.text[start + offset] != wanted[offset] { return false }
        return true
    }

    fileprivate func matches(_ wanted: some Collection<UInt8>, at start: Int) -> Bool {
        var position = start
        for byte in wanted {
            if text[position] != byte { return false }
            position += 1
        }
        return true
    }

    fileprivate func string(at start: Int, length: Int, escaped: Bool) -> String {
        guard escaped else {
            return String(decoding: UnsafeBufferPointer(start: text + start, count: length), as: UTF8.self)
        }
        return String(unsafeUninitializedCapacity: length) { ol_json_unescape(text + start, length, $0.baseAddress) }
    }
}

extension JSONNode {
    /// Whether the value stands under this member name; no allocation.
    public func hasName(_ name: String) -> Bool {
        let node = document.tape[index]
        if node.flags & TapeNode.keyHasEscapes != 0 { return self.name?.utf8.elementsEqual(name.utf8) == true }
        return Int(node.keyLength) == name.utf8.count && document.matches(name.utf8, at: Int(node.keyStart))
    }
}
