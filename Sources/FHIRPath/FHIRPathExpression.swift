// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// A FHIRPath expression (N1, 2.0.0, with the functions of FHIR R4), read once and asked of many resources.
package struct FHIRPathExpression: Sendable {
    /// The expression as it was written.
    package let text: String
    private let root: Expression

    /// Reads an expression.
    ///
    /// - Throws: a failure of kind ``FHIRPathFailure/Kind/syntax``, or ``FHIRPathFailure/Kind/semantic`` for functions that
    ///   there are not.
    package init(_ text: String) throws(FHIRPathFailure) {
        self.text = text
        root = try Parser.expression(text)
    }

    private init(_ root: Expression, of text: String) {
        self.text = text
        self.root = root
    }

    /// The last step, where it is the name of a child, and the path before it, nil where there is none.
    var lastStep: (path: FHIRPathExpression?, name: String)? {
        guard case .member(let parent, let name) = root.kind else { return nil }
        return (parent.map { FHIRPathExpression($0, of: text) }, name.text)
    }

    /// Checks that resources of a type can have what the expression asks for.
    ///
    /// - Throws: a failure of kind ``FHIRPathFailure/Kind/semantic``.
    package func check(on type: String) throws(FHIRPathFailure) {
        guard let type = FHIRType.named(type) else { throw FHIRPathFailure(.semantic, "There is no type “\(type)”") }
        try StaticCheck.check(root, on: type)
    }

    /// Asks a node.
    ///
    /// - Parameter node: what the path begins at; nil for expressions that need nothing.
    package func evaluate(
        on node: FHIRNode?, _ environment: FHIRPathEnvironment
    ) throws(FHIRPathFailure) -> FHIRPathResult {
        var stepsLeft = environment.mostSteps
        return try evaluate(on: node, environment, stepsLeft: &stepsLeft)
    }

    /// Asks a node as one of many questions that share what they may cost.
    ///
    /// - Parameter stepsLeft: how many steps may be taken; lowered by those that were.
    package func evaluate(
        on node: FHIRNode?, _ environment: FHIRPathEnvironment, stepsLeft: inout Int
    ) throws(FHIRPathFailure) -> FHIRPathResult {
        FHIRPathResult(try Evaluator.items(root, of: node.map { .node($0) }, environment, stepsLeft: &stepsLeft))
    }
}

extension FHIRPathResult {
    /// Number of items.
    package var count: Int { items.count }

    /// Whether the expression, as a condition, holds: nil where it gave nothing, an error where it gave several items.
    package func condition() throws(FHIRPathFailure) -> Bool? {
        guard items.count <= 1 else {
            throw FHIRPathFailure(.execution, "The condition gave \(items.count) items")
        }
        return items.first.map { $0.boolean ?? true }
    }

    /// The elements among the items.
    package var nodes: [FHIRNode] {
        items.compactMap { item in if case .node(let node) = item { node } else { nil } }
    }

    /// Each item's type with its JSON, where it stands in a resource, and its text, where it has one.
    package var values: [(type: String, json: JSONNode?, text: String)] {
        items.map { item in
            if case .node(let node) = item { return (node.type.name, node.json, item.text ?? "") }
            let name = item.systemType ?? ""
            return (name.prefix(1).lowercased() + name.dropFirst(), nil, item.text ?? "")
        }
    }

    /// Each item's type and text: `string`, `Peter`; complex elements as their JSON.
    package var lines: [(type: String, text: String)] {
        items.map { item in
            switch item {
            case .node(let node):
                return (
                    node.type.name,
                    item.text ?? node.quantity?.text ?? node.json.map { String(decoding: $0.bytes, as: UTF8.self) }
                        ?? ""
                )
            case .typeInfo(let namespace, let name): return ("System.SimpleTypeInfo", namespace + "." + name)
            default:
                let name = item.systemType ?? ""
                return (name.prefix(1).lowercased() + name.dropFirst(), item.text ?? "")
            }
        }
    }
}
