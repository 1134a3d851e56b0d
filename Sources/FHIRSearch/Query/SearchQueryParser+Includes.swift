// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension ParameterCatalog {
    /// For each type the references that may lead to it, as `_revinclude` names them.
    package var referencesByTarget: [String: [String]] {
        var found: [String: [String]] = [:]
        for parameter in parameters where parameter.kind == .reference {
            for target in parameter.targets {
                found[target, default: []].append("\(parameter.resourceType):\(parameter.code)")
            }
        }
        return found
    }
}

extension SearchQueryParser {
    /// The includes of one parameter: several where it has a wildcard.
    func includes(_ text: String, named name: String, _ type: String) throws(CareIssue) -> [SearchInclude] {
        let reverse = name.hasPrefix("_revinclude")
        let iterates = name.hasSuffix(":iterate") || name.hasSuffix(":recurse")
        if text == "*" {
            return reverse
                ? everyReference(to: type, iterates: iterates)
                : references(of: type).map {
                    SearchInclude(parameter: $0.ordinal, targetType: nil, reverse: false, iterates: iterates)
                }
        }
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 2 || parts.count == 3, reverse || iterates || parts[0] == type else {
            let source = reverse ? "SourceType" : type
            throw invalid(name, "\(source):parameter, \(source):parameter:TargetType or *")
        }
        guard R4.isResourceType(parts[0]) else { throw invalid(name, "the name of a resource type first") }
        if parts[1] == "*" {
            return references(of: parts[0]).map {
                SearchInclude(
                    parameter: $0.ordinal, targetType: parts.count == 3 ? parts[2] : reverse ? type : nil,
                    reverse: reverse, iterates: iterates)
            }
        }
        guard let parameter = catalog.parameter(parts[1], for: parts[0]), parameter.kind == .reference else {
            let names = references(of: parts[0]).map(\.code)
            throw CareIssue(
                .notSupported,
                "That is no reference parameter of \(parts[0]); it has: \(names.joined(separator: ", "))",
                at: "http.\(name)")
        }
        let target = parts.count == 3 ? parts[2] : reverse && !iterates ? type : nil
        if let target, !parameter.targets.contains(target) {
            throw invalid(
                name, "as target of \(parts[0]):\(parts[1]) one of \(parameter.targets.joined(separator: ", "))")
        }
        return [
            SearchInclude(parameter: parameter.ordinal, targetType: target, reverse: reverse, iterates: iterates)
        ]
    }

    /// The reference parameters of a type that keep rows of their own; the others lead to the same resources.
    private func references(of type: String) -> [IndexedParameter] {
        catalog.parameters(for: type).filter { $0.kind == .reference && $0.keepsRows }
    }

    private func everyReference(to type: String, iterates: Bool) -> [SearchInclude] {
        R4.resourceTypes.flatMap { source in
            references(of: source).filter { $0.targets.contains(type) }.map {
                SearchInclude(parameter: $0.ordinal, targetType: type, reverse: true, iterates: iterates)
            }
        }
    }
}
