// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// How a query names a set of codes.
package enum CodeSetName: Hashable, Sendable {
    /// The members of a ValueSet, by its address or by a reference to it (`:in`).
    case members(of: String)
    /// A code and all that are kinds of it (`:below`).
    case below(system: String, code: String)
    /// A code and all that it is a kind of (`:above`).
    case above(system: String, code: String)
}

/// Tells the codes of a set, or why they cannot be told.
package typealias CodeSetSource = @Sendable (CodeSetName) -> Result<Set<IndexEntries.CodePair>, CareIssue>

/// Codes by sets.
extension SearchQueryParser {
    func codes(_ text: String, name: String, modifier: String, parameter: IndexedParameter)
        throws(CareIssue) -> SearchValue
    {
        let set: CodeSetName
        if modifier == "in" {
            set = .members(of: text.unescapedSearchText)
        } else {
            let pattern = token(text)
            guard case .exactly(let system) = pattern.system, let code = pattern.code else {
                throw invalid(name, "a code with its system as system|code")
            }
            set = modifier == "below" ? .below(system: system, code: code) : .above(system: system, code: code)
        }
        switch codeSets(set) {
        case .success(var codes):
            // Elements of type code name no system; what they hold is of the one that they are bound to.
            if parameter.holdsPlainCodes {
                codes.formUnion(codes.map { IndexEntries.CodePair(system: nil, code: $0.code) })
            }
            return .codes(codes)
        case .failure(let issue):
            throw CareIssue(issue.kind, issue.diagnostics, at: "http.\(name)")
        }
    }
}

extension IndexedParameter {
    /// Whether the values are codes of systems, so that sets of codes can be asked for.
    package var holdsCodes: Bool {
        kind == .token && !holdsIdentifiers
            && paths.contains { ["Coding", "CodeableConcept", "code"].contains($0.type) }
    }

    /// Whether some of the values name no system, for their elements tell it.
    var holdsPlainCodes: Bool { paths.contains { $0.type == "code" } }
}
