// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Terminology

/// What staff must look at in the list of medicines.
enum MedicineChecks {
    /// A group with what its sources disagree about.
    static func withConflicts(_ entry: MedicineEntry) -> MedicineEntry {
        var entry = entry
        let rows = entry.rows
        let stopped = rows.filter { $0.status == .stopped }
        let current = rows.filter(\.isCurrent)
        let stops = stopped.compactMap { stop -> MedicineConflict? in
            let against = current.filter { isStill($0, after: stop) }
            guard !against.isEmpty else { return nil }
            return MedicineConflict(
                kind: .stoppedButCurrent, rows: [stop.id] + against.map(\.id), date: stop.stop,
                reason: stop.reasonStopped ?? stop.notes.first)
        }
        let doses = rows.filter { $0.hasDoseConflict && $0.isCurrent }
            .map { MedicineConflict(kind: .doseTextAndTiming, rows: [$0.id]) }
        entry.conflicts = stops + doses
        return entry
    }

    /// Whether a row of another source still lists what was stopped: it began before the stop, or does not say when.
    private static func isStill(_ row: MedicineRow, after stop: MedicineRow) -> Bool {
        guard row.source.sourceKey != stop.source.sourceKey else { return false }
        guard let began = row.start, let ended = stop.stop else { return true }
        return began.earliest <= ended.end
    }

    /// Groups in use that differ and share an ingredient.
    static func duplicates(_ groups: [MedicineEntry], _ items: [MedicineItem]) -> [DuplicateIngredient] {
        let sets = items.reduce(into: [ItemReference: IngredientSet]()) { sets, item in
            if case .ingredients(let set) = item.group { sets[item.row.source.item] = set }
        }
        var holders: [Ingredient: [MedicineEntry.ID]] = [:]
        for group in groups where group.standing != .past {
            guard let set = group.rows.lazy.compactMap({ sets[$0.source.item] }).first(where: { _ in true }) else {
                continue
            }
            for ingredient in set.ingredients { holders[ingredient, default: []].append(group.id) }
        }
        return holders.filter { $0.value.count > 1 }
            .map { DuplicateIngredient(ingredient: $0.key.rawValue, groups: $0.value) }
            .sorted { $0.ingredient < $1.ingredient }
    }
}
