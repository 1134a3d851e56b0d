// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRPath

/// The constraints of R4, read once and found by type and by element.
struct ConstraintTable: Sendable {
    /// A constraint with its expression ready to be asked.
    struct Rule: Sendable {
        let constraint: R4.Constraint
        let expression: FHIRPathExpression
    }

    /// All constraints of R4.
    static let r4 = ConstraintTable(R4.constraints)

    /// The constraints whose expressions cannot be read, by key.
    let unreadable: [String]

    private let byType: [String: [Rule]]
    /// By type, then by the element's name.
    private let byElement: [String: [String: [Rule]]]

    private init(_ constraints: [String: [R4.Constraint]]) {
        var unreadable: [String] = []
        var declared: [String: [Rule]] = [:]
        for (path, list) in constraints {
            for constraint in list {
                do {
                    let expression = try FHIRPathExpression(constraint.expression)
                    declared[path, default: []].append(Rule(constraint: constraint, expression: expression))
                } catch {
                    unreadable.append(constraint.key)
                }
            }
        }
        var byType: [String: [Rule]] = [:]
        for structure in R4.structures {
            var rules: [Rule] = []
            var next: R4.Structure? = structure
            while let type = next {
                rules += declared[type.name] ?? []
                next = type.base.flatMap { R4.structure(named: $0) }
            }
            if !rules.isEmpty { byType[structure.name] = rules }
        }
        var byElement: [String: [String: [Rule]]] = [:]
        for (path, rules) in declared where R4.structure(named: path) == nil {
            guard let dot = path.lastIndex(of: ".") else { continue }
            byElement[String(path[..<dot]), default: [:]][String(path[dot...].dropFirst())] = rules
        }
        self.byType = byType
        self.byElement = byElement
        self.unreadable = unreadable.sorted()
    }

    /// The constraints of a type and of those it extends.
    func rules(ofType type: String) -> [Rule] { byType[type] ?? [] }

    /// The constraints of one element of a type alone.
    func rules(ofElement element: String, in type: String) -> [Rule] { byElement[type]?[element] ?? [] }
}
