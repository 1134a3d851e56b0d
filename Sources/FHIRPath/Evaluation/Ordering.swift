// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Which of two items comes first.
enum Ordering {
    /// -1, 0 or 1; nil where it cannot be told, as with dates of different precision.
    static func compare(
        _ left: PathItem, _ right: PathItem, _ expression: Expression
    ) throws(FHIRPathFailure) -> Int? {
        if let first = left.quantity, let second = right.quantity { return first.compared(to: second) }
        if let first = left.number, let second = right.number { return first == second ? 0 : first < second ? -1 : 1 }
        if let first = left.string, let second = right.string { return compare(first, second) }
        if let first = left.moment, let second = right.moment { return first.compared(to: second) }
        if case .time(let first)? = left.systemValue, case .time(let second)? = right.systemValue {
            return first.compared(to: second)
        }
        // A primitive without a value has no place in an order.
        guard left.systemValue != nil, right.systemValue != nil else { return nil }
        throw FHIRPathFailure(.execution, "These two are of types that have no common order", at: expression.offset)
    }

    /// By the numbers of the characters.
    static func compare(_ left: String, _ right: String) -> Int {
        if left == right { return 0 }
        return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
    }
}
