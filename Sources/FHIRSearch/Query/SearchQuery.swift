// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// A search as a value: no SQL, no text left to parse.
package struct SearchQuery: Sendable, Equatable {
    /// The type that is searched.
    package var resourceType: String
    /// All of these must hold.
    package var clauses: [SearchClause]
    /// Order of the results, most significant first; empty for the store's own order.
    package var sort: [SortKey]
    /// What else the answer brings along.
    package var includes: [SearchInclude]
    /// Most matches on a page.
    package var count: Int
    /// Whether the number of all matches is asked for.
    package var wantsTotal: Bool
    /// Whether only that number is asked for (`_summary=count`).
    package var onlyTotal: Bool

    /// A search of everything of a type.
    package init(
        resourceType: String, clauses: [SearchClause] = [], sort: [SortKey] = [], includes: [SearchInclude] = [],
        count: Int = 50, wantsTotal: Bool = false, onlyTotal: Bool = false
    ) {
        self.resourceType = resourceType
        self.clauses = clauses
        self.sort = sort
        self.includes = includes
        self.count = count
        self.wantsTotal = wantsTotal
        self.onlyTotal = onlyTotal
    }
}

/// One condition: any of its values must match.
package struct SearchClause: Sendable, Equatable {
    /// What is compared.
    package enum Subject: Sendable, Equatable {
        /// The logical id.
        case id
        /// The time of the version.
        case lastUpdated
        /// An indexed parameter, by ordinal.
        case parameter(Int)
    }

    package var subject: Subject
    package var values: [SearchValue]

    /// A condition; see the members.
    package init(_ subject: Subject, _ values: [SearchValue]) {
        self.subject = subject
        self.values = values
    }
}

/// One alternative of a condition.
package enum SearchValue: Sendable, Equatable {
    /// A logical id.
    case id(String)
    /// A code or identifier.
    case token(TokenPattern)
    /// A period of time and how to compare with it.
    case period(PeriodPattern)
    /// One of these targets.
    case reference([ReferenceTarget])
    /// The folded beginning of a text.
    case textPrefix(String)
    /// The whole text, folded.
    case textExactly(String)
}

/// `system|code`, `|code`, `system|` or `code`.
package struct TokenPattern: Sendable, Equatable {
    /// The system a code must come from.
    package enum System: Sendable, Equatable {
        case any, none
        case exactly(String)
    }

    package var system: System
    /// nil for any code of the system.
    package var code: String?

    /// A pattern; see the members.
    package init(system: System, code: String?) {
        self.system = system
        self.code = code
    }

    /// Whether a token matches.
    package func matches(system other: String?, code otherCode: String) -> Bool {
        if let code, code != otherCode { return false }
        switch system {
        case .any: return true
        case .none: return other == nil
        case .exactly(let wanted): return other == wanted
        }
    }
}

/// A period from a query with its prefix, in microseconds since 1970.
package struct PeriodPattern: Sendable, Equatable {
    /// FHIR's comparison prefixes.
    package enum Comparison: String, Sendable, CaseIterable {
        case eq, ne, gt, lt, ge, le, sa, eb, ap
    }

    package var comparison: Comparison
    package var low: Int64
    package var high: Int64

    /// A pattern; see the members.
    package init(_ comparison: Comparison, low: Int64, high: Int64) {
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

/// One key of a sort order.
package struct SortKey: Sendable, Equatable {
    package var subject: SearchClause.Subject
    package var descending: Bool

    /// A key; see the members.
    package init(_ subject: SearchClause.Subject, descending: Bool) {
        self.subject = subject
        self.descending = descending
    }
}

/// `_include` or `_revinclude`: resources that an answer brings along.
package struct SearchInclude: Sendable, Equatable {
    /// The reference parameter, by ordinal.
    package var parameter: Int
    /// Only targets of this type, where given.
    package var targetType: String?
    /// From target to source instead of from source to target.
    package var reverse: Bool

    /// An include; see the members.
    package init(parameter: Int, targetType: String?, reverse: Bool) {
        self.parameter = parameter
        self.targetType = targetType
        self.reverse = reverse
    }
}
