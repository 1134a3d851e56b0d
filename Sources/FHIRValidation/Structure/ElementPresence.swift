// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Which elements of a structure an object has, and which types its choices have taken.
struct ElementPresence {
    /// Whether each element is there; empty where only choices are watched.
    private var isThere: [Bool]
    /// Most objects have one choice at most: a list is made for the further ones alone.
    private var firstChoice: (element: Int, type: Int)?
    private var furtherChoices: [(element: Int, type: Int)] = []

    init(_ structure: R4.Structure, isComplete: Bool) {
        isThere = isComplete ? Array(repeating: false, count: structure.elements.count) : []
    }

    /// Notes a member; false where it gives a choice a second type.
    mutating func note(_ place: (element: Int, type: Int), isChoice: Bool) -> Bool {
        if !isThere.isEmpty { isThere[place.element] = true }
        guard isChoice else { return true }
        guard let first = firstChoice else {
            firstChoice = place
            return true
        }
        if first.element == place.element { return first.type == place.type }
        if let other = furtherChoices.first(where: { $0.element == place.element }) { return other.type == place.type }
        furtherChoices.append(place)
        return true
    }

    func has(_ element: Int) -> Bool { isThere[element] }
}
