// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A set of items by equality.
///
/// Texts, numbers and booleans are found by their hash once there are many; other items are compared one by one.
struct DistinctItems {
    private static let few = 8
    private static let comparisonsInStep = 16

    private enum Key: Hashable {
        case boolean(Bool)
        case string(String)
        case number(PathDecimal)
    }

    private var firstKeys: [Key] = []
    private var keys: Set<Key> = []
    private var others: [PathItem] = []
    private var comparisons = 0

    /// The steps that the comparisons since the last time count as.
    mutating func takeSteps() -> Int {
        defer { comparisons %= Self.comparisonsInStep }
        return comparisons / Self.comparisonsInStep
    }

    /// Takes an item; false where it was there.
    mutating func insert(_ item: PathItem) -> Bool {
        if let key = Self.key(item) {
            guard firstKeys.count == Self.few else {
                guard !firstKeys.contains(key) else { return false }
                firstKeys.append(key)
                return true
            }
            return !firstKeys.contains(key) && keys.insert(key).inserted
        }
        comparisons += others.count
        guard !others.contains(where: { Equality.areEqual($0, item) == true }) else { return false }
        others.append(item)
        return true
    }

    /// Whether an equal item is there.
    mutating func contains(_ item: PathItem) -> Bool {
        if let key = Self.key(item) { return firstKeys.contains(key) || keys.contains(key) }
        comparisons += others.count
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
