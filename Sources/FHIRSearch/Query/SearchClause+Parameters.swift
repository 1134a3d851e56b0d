// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension SearchQuery {
    /// Whether the results are wanted in the order of recording, or the other way round.
    package var followsKeys: Bool { sort.isEmpty || (sort.count == 1 && sort[0].subject == .lastUpdated) }
}

extension SortKey {
    /// The parameter that is sorted by, if it is one.
    package var ordinal: Int? { if case .parameter(let ordinal) = subject { ordinal } else { nil } }
}

extension SearchClause {
    /// Whether id and time tell it all.
    package var isOfOwnColumns: Bool {
        switch self {
        case .id, .lastUpdated, .referenced: true
        case .parameter, .presence, .reference, .phrase: false
        case .all(let clauses), .any(let clauses): clauses.allSatisfy(\.isOfOwnColumns)
        case .not(let clause): clause.isOfOwnColumns
        }
    }

    /// Whether the resource's id is looked at.
    package var asksForID: Bool {
        switch self {
        case .id, .referenced: true
        case .lastUpdated, .parameter, .presence, .reference, .phrase: false
        case .all(let clauses), .any(let clauses): clauses.contains(where: \.asksForID)
        case .not(let clause): clause.asksForID
        }
    }

    /// Adds the parameters of the resource itself that are looked at.
    package func collectParameters(into found: inout Set<Int>) {
        switch self {
        case .id, .lastUpdated, .referenced, .phrase: break
        case .parameter(let ordinal, _), .presence(let ordinal, _), .reference(let ordinal, _, _):
            found.insert(ordinal)
        case .all(let clauses), .any(let clauses): for clause in clauses { clause.collectParameters(into: &found) }
        case .not(let clause): clause.collectParameters(into: &found)
        }
    }
}
