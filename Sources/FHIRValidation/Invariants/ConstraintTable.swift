// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRPath

/// The constraints of R4, read once and found by type and by element.
struct ConstraintTable: Sendable {
    /// A constraint with its expression ready to be asked.
    final class Rule: Sendable {
        let constraint: R4.Constraint
        let expression: FHIRPathExpression

        fileprivate init(constraint: R4.Constraint, expression: FHIRPathExpression) {
            self.constraint = constraint
            self.expression = expression
        }
    }

    /// All constraints of R4.
    static let r4 = ConstraintTable(R4.constraints)

    /// The constraints whose expressions cannot be read, by key.
    let unreadable: [String]

    /// By the number of the type.
    private let byType: [[Rule]]
    /// By the number of the type, then by the element's name.
    private let byElement: [[String: [Rule]]]

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
        var byType = R4.structures.map { _ in [Rule]() }
        for structure in R4.structures {
            var rules: [Rule] = []
            var next: R4.Structure? = structure
            while let type = next {
                rules += declared[type.name] ?? []
                next = type.base.flatMap { R4.structure(named: $0) }
            }
            if let number = FHIRNode.typeNumber(named: structure.name) { byType[number] = rules }
        }
        var byElement = R4.structures.map { _ in [String: [Rule]]() }
        for (path, rules) in declared where R4.structure(named: path) == nil {
            guard let dot = path.lastIndex(of: "."), let number = FHIRNode.typeNumber(named: String(path[..<dot]))
            else {
                continue
            }
            byElement[number][String(path[dot...].dropFirst())] = rules
        }
        self.byType = byType
        self.byElement = byElement
        self.unreadable = unreadable.sorted()
    }

    /// The constraints of a type and of those it extends.
    func rules(ofType number: Int) -> [Rule] { byType[number] }

    /// The constraints of one element of a type alone.
    func rules(ofElement element: String, in number: Int) -> [Rule] {
        byElement[number].isEmpty ? [] : byElement[number][element] ?? []
    }
}
