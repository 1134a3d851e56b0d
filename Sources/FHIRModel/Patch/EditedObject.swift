// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An object that is being changed: its members in order, found by name.
struct EditedObject {
    struct Member {
        let name: JSONPointer.Token
        var value: EditedValue
    }

    /// Longest name that our reader accepts, in bytes.
    private static let longestName = 65_535

    /// The members in order, with a gap for each that was removed.
    private var places: [Member?] = []
    /// Where in `places` each member stands.
    private var positions: [JSONPointer.Token: Int] = [:]

    /// The members of an object of a document.
    init(_ object: JSONNode) {
        places.reserveCapacity(object.count)
        positions.reserveCapacity(object.count)
        for child in object.children { append(.untouched(child), name: JSONPointer.Token(child.name ?? "")) }
    }

    var count: Int { positions.count }

    var members: some Sequence<Member> { places.lazy.compactMap(\.self) }

    subscript(_ name: JSONPointer.Token) -> EditedValue? { positions[name].flatMap { places[$0]?.value } }

    mutating func perform(_ edit: ValueEdit, at path: ArraySlice<JSONPointer.Token>) throws(JSONPatchFailure.Code)
        -> EditedValue?
    {
        guard let name = path.first else { return nil }
        guard let position = positions[name] else {
            guard path.count == 1, case .add(let value) = edit else { throw .noSuchMember }
            guard name.text.utf8.count <= Self.longestName else { throw .nameTooLong }
            append(value, name: name)
            return nil
        }
        if path.count > 1 { return try places[position]?.value.perform(edit, at: path.dropFirst()) }
        switch edit {
        case .read: return places[position]?.value
        case .add(let value), .replace(let value): places[position]?.value = value
        case .remove:
            places[position] = nil
            positions[name] = nil
            if places.count > 2 * positions.count + 16 { closeGaps() }
        }
        return nil
    }

    private mutating func append(_ value: EditedValue, name: JSONPointer.Token) {
        positions[name] = places.count
        places.append(Member(name: name, value: value))
    }

    private mutating func closeGaps() {
        places.removeAll { $0 == nil }
        for (position, member) in places.enumerated() {
            if let member { positions[member.name] = position }
        }
    }
}
