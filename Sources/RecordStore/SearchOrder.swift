// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
package import FHIRModel
package import FHIRSearch

/// What a result is sorted by.
package enum SortValue: Sendable, Hashable, Comparable {
    case integer(Int64)
    case number(Double)
    /// Compared by its bytes in UTF-8.
    case text(String)

    package static func == (left: SortValue, right: SortValue) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        default: false
        }
    }

    package static func < (left: SortValue, right: SortValue) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        // One key has values of one kind.
        case (.integer, _): true
        case (_, .integer): false
        case (.number, _): true
        case (_, .number): false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
        }
    }
}

/// The order of search results: by the sort keys, results without a value last, then by version key in the direction of
/// the first key.
///
/// Every store follows it, so pages never overlap, and what was recorded at one moment is in the order of recording.
package struct SearchOrder: Sendable {
    private let keys: [SortKey]

    /// The order of these keys, most significant first.
    package init(_ keys: [SortKey]) { self.keys = keys }

    /// Whether a result comes before another.
    package func precedes(_ left: SearchPlace, _ right: SearchPlace) -> Bool {
        if left.isBeginning || right.isBeginning { return !right.isBeginning }
        for (position, key) in keys.enumerated() {
            switch (left.values[position], right.values[position]) {
            case (nil, nil): continue
            case (nil, _): return false
            case (_, nil): return true
            case (let a?, let b?): if a != b { return key.descending ? a > b : a < b }
            }
        }
        return keys.first?.descending ?? false ? left.key > right.key : left.key < right.key
    }

    /// The values that a resource is sorted by: the first of each parameter ascending, the last descending.
    package func values(of subject: some SearchSubject, in catalog: ParameterCatalog) -> [SortValue?] {
        keys.map { key in
            switch key.subject {
            case .id: return .text(subject.id)
            case .lastUpdated: return .integer(subject.lastUpdated.microseconds)
            case .parameter(let ordinal):
                let own = subject.entries.sortValues(of: catalog.parameters[ordinal])
                return key.descending ? own.max() : own.min()
            }
        }
    }
}

/// Where a result stands in an order.
package struct SearchPlace: Hashable, Sendable {
    /// By sort key; nil where it has none.
    package var values: [SortValue?]
    /// The version key.
    package var key: Int64

    /// A place; see the members.
    package init(values: [SortValue?], key: Int64) {
        self.values = values
        self.key = key
    }

    /// Before every result in every order, for who wants the first page of a given state.
    package static let beginning = SearchPlace(values: [], key: .min)

    /// Whether it is before every result.
    package var isBeginning: Bool { key == .min && values.isEmpty }
}

extension IndexEntries {
    /// All that a resource could be sorted by: starts of periods, lower ends of amounts, codes, folded texts, references.
    package func sortValues(of parameter: IndexedParameter) -> [SortValue] {
        parameter.sources.flatMap { source -> [SortValue] in
            let own = source.ordinal
            switch parameter.kind {
            case .date: return periods.filter { $0.parameter == own }.map { .integer($0.low) }
            case .number: return numbers.filter { $0.parameter == own }.map { .number($0.low) }
            case .quantity: return quantities.filter { $0.parameter == own }.map { .number($0.measure.low) }
            case .string: return texts.filter { $0.parameter == own }.map { .text($0.folded) }
            case .token, .uri:
                return (tokens + identifiers).filter { $0.parameter == own }.map { .text($0.code) }
            case .reference:
                return references.filter { $0.parameter == own && source.accepts($0.target) }.map {
                    .text($0.target.sortText)
                }
            case .composite, .special: return []
            }
        }
    }
}

extension ReferenceTarget {
    /// `Patient/12`, or the address elsewhere.
    package var sortText: String {
        switch self {
        case .local(let id): id.reference
        case .contained(let text), .external(let text): text
        }
    }
}
