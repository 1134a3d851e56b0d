// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// A condition that R4 sets for a type, or for one element, as a FHIRPath expression.
    package struct Constraint: Sendable {
        /// How bad it is when the condition does not hold.
        package enum Strength: Sendable {
            case error, warning
            /// Good manners: nothing is wrong without it.
            case bestPractice
        }

        /// The key in the specification, such as `per-1`; not quite unique: three types have an `inv-1`.
        package let key: String

        /// How bad it is when the condition does not hold.
        package let strength: Strength

        /// The condition, asked of the element it is set for.
        package let expression: String
    }

    /// The constraints by the path they are set for: a type (`Patient`, `Period`, `Patient.contact`) or one element of a
    /// type (`Organization.address`).
    ///
    /// A type's own hold also for the types that extend it. Without those that need no FHIRPath: `ele-1`, `ext-1`,
    /// `txt-1` and `txt-2`.
    package static let constraints: [String: [Constraint]] = {
        var result: [String: [Constraint]] = [:]
        TableText.forEachBlock(R4ConstraintTable.text) { header, lines in
            result[TableText.string(header)] = lines.map { line in
                var rest = line
                let key = TableText.string(TableText.take(&rest))
                let strength: Constraint.Strength =
                    switch TableText.take(&rest).first.map({ Unicode.Scalar($0) }) {
                    case "w": .warning
                    case "b": .bestPractice
                    default: .error
                    }
                return Constraint(key: key, strength: strength, expression: TableText.string(rest))
            }
        }
        return result
    }()
}
