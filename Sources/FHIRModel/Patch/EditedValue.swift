// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A JSON value that is being changed: a place in a document until a change leads into it, then a container of its own.
///
/// Containers are opened once, level by level, and are shared between copies until one of them is changed.
enum EditedValue {
    case untouched(JSONNode)
    case object(EditedObject)
    case array(EditedArray)

    /// Makes a change to a value inside this one, `path` steps away; `path` is not empty.
    ///
    /// Returns the value for a read, and nil otherwise.
    mutating func perform(_ edit: ValueEdit, at path: ArraySlice<JSONPointer.Token>) throws(JSONPatchFailure.Code)
        -> EditedValue?
    {
        open()
        switch self {
        case .untouched: throw .notAContainer
        case .object(var object):
            // Held in one place only, or its members would be copied before they are changed.
            self = .array(EditedArray())
            defer { self = .object(object) }
            return try object.perform(edit, at: path)
        case .array(var array):
            self = .array(EditedArray())
            defer { self = .array(array) }
            return try array.perform(edit, at: path)
        }
    }

    private mutating func open() {
        guard case .untouched(let node) = self else { return }
        switch node.kind {
        case .object: self = .object(EditedObject(node))
        case .array: self = .array(EditedArray(node))
        case .string, .number, .true, .false, .null: break
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .untouched(let node): writer.node(node)
        case .object(let object):
            writer.object { writer in
                for member in object.members {
                    writer.key(member.name.text)
                    member.value.write(to: &writer)
                }
            }
        case .array(let array):
            writer.array { writer in for item in array.items { item.write(to: &writer) } }
        }
    }
}

/// What is to be done with a value inside another one.
enum ValueEdit {
    case read
    case remove
    case add(EditedValue)
    case replace(EditedValue)
}

extension EditedValue {
    /// How much there is of a value.
    struct Extent {
        /// The value and all inside it.
        var values = 1
        /// Length of its text, of opened containers without white space.
        var byteCount = 0
        /// Most containers that are open at once in its text.
        var depth = 0
    }

    var extent: Extent {
        switch self {
        case .untouched(let node): return node.extent
        case .object(let object):
            var whole = Extent(byteCount: 2, depth: 1)
            for member in object.members {
                whole.contain(member.value.extent)
                whole.byteCount += member.name.text.utf8.count + 4
            }
            return whole
        case .array(let array):
            var whole = Extent(byteCount: 2, depth: 1)
            for item in array.items {
                whole.contain(item.extent)
                whole.byteCount += 1
            }
            return whole
        }
    }

    /// Whether both are the same value as RFC 6902 means it in a test.
    func isSame(as value: JSONNode) -> Bool {
        switch self {
        case .untouched(let node): return node.isSame(as: value)
        case .object(let object):
            guard value.isObject, value.count == object.count else { return false }
            return value.children.allSatisfy { child in
                object[JSONPointer.Token(child.name ?? "")]?.isSame(as: child) == true
            }
        case .array(let array):
            guard value.isArray, value.count == array.count else { return false }
            var theirs = value.children
            return array.items.allSatisfy { item in theirs.next().map(item.isSame(as:)) == true }
        }
    }
}

extension EditedValue.Extent {
    fileprivate mutating func contain(_ inner: Self) {
        values += inner.values
        byteCount += inner.byteCount
        depth = max(depth, inner.depth + 1)
    }
}

extension JSONNode {
    fileprivate var extent: EditedValue.Extent {
        let end = Int(tape.next)
        var open: [Int] = []
        var depth = 0
        for inner in index..<end {
            let node = document.tape[inner]
            while let last = open.last, last <= inner { open.removeLast() }
            guard node.kind <= JSONKind.array.rawValue else { continue }
            open.append(Int(node.next))
            depth = max(depth, open.count)
        }
        return EditedValue.Extent(values: end - index, byteCount: range.count, depth: depth)
    }
}
