// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A stage of a condition that moves through stages.
///
/// A later stage is progression, not a duplicate and not a second disease.
package struct ConditionStage: Hashable, Sendable {
    /// What moves, such as `chronic-kidney-disease`; for keys, never for pages.
    package let course: String
    private let rank: Int

    /// The stage a code stands for; nil for a condition without listed stages.
    package static func lookup(system: String, code: String) -> ConditionStage? {
        guard let row = ListedCodes.confirmed(CodeKey(system: system, code: code)),
            let parts = row.tags["stage"]?.split(separator: ":"), parts.count == 2, let rank = Int(parts[1])
        else { return nil }
        return ConditionStage(course: String(parts[0]), rank: rank)
    }

    /// Whether the other is a later or more exact stage of the same course, as 3A and 3B are of 3.
    package func progresses(to other: ConditionStage) -> Bool {
        course == other.course && rank < other.rank
    }
}
