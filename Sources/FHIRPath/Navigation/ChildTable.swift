// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The children of a type, found by what a step is called and by what a member is called.
///
/// Both are asked for with each step of each expression, so neither makes or hashes a text: names of steps are numbered
/// when an expression is read, names of members are compared as they stand in the resource.
struct ChildTable: Sendable {
    /// A member of the JSON object, with the element and the type that its name fixes.
    final class Member: Sendable {
        let name: JSONMemberName
        /// The element's name in FHIRPath: `value` for `valueQuantity`.
        let element: String
        /// The number of its type.
        let type: Int
        let isPrimitive: Bool
        let isResource: Bool

        fileprivate init(_ name: String, _ element: R4.Element, _ type: R4.ElementType?) {
            self.name = JSONMemberName(name)
            self.element = element.pathName
            let type = type.flatMap { FHIRType.number(named: $0.name) } ?? Member.string
            self.type = type
            isPrimitive = R4.structures[type].kind == .primitiveType
            isResource = R4.structures[type].kind == .resource
        }

        private static let string = FHIRType.number(named: "string") ?? 0
    }

    /// Where the children of one name stand.
    final class Child: Sendable {
        /// One member, or for a choice one for each type.
        let members: [Member]
        let isChoice: Bool
        fileprivate let number: Int
        /// What the names of all members of a choice begin with.
        private let stem: [UInt8]

        fileprivate init(_ members: [Member], _ element: R4.Element) {
            self.members = members
            isChoice = element.isChoice
            number = ChildName.number(of: element.pathName)
            stem = Array(element.pathName.utf8)
        }

        /// The member of a choice that has this name.
        func member(named bytes: UnsafeBufferPointer<UInt8>) -> Member? {
            guard bytes.count > stem.count else { return nil }
            for place in stem.indices where bytes[place] != stem[place] { return nil }
            return members.first { $0.name.isSame(as: bytes) }
        }
    }

    private let children: NumberedSlots<Child>
    private let members: NumberedSlots<Member>

    init(_ structure: R4.Structure) {
        var found: [Child] = []
        for element in structure.elements {
            let members =
                element.isChoice
                ? element.types.map { Member(element.memberName(for: $0), element, $0) }
                : [Member(element.name, element, element.types.first)]
            found.append(Child(members, element))
        }
        children = NumberedSlots(found.map { ($0.number, $0) })
        members = NumberedSlots(
            found.flatMap(\.members).map { member in
                var name = member.name.text
                return (name.withUTF8 { Self.mark($0) }, member)
            })
    }

    /// The children of a name by its number.
    func child(_ number: Int) -> Child? { children.first(number) { $0.number == number } }

    /// The member of a name.
    func member(_ bytes: UnsafeBufferPointer<UInt8>) -> Member? {
        members.first(Self.mark(bytes)) { $0.name.isSame(as: bytes) }
    }

    /// A number by which names are told apart quickly, if not always.
    private static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let first = bytes.first, let last = bytes.last else { return 0 }
        return bytes.count + 7 * Int(first) + 31 * Int(last) + 127 * Int(bytes[bytes.count / 2])
    }
}

/// Things by number, in a table with more slots than things: the first one to try is the number's own.
private struct NumberedSlots<Element: Sendable>: Sendable {
    private let elements: [Element]
    /// One more than the place of an element; 0 for an empty slot.
    private let slots: [UInt16]

    init(_ numbered: [(number: Int, element: Element)]) {
        var size = 4
        while size < 2 * numbered.count + 1 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for (place, numbered) in numbered.enumerated() {
            var slot = numbered.number & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(place + 1)
        }
        self.slots = slots
        elements = numbered.map(\.element)
    }

    /// The first element of a number that is the wanted one.
    func first(_ number: Int, where isWanted: (Element) -> Bool) -> Element? {
        var slot = number & (slots.count - 1)
        while slots[slot] != 0 {
            let element = elements[Int(slots[slot]) - 1]
            if isWanted(element) { return element }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}

/// A step's name, with what is looked up often.
final class ChildName: Sendable {
    let text: String
    /// Its place among the names that elements of R4 have; -1 for any other.
    let number: Int
    /// The number of the type that it names, at the beginning of a path; nil for what begins with a small letter.
    let type: Int?
    let isValue: Bool

    init(_ text: String) {
        self.text = text
        number = Self.numbers[text] ?? -1
        type = text.first?.isUppercase == true ? FHIRType.number(named: text) : nil
        isValue = text == "value"
    }

    static let `extension` = ChildName("extension")
    static let modifierExtension = ChildName("modifierExtension")

    static func number(of text: String) -> Int { numbers[text] ?? -1 }

    private static let numbers = Dictionary(
        uniqueKeysWithValues: Set(R4.structures.flatMap { $0.elements.map(\.pathName) }).sorted().enumerated().map {
            ($1, $0)
        })
}
