// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// When items and collections are the same, and when they mean the same.
enum Equality {
    // MARK: Collections

    /// Whether two collections have equal items in the same order; nil where one is empty or it cannot be told.
    static func areEqual(_ left: ArraySlice<PathItem>, _ right: ArraySlice<PathItem>) -> Bool? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        guard left.count == right.count else { return false }
        var isKnown = true
        for (first, second) in zip(left, right) {
            switch areEqual(first, second) {
            case false?: return false
            case nil: isKnown = false
            case true?: break
            }
        }
        return isKnown ? true : nil
    }

    /// Whether two collections have items that mean the same, in whatever order.
    static func areEquivalent(_ left: ArraySlice<PathItem>, _ right: ArraySlice<PathItem>) -> Bool {
        guard left.count == right.count else { return false }
        var remaining = Array(right)
        for item in left {
            guard let match = remaining.firstIndex(where: { areEquivalent(item, $0) }) else { return false }
            remaining.remove(at: match)
        }
        return true
    }

    // MARK: Items

    /// Whether two items are equal; nil where it cannot be told, as with dates of different precision.
    static func areEqual(_ left: PathItem, _ right: PathItem) -> Bool? {
        switch (left, right) {
        case (.node(let node), .string(let text)), (.string(let text), .node(let node)):
            if let isEqual = node.isText(text) { return isEqual }
        case (.string(let one), .string(let other)): return one == other
        default: break
        }
        if let first = left.quantity, let second = right.quantity { return first.isEqual(to: second) }
        guard let first = left.systemValue, let second = right.systemValue else {
            guard case .node(let one) = left, case .node(let other) = right else { return false }
            return one.isSame(as: other)
        }
        switch (first, second) {
        case (.boolean(let one), .boolean(let other)): return one == other
        case (.string(let one), .string(let other)): return one == other
        case (.integer(let one), .integer(let other)): return one == other
        case (.time(let one), .time(let other)): return one.compared(to: other).map { $0 == 0 }
        case (.typeInfo(let space, let name), .typeInfo(let otherSpace, let otherName)):
            return space == otherSpace && name == otherName
        default:
            if let one = first.number, let other = second.number { return one == other }
            if let one = first.moment, let other = second.moment { return one.compared(to: other).map { $0 == 0 } }
            return false
        }
    }

    /// Whether two items mean the same.
    static func areEquivalent(_ left: PathItem, _ right: PathItem) -> Bool {
        if let first = left.quantity, let second = right.quantity { return first.isEquivalent(to: second) }
        guard let first = left.systemValue, let second = right.systemValue else {
            guard case .node(let one) = left, case .node(let other) = right else { return false }
            return one.isSimilar(to: other)
        }
        switch (first, second) {
        case (.string(let one), .string(let other)): return folded(one) == folded(other)
        case (.time(let one), .time(let other)):
            return one.precisionForEquivalence == other.precisionForEquivalence && one.compared(to: other) == 0
        default:
            if let one = first.number, let other = second.number {
                let places = min(one.scale, other.scale)
                return one.rounded(to: places) == other.rounded(to: places)
            }
            if let one = first.moment, let other = second.moment {
                return one.precisionForEquivalence == other.precisionForEquivalence && one.compared(to: other) == 0
            }
            return areEqual(first, second) ?? false
        }
    }

    /// A text without differences of case and of blanks.
    static func folded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}

extension PathMoment {
    /// Seconds and their decimals are one precision.
    fileprivate var precisionForEquivalence: Precision { precision == .fraction ? .second : precision }
}

extension FHIRNode {
    /// Whether it is a primitive that equals a text; nil where its bytes do not tell.
    fileprivate func isText(_ text: String) -> Bool? { type.system == .string ? json?.isText(text) : nil }

    /// Whether two elements have the same content, whatever the order of their members.
    fileprivate func isSame(as other: FHIRNode) -> Bool {
        func same(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
            guard let left, let right else { return left == nil && right == nil }
            return left.isSame(as: right)
        }
        return same(json, other.json) && same(siblingJSON, other.siblingJSON)
    }

    /// Whether two elements mean the same: texts folded, items in whatever order, ids of elements left out.
    fileprivate func isSimilar(to other: FHIRNode) -> Bool {
        guard let json, let otherJSON = other.json else { return json == nil && other.json == nil }
        return json.isSimilar(to: otherJSON)
    }
}

extension JSONNode {
    fileprivate func isSimilar(to other: JSONNode) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .object:
            let names = Set(children.compactMap(\.name)).subtracting(["id"])
            guard names == Set(other.children.compactMap(\.name)).subtracting(["id"]) else { return false }
            return names.allSatisfy { name in
                guard let one = self[dynamic: name], let two = other[dynamic: name] else { return false }
                return one.isSimilar(to: two)
            }
        case .array:
            guard count == other.count else { return false }
            var remaining = Array(other.children)
            for child in children {
                guard let match = remaining.firstIndex(where: { child.isSimilar(to: $0) }) else { return false }
                remaining.remove(at: match)
            }
            return true
        case .string: return Equality.folded(string ?? "") == Equality.folded(other.string ?? "")
        case .number, .true, .false, .null: return isSame(as: other)
        }
    }
}
