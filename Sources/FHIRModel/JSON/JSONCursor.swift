// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A value of a document without a hold on the document: what ``JSONNode`` is,
/// for walks over every member where keeping and letting go of the document
/// would cost more than the walk.
///
/// Valid only inside ``JSONDocument/withCursor(_:)``; never store it.
public struct JSONCursor {
    @usableFromInline let text: UnsafePointer<UInt8>
    @usableFromInline let tape: UnsafePointer<TapeNode>
    @usableFromInline let index: Int

    @inlinable init(text: UnsafePointer<UInt8>, tape: UnsafePointer<TapeNode>, index: Int) {
        self.text = text
        self.tape = tape
        self.index = index
    }

    /// What the value is.
    @inlinable public var kind: JSONKind { JSONKind(rawValue: tape[index].kind) ?? .null }

    /// Whether the value is an object or an array.
    @inlinable public var isContainer: Bool { tape[index].kind <= JSONKind.array.rawValue }

    /// The member name as written, without a copy; empty in arrays and at the root.
    @inlinable public var nameBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + Int(tape[index].keyStart), count: Int(tape[index].keyLength))
    }

    /// The text of a scalar as written, a string's without its quotes; no copy.
    @inlinable public var valueBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + Int(tape[index].start), count: Int(tape[index].length))
    }

    /// Members of an object or items of an array, in order; empty for scalars.
    @inlinable public var children: Children {
        let node = tape + index
        let isContainer = node.pointee.kind <= JSONKind.array.rawValue
        return Children(text: text, tape: tape, index: index + 1, end: isContainer ? Int(node.pointee.next) : 0)
    }

    /// The values inside an object or array.
    public struct Children: Sequence, IteratorProtocol {
        @usableFromInline let text: UnsafePointer<UInt8>
        @usableFromInline let tape: UnsafePointer<TapeNode>
        @usableFromInline var index: Int
        @usableFromInline let end: Int

        @inlinable init(text: UnsafePointer<UInt8>, tape: UnsafePointer<TapeNode>, index: Int, end: Int) {
            self.text = text
            self.tape = tape
            self.index = index
            self.end = end
        }

        /// The next value, or nil behind the last.
        @inlinable public mutating func next() -> JSONCursor? {
            guard index < end else { return nil }
            defer { index = Int(tape[index].next) }
            return JSONCursor(text: text, tape: tape, index: index)
        }
    }
}

extension JSONDocument {
    /// Calls `body` with the root.
    @inlinable public func withCursor<Result>(_ body: (JSONCursor) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(JSONCursor(text: text, tape: tape, index: 0)) }
    }

    /// Calls `body` with one of the document's values.
    func withCursor<Result>(at node: JSONNode, _ body: (JSONCursor) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(JSONCursor(text: text, tape: tape, index: node.index)) }
    }
}
