// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The name of members that are looked for again and again.
package struct JSONMemberName: Sendable {
    /// The name.
    package let text: String
    /// An underscore and the name.
    fileprivate let bytes: [UInt8]

    /// A name as it stands in an object.
    package init(_ text: String) {
        self.text = text
        bytes = [UInt8(ascii: "_")] + text.utf8
    }

    /// Whether this is the name.
    package func isSame(as name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count == bytes.count - 1 else { return false }
        return bytes.withUnsafeBufferPointer { own in
            for place in name.indices where name[place] != own[place + 1] { return false }
            return true
        }
    }
}

/// Walks by position, for those who keep many places of a document: nothing is copied and nothing held.
extension JSONDocument {
    /// Where the member of a name stands in an object, and the one whose name has an underscore before it.
    ///
    /// - Parameters:
    ///   - place: position of the object; nothing is found in what is none.
    ///   - withSibling: whether the one with the underscore is looked for.
    /// - Returns: positions; -1 where there is no such member.
    package func members(
        named name: JSONMemberName, of place: Int, withSibling: Bool
    ) -> (value: Int, sibling: Int) {
        var found = (value: -1, sibling: -1)
        forEachMember(of: place) { bytes, position in
            if found.value < 0, name.isSame(as: bytes) {
                found.value = position
            } else if withSibling, found.sibling < 0, bytes.first == UInt8(ascii: "_"),
                name.isSame(as: UnsafeBufferPointer(rebasing: bytes.dropFirst()))
            {
                found.sibling = position
            }
            return found.value < 0 || withSibling && found.sibling < 0
        }
        return found
    }

    /// Calls `body` with the name and the position of each member of an object, as long as it says that it wants more.
    package func forEachMember(of place: Int, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Bool) {
        precondition((0..<nodeCount).contains(place), "no such value")
        guard tape[place].kind == JSONKind.object.rawValue else { return }
        let end = Int(tape[place].next)
        var position = place + 1
        while position < end {
            let member = tape[position]
            let wantsMore: Bool
            if member.flags & TapeNode.keyHasEscapes == 0 {
                wantsMore = body(
                    UnsafeBufferPointer(start: text + Int(member.keyStart), count: Int(member.keyLength)), position)
            } else {
                var name = node(at: position).name ?? ""
                wantsMore = name.withUTF8 { body($0, position) }
            }
            guard wantsMore else { return }
            position = Int(member.next)
        }
    }

    /// What the value at a position is.
    package func kind(at place: Int) -> JSONKind {
        precondition((0..<nodeCount).contains(place), "no such value")
        return JSONKind(rawValue: tape[place].kind) ?? .null
    }

    /// The position behind a value and all it holds.
    package func end(of place: Int) -> Int {
        precondition((0..<nodeCount).contains(place), "no such value")
        return Int(tape[place].next)
    }
}

extension JSONNode {
    /// Calls `body` with the text of a string or a number, without a copy unless it has escapes; nil for anything else.
    package func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result?) -> Result? {
        let node = tape
        guard node.kind == JSONKind.string.rawValue || node.kind == JSONKind.number.rawValue else { return nil }
        if node.kind == JSONKind.string.rawValue, node.flags & TapeNode.valueHasEscapes != 0 {
            var string = string ?? ""
            return string.withUTF8(body)
        }
        return withExtendedLifetime(document) {
            body(UnsafeBufferPointer(start: document.text + Int(node.start), count: Int(node.length)))
        }
    }

    /// Whether a string is the same text, told from its bytes; nil where they do not tell: other values than strings,
    /// escapes, and differences beyond ASCII, where two texts may be the same in other letters.
    package func isText(_ text: String) -> Bool? {
        let node = tape
        guard node.kind == JSONKind.string.rawValue, node.flags & TapeNode.valueHasEscapes == 0 else { return nil }
        var text = text
        return text.withUTF8 { wanted in
            let own = UnsafeBufferPointer(start: document.text + Int(node.start), count: Int(node.length))
            if own.count == wanted.count, zip(own, wanted).allSatisfy({ $0 == $1 }) { return true }
            return own.allSatisfy { $0 < 0x80 } && wanted.allSatisfy { $0 < 0x80 } ? false : nil
        }
    }
}
