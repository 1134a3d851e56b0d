// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// One element in JSON: its value, and the object with the id and extensions of a primitive.
struct ElementContent {
    var value: [UInt8]?
    var more: [UInt8]?
}

/// The elements of one name in an object: the member with their values and the one with an underscore beside it.
///
/// JSON keeps two lists of one length in step, with null where there is nothing; here they are one.
struct ElementList {
    var items: [ElementContent]
    /// Whether JSON writes arrays.
    let isList: Bool

    init(items: [ElementContent], isList: Bool) {
        self.items = items
        self.isList = isList
    }

    /// The elements under a name in an object; none where there is no such object.
    ///
    /// - Parameter isRepeating: what the definitions say; a list that is there is one anyway.
    init(of member: String, in object: JSONNode?, isRepeating: Bool) {
        let value = object?[dynamic: member]
        let more = object?[dynamic: "_" + member]
        isList = isRepeating || value?.isArray == true || more?.isArray == true
        items = []
        var values = value?.itemsOfSelf
        var others = more?.itemsOfSelf
        while true {
            let (one, other) = (values?.next(), others?.next())
            guard one != nil || other != nil else { return }
            items.append(ElementContent(value: Self.present(one), more: Self.present(other)))
        }
    }

    private static func present(_ node: JSONNode?) -> [UInt8]? { node.flatMap { $0.kind == .null ? nil : $0.bytes } }

    /// The two members; nil for one that has nothing to say.
    private var halves: (value: [UInt8]?, more: [UInt8]?) {
        (half(items.map(\.value)), half(items.map(\.more)))
    }

    private func half(_ contents: [[UInt8]?]) -> [UInt8]? {
        guard contents.contains(where: { $0 != nil }) else { return nil }
        guard isList else { return contents[0] }
        var writer = JSONWriter()
        writer.array { writer in
            for content in contents { writer.raw(content ?? Array("null".utf8)) }
        }
        return writer.bytes
    }

    /// Writes the members into an object.
    func write(as member: String, to writer: inout JSONWriter) {
        let (value, more) = halves
        for (name, half) in [(member, value), ("_" + member, more)] {
            guard let half else { continue }
            writer.key(name)
            writer.raw(half)
        }
    }

    /// What changes an object into one that has these elements under a name, and no others.
    func changes(
        of member: String, in object: JSONNode, at pointer: JSONPointer
    ) throws(FHIRPathPatchFailure.Code) -> [JSONPatch.Operation] {
        let (value, more) = halves
        var changes: [JSONPatch.Operation] = []
        for (name, half) in [(member, value), ("_" + member, more)] {
            let place = JSONPointer(tokens: pointer.tokens + [JSONPointer.Token(name)])
            if let half {
                do {
                    changes.append(.add(try JSONDocument.parse(half).root, at: place))
                } catch {
                    throw .valueRefused(error)
                }
            } else if object[dynamic: name] != nil {
                changes.append(.remove(at: place))
            }
        }
        return changes
    }
}
