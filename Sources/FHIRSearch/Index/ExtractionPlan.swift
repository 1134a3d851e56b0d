// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRPath

/// How the index entries of one resource type are found.
struct ExtractionPlan: Sendable {
    /// A parameter whose values only an expression can find.
    struct Expressed: Sendable {
        var parameter: IndexedParameter
        var expression: FHIRPathExpression
    }

    /// A parameter that joins what others found.
    struct Joined: Sendable {
        var parameter: Int
        /// The parameters that keep the rows of its code.
        var codes: [Int]
        /// The parameters that keep the rows of its time.
        var times: [Int]
    }

    /// What one walk finds.
    let trie: IndexTrie
    let expressed: [Expressed]
    let joined: [Joined]
    /// Parameters that tell whether an element is there: `false` where nothing was found.
    let presenceParameters: [Int]

    init(_ parameters: [IndexedParameter]) { self.init(parameters, among: parameters) }

    /// A plan for some parameters only.
    init(among ordinals: Set<Int>, _ all: [IndexedParameter]) {
        let wanted = ordinals.sorted().map { all[$0] }
        self.init(wanted, among: wanted + wanted.flatMap { $0.components.map { all[$0.ordinal] } })
    }

    private init(_ parameters: [IndexedParameter], among others: [IndexedParameter]) {
        var trie = IndexTrie()
        for parameter in parameters where parameter.keepsRows && !parameter.isJoined {
            if parameter.kind == .composite {
                trie.add(composite: parameter, among: others)
            } else {
                trie.add(parameter.paths, of: parameter)
            }
        }
        self.trie = trie
        expressed = parameters.compactMap { parameter in
            parameter.expression.map { Expressed(parameter: parameter, expression: $0) }
        }
        joined = parameters.filter(\.isJoined).map { parameter in
            let sources = parameter.components.map { component in
                others.first { $0.ordinal == component.ordinal }?.sources.map(\.ordinal) ?? []
            }
            return Joined(parameter: parameter.ordinal, codes: sources[0], times: sources[1])
        }
        presenceParameters = parameters.filter { $0.paths.contains(where: \.asPresence) }.map(\.ordinal)
    }
}
