// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The condition a code stands for.
///
/// Codes of one family are the same condition from two sources; nothing wider: a parent, a subtype, a stage or a
/// complication is another family.
package struct ConditionFamily: Hashable, Sendable {
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
}
