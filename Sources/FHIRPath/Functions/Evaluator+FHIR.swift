// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension Evaluator {
    /// Functions that FHIR adds, and those on types; false where the function is none of them.
    mutating func performForFHIR(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        switch call.function {
        case .type: for place in call.input { push(Self.typeInfo(of: stack[place])) }
        case .is, .as, .ofType: try types(call)
        case .extension:
            guard let url = try string(call.arguments[0], call.focus, scope) else { break }
            for place in call.input { pushExtensions(of: stack[place], url) }
        case .hasValue: push(call.input.count == 1 && stack[call.input.lowerBound].systemValue != nil)
        case .getValue:
            if let item = try single(call.input, call.expression), let value = item.systemValue { push(value) }
        case .resolve: for place in call.input { try resolve(stack[place], call) }
        case .checkModifiers: try checkModifiers(call, scope)
        default: return try performByDefinitions(call, scope)
        }
        return true
    }

    private static func typeInfo(of item: PathItem) -> PathItem {
        guard case .node(let node) = item else { return .typeInfo(namespace: "System", name: item.systemType ?? "Any") }
        return .typeInfo(namespace: "FHIR", name: node.type.name)
    }

    private mutating func types(_ call: Call) throws(FHIRPathFailure) {
        guard case .typeName(let type) = call.arguments[0].kind else { return }
        try type.check(call.arguments[0])
        switch call.function {
        case .is: if let item = try single(call.input, call.expression) { push(type.isTypeOf(item)) }
        case .as: if let item = try single(call.input, call.expression), type.isExactTypeOf(item) { push(item) }
        default: for place in call.input where type.isExactTypeOf(stack[place]) { push(stack[place]) }
        }
    }

    private mutating func pushExtensions(of item: PathItem, _ url: String) {
        guard case .node(let node) = item else { return }
        node.forEachChild(.extension) { child in
            guard let own = child.json?["url"] else { return }
            if own.isText(url) ?? (own.string == url) { stack.append(.node(child)) }
        }
    }

    // MARK: References

    private mutating func resolve(_ item: PathItem, _ call: Call) throws(FHIRPathFailure) {
        var reference: String?
        if case .node(let node) = item, node.type.name == "Reference" {
            reference = node.json?["reference"]?.string
        } else {
            reference = item.string
        }
        guard let reference, !reference.isEmpty else { return }
        try spend(100, call.expression)
        if case .node(let node) = item, let found = node.resolved(reference) { return push(.node(found)) }
        if let found = environment.resolve?(reference) { push(.node(found)) }
    }

    private mutating func checkModifiers(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        var known: Set<String> = []
        for argument in call.arguments { if let url = try string(argument, call.focus, scope) { known.insert(url) } }
        for place in call.input {
            guard case .node(let node) = stack[place] else { continue }
            var unknown: String?
            node.forEachChild(.modifierExtension) { child in
                if let url = child.json?["url"]?.string, !known.contains(url) { unknown = url }
            }
            if let unknown {
                throw FHIRPathFailure(
                    .execution, "The modifier “\(unknown)” is not understood", at: call.expression.offset)
            }
        }
        for place in call.input { push(stack[place]) }
    }
}

extension FHIRNode {
    /// What a reference leads to within the same document: a contained resource, or an entry of the Bundle.
    fileprivate func resolved(_ reference: String) -> FHIRNode? {
        let root = document.root
        if reference.hasPrefix("#") {
            if reference == "#" { return rootResource }
            let container = document.node(at: Int(resource))
            for holder in [container, rootResource?.json].compactMap(\.self) {
                for contained in holder.items("contained")
                where contained["id"]?.string == String(reference.dropFirst()) {
                    return FHIRNode(resource: contained)
                }
            }
            return nil
        }
        guard root["resourceType"]?.string == "Bundle" else { return nil }
        for entry in root.items("entry") {
            guard let held = entry["resource"], let url = entry["fullUrl"]?.string else { continue }
            if url == reference || (!reference.contains(":") && url.hasSuffix("/" + reference)) {
                return FHIRNode(resource: held)
            }
        }
        return nil
    }
}
