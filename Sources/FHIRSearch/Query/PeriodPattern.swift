// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// FHIR's comparison prefixes.
package enum SearchComparison: String, Sendable, CaseIterable {
    case eq, ne, gt, lt, ge, le, sa, eb, ap
}

/// A period from a query with its prefix, in microseconds since 1970.
package struct PeriodPattern: Sendable, Equatable {
    package var comparison: SearchComparison
    package var low: Int64
    package var high: Int64

    /// A pattern; see the members.
    package init(_ comparison: SearchComparison, low: Int64, high: Int64) {
        self.comparison = comparison
        self.low = low
        self.high = high
    }

    /// Whether a period matches, as R4 section 3.1.1.4.7 defines it: `eq` is
    /// containment, not overlap.
    package func matches(low other: Int64, high otherHigh: Int64) -> Bool {
        let contained = low <= other && otherHigh <= high
        switch comparison {
        case .eq: return contained
        case .ne: return !contained
        case .gt: return otherHigh > high
        case .lt: return other < low
        case .ge: return otherHigh > high || contained
        case .le: return other < low || contained
        case .sa: return other >= high
        case .eb: return otherHigh <= low
        case .ap: return other < high && otherHigh > low
        }
    }
}
