// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A set of items by equality.
///
/// Texts, numbers and booleans are found by their hash; other items are compared one by one.
struct DistinctItems {
    private enum Key: Hashable {
        case boolean(Bool)
        case string(String)
        case number(PathDecimal)
    }

    private var keys: Set<Key> = []
    private var others: [PathItem] = []

    /// Takes an item; false where it was there.
    mutating func insert(_ item: PathItem) -> Bool {
        if let key = Self.key(item) { return keys.insert(key).inserted }
        guard !others.contains(where: { Equality.areEqual($0, item) == true }) else { return false }
        others.append(item)
        return true
    }

    /// Whether an equal item is there.
    func contains(_ item: PathItem) -> Bool {
        if let key = Self.key(item) { return keys.contains(key) }
        return others.contains { Equality.areEqual($0, item) == true }
    }

    private static func key(_ item: PathItem) -> Key? {
        switch item.systemValue {
        case .boolean(let value): .boolean(value)
        case .string(let text): .string(text)
        case .integer(let number): .number(PathDecimal(number))
        case .decimal(let number): .number(number)
        default: nil
        }
    }
}
