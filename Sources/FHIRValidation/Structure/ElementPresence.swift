// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Which elements of a structure an object has.
struct ElementPresence {
    /// For each element the type its member fixes; nil where there is no member.
    private var types: [Int?]
    /// Members that give a choice a second type.
    private(set) var rivals: [(member: JSONNode, element: Int)] = []

    init(_ structure: R4.Structure) {
        types = Array(repeating: nil, count: structure.elements.count)
    }

    mutating func note(_ place: (element: Int, type: Int), _ member: JSONNode) {
        if let type = types[place.element] {
            if type != place.type { rivals.append((member, place.element)) }
        } else {
            types[place.element] = place.type
        }
    }

    func has(_ element: Int) -> Bool { types[element] != nil }
}
