// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// A version by its keys.
struct VersionPlace: Hashable, Sendable {
    var person: Int64
    var key: Int64
}

/// Rows of the index tables: all of them together.
struct IndexRanges: Sendable {
    /// Rows of `index_text` between two texts, both included.
    struct TextSpan: Sendable {
        var parameter: Int64
        var from: String
        var to: String
        /// The number of the system; -1 for any.
        var system: Int64 = -1
    }

    /// Rows with one of these numbers.
    struct Numbers: Sendable {
        var parameter: Int64
        var values: [Int64]
    }

    private(set) var tokens: [Numbers] = []
    private(set) var targets: [Numbers] = []
    var texts: [TextSpan] = []
    var dates: [IndexBox<Int64>] = []
    var numbers: [IndexBox<Double>] = []
    var versions: [VersionPlace] = []

    /// Nothing.
    init() {}

    init(tokens: [Int64], parameter: Int64) { self.tokens = [Numbers(parameter: parameter, values: tokens)] }

    init(targets: [Int64], parameter: Int64) { self.targets = [Numbers(parameter: parameter, values: targets)] }

    init(texts: [TextSpan]) { self.texts = texts }

    init(versions: [VersionPlace]) { self.versions = versions }

    /// Whether there cannot be a row.
    var isEmpty: Bool { count == 0 }

    /// How many places of tables are meant.
    var count: Int {
        tokens.reduce(0) { $0 + $1.values.count } + targets.reduce(0) { $0 + $1.values.count } + texts.count
            + dates.count + numbers.count + versions.count
    }

    /// The codes that are meant; nil where something else is meant, too.
    var onlyTokens: [Int64]? {
        let values = tokens.flatMap(\.values)
        return values.count == count ? values : nil
    }

    /// Whether the index tells at once if one version has a row, and has the rows of each place in the order of versions.
    var isProbe: Bool { dates.isEmpty && numbers.isEmpty && texts.allSatisfy { $0.from == $0.to } }

    static func += (left: inout IndexRanges, right: IndexRanges) {
        left.tokens.merge(right.tokens)
        left.targets.merge(right.targets)
        left.texts += right.texts
        left.dates += right.dates
        left.numbers += right.numbers
        left.versions += right.versions
    }
}

extension [IndexRanges.Numbers] {
    /// Numbers of one parameter stand together, so that a statement asks for all of them at once.
    fileprivate mutating func merge(_ others: [IndexRanges.Numbers]) {
        for other in others {
            if let place = firstIndex(where: { $0.parameter == other.parameter }) {
                self[place].values += other.values
            } else {
                append(other)
            }
        }
    }
}
