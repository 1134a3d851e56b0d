// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRSearch

/// The order of search results: by sort value, results without one last, then by version key in the same direction.
///
/// Every store follows it, so pages never overlap, and what was recorded at one moment is in the order of recording.
package enum SearchOrder {
    /// Whether a result comes before another.
    package static func precedes(
        _ left: (value: Int64?, key: Int64), _ right: (value: Int64?, key: Int64), descending: Bool
    ) -> Bool {
        switch (left.value, right.value) {
        case (nil, nil): return descending ? left.key > right.key : left.key < right.key
        case (nil, _): return false
        case (_, nil): return true
        case (let a?, let b?):
            if a != b { return descending ? a > b : a < b }
            return descending ? left.key > right.key : left.key < right.key
        }
    }

    /// The value a resource is sorted by: the start of its first period
    /// ascending, of its last descending; nil where it has none.
    package static func value(for key: SortKey, lastUpdated: Int64, entries: IndexEntries) -> Int64? {
        switch key.subject {
        case .id: return nil
        case .lastUpdated: return lastUpdated
        case .parameter(let ordinal):
            let own = entries.periods.lazy.filter { $0.parameter == ordinal }
            return key.descending ? own.map(\.low).max() : own.map(\.low).min()
        }
    }
}
