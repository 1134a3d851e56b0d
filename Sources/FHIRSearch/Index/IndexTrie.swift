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
    }

    /// A parameter that takes the values found at a node.
    struct Sink: Sendable {
        var parameter: Int
        var path: IndexExpression.Path
        /// The data type's form of value, decided once.
        var form: IndexValueForm
        var holdsIdentifiers: Bool
    }

    private(set) var nodes = [Node()]
    /// Parameters that tell whether an element is there: `false` where nothing was found.
    let presenceParameters: [Int]

    init(_ parameters: [IndexedParameter]) {
        presenceParameters = parameters.filter { $0.paths.contains(where: \.asPresence) }.map(\.ordinal)
        for parameter in parameters {
            for path in parameter.paths {
                guard let form = IndexValueForm(kind: parameter.kind, type: path.type, asPresence: path.asPresence)
                else { continue }
                var node = 0
                for member in path.members {
                    if let branch = nodes[node].branches.first(where: { $0.name == member }) {
                        node = branch.node
                    } else {
                        nodes.append(Node())
                        nodes[node].branches.append(Branch(name: member, node: nodes.count - 1))
                        node = nodes.count - 1
                    }
                }
                nodes[node].sinks.append(
                    Sink(
                        parameter: parameter.ordinal, path: path, form: form,
                        holdsIdentifiers: parameter.holdsIdentifiers))
            }
        }
    }
}

/// How a value of a data type is turned into index entries.
enum IndexValueForm: Sendable {
    case primitiveToken, booleanToken, coding, codeableConcept, identifier, contactPoint, presence
    case dateTime, period, timing
    case reference, canonical
    case plainString, humanName, address

    init?(kind: R4.SearchParameter.Kind, type: String, asPresence: Bool) {
        switch (kind, type) {
        case (.token, _) where asPresence: self = .presence
        case (.token, "boolean"): self = .booleanToken
        case (.token, "Coding"): self = .coding
        case (.token, "CodeableConcept"): self = .codeableConcept
        case (.token, "Identifier"): self = .identifier
        case (.token, "ContactPoint"): self = .contactPoint
        case (.token, "code"), (.token, "id"), (.token, "uri"), (.token, "string"), (.token, "canonical"):
            self = .primitiveToken
        case (.date, "date"), (.date, "dateTime"), (.date, "instant"): self = .dateTime
        case (.date, "Period"): self = .period
        case (.date, "Timing"): self = .timing
        case (.reference, "Reference"): self = .reference
        case (.reference, "canonical"), (.reference, "uri"): self = .canonical
        case (.string, "string"), (.string, "markdown"): self = .plainString
        case (.string, "HumanName"): self = .humanName
        case (.string, "Address"): self = .address
        default: return nil
        }
    }
}
