// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The condition a code stands for.
///
/// Codes of one family are the same condition from two sources; nothing wider: a parent, a subtype, a stage or a
/// complication is another family.
package struct ConditionFamily: Hashable, Sendable {
    /// How it was decided that a code belongs to a family of several codes.
    package enum Basis: String, Hashable, Sendable {
        /// The family's own code, or the only one.
        case own
        /// A source says that both codes are used for one condition.
        case stated
        /// The terms say the same; read by a person, not at run time.
        case inferredByName = "inferred-by-name"
    }

    /// Our own name such as `asthma`, or system and code for a code without a family; for keys, never for pages.
    package let name: String

    /// The family of a code; a code not listed is a family of its own, the same under every spelling of its system.
    package static func key(system: String, code: String) -> ConditionFamily {
        key(CodeKey(system: system, code: code))
    }

    /// The family of a code; a code not listed is a family of its own.
    package static func key(_ key: CodeKey) -> ConditionFamily {
        ConditionFamily(name: ListedCodes.confirmed(key)?.tags["family"] ?? "\(key.system)|\(key.code)")
    }

    /// How a code came to its family.
    package static func basis(system: String, code: String) -> Basis {
        ListedCodes.confirmed(CodeKey(system: system, code: code))?.tags["basis"].flatMap { Basis(rawValue: $0) }
            ?? .own
    }
}
