// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
internal import FHIRPath

/// A search parameter that a store has beside those of R4: what an active SearchParameter resource defines.
package struct CustomParameter: Sendable {
    /// Its name in a query.
    package let code: String
    /// The address of the definition.
    package let url: String
    /// How its values are compared.
    package let kind: R4.SearchParameter.Kind
    /// The resource types that have it.
    package let types: [String]
    /// What a reference may point to.
    package let targets: [String]
    /// What it selects, by resource type.
    private let expressions: [String: String]

    private static let longestCode = 64

    /// Reads a SearchParameter; nil where it defines nothing here: it is not active, or is one of R4's own.
    ///
    /// - Throws: what is wrong with it, where, and what to do about it.
    package init?(_ resource: Resource) throws(CareIssue) {
        guard resource.type == "SearchParameter", resource["status"]?.string == "active" else { return nil }
        let url = resource["url"]?.string ?? ""
        // Whoever loads the specification into a store defines nothing that is not there.
        if R4.searchParameter(url: url) != nil { return nil }
        guard let code = resource["code"]?.string, Self.isName(code) else {
            throw Self.fault(
                .value, "code",
                "give a code of letters, digits, '-' and '_' that begins with a letter, such as eye-colour")
        }
        guard let kind = resource["type"]?.string.flatMap({ R4.SearchParameter.Kind(rawValue: $0) }) else {
            throw Self.fault(.required, "type", "give a type, such as token")
        }
        guard kind != .composite, kind != .special else {
            throw Self.fault(
                .notSupported, "type",
                "a store takes parameters of all types but composite and special; define the parts")
        }
        guard let expression = resource["expression"]?.string, !expression.isEmpty else {
            throw Self.fault(
                .required, "expression", "give a FHIRPath expression, such as Patient.extension('url').value")
        }
        (self.code, self.url, self.kind) = (code, url, kind)
        types = try Self.types(resource.items("base").compactMap(\.string))
        let targets = resource.items("target").compactMap(\.string)
        for target in targets where !R4.isResourceType(target) {
            throw Self.fault(.codeInvalid, "target", "give resource types of R4 as targets")
        }
        self.targets = kind != .reference ? [] : targets.isEmpty ? R4.resourceTypes : targets
        var expressions: [String: String] = [:]
        for type in types { expressions[type] = try Self.expression(expression, for: type, kind) }
        self.expressions = expressions
    }

    /// What it selects of a type.
    func expression(for type: String) -> String { expressions[type] ?? "" }

    static func fault(_ kind: CareIssue.Kind, _ member: String, _ remedy: String) -> CareIssue {
        CareIssue(kind, "This SearchParameter cannot be used here: \(remedy)", at: "SearchParameter.\(member)")
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
        return text.utf8.count <= longestCode
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
            }
    }

    /// The resource types that stand for the bases: `Resource` is all of them.
    private static func types(_ bases: [String]) throws(CareIssue) -> [String] {
        guard !bases.isEmpty else { throw fault(.required, "base", "give the resource types that have it as base") }
        for base in bases where !R4.isResourceType(base) && base != "Resource" && base != "DomainResource" {
            throw fault(.codeInvalid, "base", "each base must be a resource type of R4")
        }
        return R4.resourceTypes.filter { type in bases.contains { type == $0 || R4.type(type, isKindOf: $0) } }
    }

    /// The parts of a union that can select something of a type, checked.
    private static func expression(
        _ text: String, for type: String, _ kind: R4.SearchParameter.Kind
    ) throws(CareIssue) -> String {
        let parts = unionParts(of: text).filter { part in
            let root = String(part.drop { $0 == "(" || $0.isWhitespace }.prefix { $0.isLetter || $0.isNumber })
            return root == type || R4.type(type, isKindOf: root) || !R4.isResourceType(root)
        }
        guard !parts.isEmpty else {
            throw fault(
                .value, "expression",
                "it selects nothing of \(type), which is one of its bases; add that or leave the base out")
        }
        let own = parts.joined(separator: " | ")
        do {
            try FHIRPathExpression(own).check(on: type)
        } catch {
            throw fault(.value, "expression", "its expression is not usable on \(type): \(error.description)")
        }
        if let paths = IndexExpression(own, for: type)?.paths {
            let types = Set(
                paths.filter { IndexValueForm(kind: kind, type: $0.type, asPresence: $0.asPresence) == nil }.map(\.type)
            )
            guard types.count < Set(paths.map(\.type)).count else {
                throw fault(
                    .value, "type",
                    "its expression selects \(types.sorted().joined(separator: ", ")), which a \(kind.rawValue) parameter does not compare; "
                        + "choose another type or go on to an element")
            }
        }
        return own
    }

    /// Splits at each `|` that stands outside parentheses, brackets and quotes.
    private static func unionParts(of text: String) -> [String] {
        var parts = [""]
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == "'", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            if !isQuoted {
                if character == "(" || character == "[" { depth += 1 }
                if character == ")" || character == "]" { depth -= 1 }
                if character == "|", depth == 0 {
                    parts.append("")
                    continue
                }
            }
            parts[parts.count - 1].append(character)
        }
        return parts.map { part in
            let start = part.drop(while: \.isWhitespace)
            return String(start.reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }
}
