// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// How the index answers one condition.
struct ClausePlan {
    /// How to tell whether one version meets the condition.
    indirect enum Test {
        /// It has a row in one of these ranges.
        case rows(RangeMembers)
        case all([Test])
        case any([Test])
        case not(Test)
        /// Only the resource can tell.
        case resource
    }

    let clause: SearchClause
    /// All that meets the condition is in the union of these ranges; nil where the index cannot narrow it.
    var ranges: [IndexRange]?
    /// Whether everything in the ranges meets the condition.
    var isExact: Bool
    var test: Test

    /// A condition whose answer the ranges are, or contain.
    init(_ clause: SearchClause, ranges: [IndexRange], isExact: Bool) {
        self.clause = clause
        self.ranges = ranges
        self.isExact = isExact
        test = isExact ? .rows(RangeMembers(ranges)) : .resource
    }

    /// A condition that names no rows.
    init(_ clause: SearchClause, test: Test = .resource) {
        self.clause = clause
        ranges = nil
        isExact = false
        self.test = test
    }

    /// Whether the index has its rows and cannot tell of one version whether it has one.
    var isUnprobed: Bool { ranges?.contains { !$0.isProbe } ?? false }

    /// Whether all rows stand together in the order of versions, each once.
    var isOrdered: Bool {
        guard let ranges, ranges.count <= 1, isExact else { return false }
        return ranges.first?.isOrdered ?? true
    }
}

extension ClausePlan.Test {
    /// Whether a version meets the condition; nil where only the resource can tell.
    func holds(_ version: Int64, reader: RangeReader) throws -> Bool? {
        switch self {
        case .rows(let members): return try members.holds(version, reader: reader)
        case .not(let test): return try test.holds(version, reader: reader).map { !$0 }
        case .all(let tests):
            var isKnown = true
            for test in tests {
                switch try test.holds(version, reader: reader) {
                case false?: return false
                case nil: isKnown = false
                case true?: continue
                }
            }
            return isKnown ? true : nil
        case .any(let tests):
            var isKnown = true
            for test in tests {
                switch try test.holds(version, reader: reader) {
                case true?: return true
                case nil: isKnown = false
                case false?: continue
                }
            }
            return isKnown ? false : nil
        case .resource: return nil
        }
    }
}
