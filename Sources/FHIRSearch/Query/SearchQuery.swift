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

/// One condition on a resource.
package indirect enum SearchClause: Sendable, Equatable {
    /// It has one of these logical ids.
    case id([String])
    /// Its version was recorded in one of these times.
    case lastUpdated([PeriodPattern])
    /// One of its values of a parameter, by ordinal, meets one of these.
    case parameter(Int, [SearchValue])
    /// It has a value of a parameter, or has none.
    case presence(Int, isThere: Bool)
    /// A reference of a parameter leads to a resource of a type that meets a condition.
    case reference(Int, to: String, SearchClause)
    /// A resource of a type, whose reference of a parameter leads to it, meets a condition.
    case referenced(from: String, by: Int, SearchClause)
    /// These words stand next to each other in a part of its texts.
    case phrase(FoldedWords, in: TextPart)
    case all([SearchClause])
    case any([SearchClause])
    case not(SearchClause)
}

/// One alternative of a condition.
package enum SearchValue: Sendable, Equatable {
    /// A code or identifier.
    case token(TokenPattern)
    /// One of these codes.
    case codes(Set<IndexEntries.CodePair>)
    /// Folded words at the start of a code's text, or at the start of a word in it.
    case wording(String)
    /// An identifier of a type.
    case typedIdentifier(type: TokenPattern, value: String)
    /// A period of time and how to compare with it.
    case period(PeriodPattern)
    /// One of these targets.
    case reference([ReferenceTarget])
    /// What a reference names instead of an address.
    case referenceIdentifier(TokenPattern)
    /// The folded beginning of a text.
    case textPrefix(String)
    /// The whole text as it is written.
    case textExactly(String)
    /// A folded part of a text.
    case textPart(String)
    /// The whole text, folded.
    case textEqual(String)
    /// The folded end of a text.
    case textEnd(String)
    case number(NumberPattern)
    case quantity(QuantityPattern)
    case uri(URIPattern)
    /// Within a distance of a place.
    case near(NearPattern)
    /// By component.
    case composite([SearchValue])
}

/// `system|code`, `|code`, `system|` or `code`.
package struct TokenPattern: Sendable, Hashable {
    /// The system a code must come from.
    package enum System: Sendable, Hashable {
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

/// One key of a sort order.
package struct SortKey: Sendable, Equatable {
    /// What results are sorted by.
    package enum Subject: Sendable, Equatable {
        /// The logical id.
        case id
        /// The time of the version.
        case lastUpdated
        /// An indexed parameter, by ordinal.
        case parameter(Int)
    }

    package var subject: Subject
    package var descending: Bool

    /// A key; see the members.
    package init(_ subject: Subject, descending: Bool) {
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
    /// Also for what other includes have brought along.
    package var iterates: Bool

    /// An include; see the members.
    package init(parameter: Int, targetType: String?, reverse: Bool, iterates: Bool = false) {
        self.parameter = parameter
        self.targetType = targetType
        self.reverse = reverse
        self.iterates = iterates
    }
}

extension SearchQuery {
    /// The parameters, by ordinal, that the conditions and the order look at, linked resources' included.
    package var parameters: Set<Int> {
        var found: Set<Int> = []
        for clause in clauses { clause.collectAllParameters(into: &found) }
        for key in sort { if case .parameter(let ordinal) = key.subject { found.insert(ordinal) } }
        return found
    }

    /// Whether conditions look at other resources than those they are asked of.
    package var followsLinks: Bool { clauses.contains(where: \.followsLinks) }
}

extension SearchClause {
    fileprivate var followsLinks: Bool {
        switch self {
        case .id, .lastUpdated, .phrase, .parameter, .presence: false
        case .reference, .referenced: true
        case .all(let clauses), .any(let clauses): clauses.contains(where: \.followsLinks)
        case .not(let clause): clause.followsLinks
        }
    }

    /// The parameters of linked resources too, which ``collectParameters(into:)`` leaves out.
    fileprivate func collectAllParameters(into found: inout Set<Int>) {
        switch self {
        case .id, .lastUpdated, .phrase: break
        case .parameter(let ordinal, _), .presence(let ordinal, _): found.insert(ordinal)
        case .reference(let ordinal, _, let clause), .referenced(_, let ordinal, let clause):
            found.insert(ordinal)
            clause.collectAllParameters(into: &found)
        case .all(let clauses), .any(let clauses): for clause in clauses { clause.collectAllParameters(into: &found) }
        case .not(let clause): clause.collectAllParameters(into: &found)
        }
    }
}
