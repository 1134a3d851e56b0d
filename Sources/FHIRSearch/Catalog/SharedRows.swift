// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Finds parameters that look at the same elements as others do, so that the index keeps those once: `patient` beside
/// `subject`, `combo-code` beside `code` and `component-code`.
enum SharedRows {
    /// Tells each parameter where its rows are.
    static func assign(in parameters: inout [IndexedParameter]) {
        for position in parameters.indices {
            let own = parameters[position]
            guard own.expression == nil, !own.paths.contains(where: \.asPresence) else { continue }
            let wanted = Set(own.paths.map(\.anyTarget))
            let restriction = own.paths.first?.targetType
            guard own.paths.allSatisfy({ $0.targetType == restriction }) else { continue }
            let sources = covering(wanted, of: own, restriction, at: position, among: parameters)
            if let sources { parameters[position].sources = sources }
        }
        // One whose rows were found may have been found to share them itself.
        let first = parameters.first?.ordinal ?? 0
        for position in parameters.indices {
            while let moved = parameters[position].sources.firstIndex(where: { source in
                source.ordinal != parameters[position].ordinal && !parameters[source.ordinal - first].keepsRows
            }) {
                let source = parameters[position].sources.remove(at: moved)
                parameters[position].sources += parameters[source.ordinal - first].sources.map {
                    .init(ordinal: $0.ordinal, targetType: source.targetType ?? $0.targetType)
                }
            }
        }
        // One that begins to keep rows, or ceases to, is indexed in another way than before.
        for position in parameters.indices where !parameters[position].keepsRows {
            parameters[position].definitionHash = ~parameters[position].definitionHash
        }
    }

    /// Parameters that keep rows and together look at exactly these elements.
    private static func covering(
        _ wanted: Set<IndexExpression.Path>, of own: IndexedParameter, _ restriction: String?, at position: Int,
        among parameters: [IndexedParameter]
    ) -> [IndexedParameter.Source]? {
        var missing = wanted
        var sources: [IndexedParameter.Source] = []
        for (other, candidate) in parameters.enumerated() where other != position && candidate.keepsRows {
            guard candidate.isAlike(own), !candidate.paths.contains(where: { $0.targetType != nil }) else { continue }
            let paths = Set(candidate.paths)
            // Of two that look at the same, the one that takes any target or comes first keeps the rows.
            if paths == wanted, restriction == nil, other > position { continue }
            guard paths.isSubset(of: wanted), !paths.isDisjoint(with: missing) else { continue }
            missing.subtract(paths)
            sources.append(.init(ordinal: candidate.ordinal, targetType: restriction))
            if missing.isEmpty { return sources }
        }
        return nil
    }
}

extension IndexedParameter {
    /// Whether both would turn the same element into the same rows.
    fileprivate func isAlike(_ other: IndexedParameter) -> Bool {
        kind == other.kind && usage == other.usage && holdsIdentifiers == other.holdsIdentifiers && expression == nil
            && !paths.contains(where: \.asPresence)
            && components.map { Set($0.paths) } == other.components.map { Set($0.paths) }
            && components.map(\.isOfResource) == other.components.map(\.isOfResource)
    }
}

extension IndexExpression.Path {
    fileprivate var anyTarget: IndexExpression.Path {
        var path = self
        path.targetType = nil
        return path
    }
}
