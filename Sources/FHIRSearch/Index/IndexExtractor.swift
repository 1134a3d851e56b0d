// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
package import FHIRModel
internal import FHIRPath

/// Takes the index entries out of a resource: one walk over its members,
/// guided by the ``ParameterCatalog``, and an expression for the few parameters that need one.
package struct IndexExtractor: Sendable {
    /// What is taken out.
    package let catalog: ParameterCatalog
    /// The server's own address: absolute references that start with it are local.
    package let base: String?

    /// An extractor for the parameters of `catalog`.
    package init(catalog: ParameterCatalog = .r4, base: String? = nil) {
        self.catalog = catalog
        self.base = base
    }

    /// The entries of a resource; of these parameters only, where `parameters` is given.
    ///
    /// Parameters that share the rows of others are given with those that keep them, see
    /// ``IndexedParameter/sources``.
    package func entries(of resource: Resource, parameters: Set<Int>? = nil) -> IndexEntries {
        guard let plan = catalog.plans[resource.type] else { return IndexEntries() }
        return entries(of: resource, plan, only: parameters)
    }

    /// Takes the entries of some parameters of one type, and of nothing else, out of many resources.
    ///
    /// - Parameter parameters: those that keep rows; others find nothing.
    package func taking(_ parameters: Set<Int>) -> @Sendable (Resource) -> IndexEntries {
        let plan = ExtractionPlan(among: parameters, catalog.parameters)
        return { resource in entries(of: resource, plan, only: nil) }
    }

    private func entries(of resource: Resource, _ plan: ExtractionPlan, only parameters: Set<Int>?) -> IndexEntries {
        var collector = IndexCollector(base: base, only: parameters, resource: resource.node)
        collector.walk(resource.node, trie: plan.trie)
        for expressed in plan.expressed where parameters?.contains(expressed.parameter.ordinal) ?? true {
            collect(expressed, of: resource, into: &collector)
        }
        collector.finish(plan)
        collector.entries.removeRepetitions()
        for joined in plan.joined where parameters?.contains(joined.parameter) ?? true {
            collector.entries.join(joined)
        }
        return collector.entries
    }

    /// What the text of a reference points to, as the entries tell it.
    package func target(of reference: String) -> ReferenceTarget { ReferenceTarget(reference, base: base) }

    /// A resource on which the expression fails has no value for the parameter.
    private func collect(
        _ expressed: ExtractionPlan.Expressed, of resource: Resource, into collector: inout IndexCollector
    ) {
        var environment = FHIRPathEnvironment(now: Timestamp(microseconds: 0))
        environment.mostSteps = 100_000
        environment.resolve = Self.typed
        guard let node = FHIRNode(resource: resource.node.document),
            let result = try? expressed.expression.evaluate(on: node, environment)
        else { return }
        let parameter = expressed.parameter
        for value in result.values {
            let form = IndexValueForm(
                kind: parameter.kind, usage: parameter.usage, type: value.type, asPresence: false)
            guard let form else { continue }
            let path = IndexExpression.Path(members: [], type: value.type)
            let sink = IndexTrie.Sink(parameter: parameter.ordinal, path: path, form: form, holdsIdentifiers: false)
            if let json = value.json {
                collector.collect(json, for: sink)
            } else {
                collector.collect(text: value.text, for: sink)
            }
        }
    }

    /// A resource that has nothing but its type: as much of a reference's target as its text tells.
    @Sendable private static func typed(_ reference: String) -> FHIRNode? {
        guard case .local(let id) = ReferenceTarget(reference), R4.isResourceType(id.type),
            let document = try? JSONDocument.parse(Array(#"{"resourceType":"\#(id.type)","id":"\#(id.id)"}"#.utf8))
        else { return nil }
        return FHIRNode(resource: document)
    }
}
