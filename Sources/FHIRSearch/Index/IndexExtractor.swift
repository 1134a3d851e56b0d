// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// Takes the index entries out of a resource: one walk over its members,
/// guided by the ``ParameterCatalog``.
package struct IndexExtractor: Sendable {
    private let catalog: ParameterCatalog
    /// The server's own address: absolute references that start with it are local.
    private let base: String?

    /// An extractor for the parameters of `catalog`.
    package init(catalog: ParameterCatalog = .r4, base: String? = nil) {
        self.catalog = catalog
        self.base = base
    }

    /// The entries of a resource; of one parameter only, where `parameter` is given.
    package func entries(of resource: Resource, parameter: Int? = nil) -> IndexEntries {
        guard let trie = catalog.tries[resource.type] else { return IndexEntries() }
        var collector = IndexCollector(base: base, only: parameter)
        walk(resource.node, trie: trie, node: trie.nodes[0], into: &collector)
        collector.finish(trie)
        collector.entries.removeRepetitions()
        return collector.entries
    }

    /// What the text of a reference points to, as the entries tell it.
    package func target(of reference: String) -> ReferenceTarget { ReferenceTarget(reference, base: base) }

    private func walk(_ object: JSONNode, trie: IndexTrie, node: IndexTrie.Node, into collector: inout IndexCollector) {
        for sink in node.sinks { collector.collect(object, for: sink) }
        guard !node.branches.isEmpty, object.isObject else { return }
        for member in object.children {
            guard let branch = node.branches.first(where: { member.hasName($0.name) }) else { continue }
            let next = trie.nodes[branch.node]
            for value in member.itemsOfSelf { walk(value, trie: trie, node: next, into: &collector) }
        }
    }
}
