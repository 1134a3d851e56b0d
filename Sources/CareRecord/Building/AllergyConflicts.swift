// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Terminology

/// Finds rows about allergies that cannot all be taken at their word.
enum AllergyConflicts {
    static func find(in section: AllergySection, facts: [ItemReference: AllergyStatement]) -> [AllergyConflict] {
        section.current.flatMap { current -> [AllergyConflict] in
            let denied = section.noneKnown.filter { denies($0, current, facts) }
                .map { AllergyConflict(kind: .noneKnownButRecorded, current: current.id, other: $0.id) }
            let ended = section.ended.filter { isSame($0, current, facts) }
                .map { AllergyConflict(kind: .endedButCurrent, current: current.id, other: $0.id) }
            let refuted = section.history.filter { $0.verification == .refuted && isSame($0, current, facts) }
                .map { AllergyConflict(kind: .refutedButCurrent, current: current.id, other: $0.id) }
            return denied + ended + refuted
        }
    }

    private static func denies(
        _ none: NoKnownAllergyRow, _ current: AllergyRow, _ facts: [ItemReference: AllergyStatement]
    ) -> Bool {
        guard let scope = none.scope else { return true }
        return scope == .all || scope.covers(Self.scope(current, facts))
    }

    /// What kind of substance a row is about: by its code, else by the category of its source.
    private static func scope(_ row: AllergyRow, _ facts: [ItemReference: AllergyStatement]) -> AllergyScope? {
        if let scope = statement(row, facts)?.fact?.scope { return scope }
        switch row.categories.first {
        case "medication", "biologic": return .drug
        case "food": return .food
        case "environment": return .environment
        default: return nil
        }
    }

    private static func isSame(
        _ one: AllergyRow, _ other: AllergyRow, _ facts: [ItemReference: AllergyStatement]
    ) -> Bool {
        guard let one = statement(one, facts)?.identity.family else { return false }
        return one == statement(other, facts)?.identity.family
    }

    private static func statement(
        _ row: AllergyRow, _ facts: [ItemReference: AllergyStatement]
    ) -> AllergyStatement? {
        row.sources.first.flatMap { facts[$0.item] }
    }
}
