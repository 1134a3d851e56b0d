// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Which elements of a structure an object has, and which types its choices have taken.
struct ElementPresence {
    /// Whether each element is there; empty where only choices are watched.
    private var isThere: [Bool]
    /// The elements, one bit each, that have their first type: the only one of those that are no choice.
    private var first: UInt128 = 0
    /// Most objects have one choice of a further type at most: a list is made for more alone.
    private var further: (element: Int, type: Int)?
    private var othersFurther: [(element: Int, type: Int)] = []

    init(_ structure: R4.Structure, isComplete: Bool) {
        isThere = isComplete ? Array(repeating: false, count: structure.elements.count) : []
    }

    /// Notes a member; false where it gives a choice a second type.
    mutating func note(_ place: (element: Int, type: Int)) -> Bool {
        if !isThere.isEmpty { isThere[place.element] = true }
        // No structure of R4 has so many elements that two would share a bit.
        let bit: UInt128 = 1 &<< UInt128(truncatingIfNeeded: place.element)
        guard place.type > 0 else {
            first |= bit
            return typeTaken(by: place.element) == nil
        }
        guard first & bit == 0 else { return false }
        if let type = typeTaken(by: place.element) { return type == place.type }
        if further == nil { further = place } else { othersFurther.append(place) }
        return true
    }

    /// The type behind the first that an element has, if it has one.
    private func typeTaken(by element: Int) -> Int? {
        guard let further else { return nil }
        if further.element == element { return further.type }
        return othersFurther.first { $0.element == element }?.type
    }

    func has(_ element: Int) -> Bool { isThere[element] }
}
