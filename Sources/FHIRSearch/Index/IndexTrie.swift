// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The member names that the parameters of one resource type look at, as a
/// tree, so that one walk over a resource serves all its parameters.
struct IndexTrie: Sendable {
    struct Branch: Sendable {
        var name: String
        var node: Int
    }

    struct Node: Sendable {
        var branches: [Branch] = []
        var sinks: [Sink] = []
        /// Composites whose elements stand here.
        var composites: [CompositeSink] = []
    }

    /// A parameter that takes the values found at a node; one object, as each value found is handed one.
    final class Sink: Sendable {
        let parameter: Int
        let path: IndexExpression.Path
        /// The data type's form of value, decided once.
        let form: IndexValueForm
        let holdsIdentifiers: Bool

        init(parameter: Int, path: IndexExpression.Path, form: IndexValueForm, holdsIdentifiers: Bool) {
            self.parameter = parameter
            self.path = path
            self.form = form
            self.holdsIdentifiers = holdsIdentifiers
        }
    }

    /// A composite parameter that takes the parts of each element found at a node.
    struct CompositeSink: Sendable {
        var parameter: Int
        /// By component.
        var parts: [(trie: IndexTrie, isOfResource: Bool)]
    }

    private(set) var nodes = [Node()]

    init() {}

    /// The node below another that a member leads to.
    func node(below node: Int, of member: JSONNode) -> Int? {
        for branch in nodes[node].branches.indices where member.hasName(nodes[node].branches[branch].name) {
            return nodes[node].branches[branch].node
        }
        return nil
    }

    /// Adds the places where a parameter's values are.
    mutating func add(_ paths: [IndexExpression.Path], of parameter: IndexedParameter) {
        for path in paths {
            let form = IndexValueForm(
                kind: parameter.kind, usage: parameter.usage, type: path.type, asPresence: path.asPresence)
            guard let form else { continue }
            nodes[node(at: path.members)].sinks.append(
                Sink(
                    parameter: parameter.ordinal, path: path, form: form, holdsIdentifiers: parameter.holdsIdentifiers))
        }
    }

    /// Adds the places where a composite's elements are.
    mutating func add(composite parameter: IndexedParameter, among parameters: [IndexedParameter]) {
        let parts = parameter.components.map { component in
            var trie = IndexTrie()
            if let compared = parameters.first(where: { $0.ordinal == component.ordinal }) {
                trie.add(component.paths, of: compared)
            }
            return (trie: trie, isOfResource: component.isOfResource)
        }
        for path in parameter.paths {
            nodes[node(at: path.members)].composites.append(CompositeSink(parameter: parameter.ordinal, parts: parts))
        }
    }

    private mutating func node(at members: [String]) -> Int {
        var node = 0
        for member in members {
            if let branch = nodes[node].branches.first(where: { $0.name == member }) {
                node = branch.node
            } else {
                nodes.append(Node())
                nodes[node].branches.append(Branch(name: member, node: nodes.count - 1))
                node = nodes.count - 1
            }
        }
        return node
    }
}
