// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The one list of medicines.
    func medicineSection(_ routed: RoutedItems) -> MedicineSection {
        var section = MedicineSection(coverage: coverage(.medicines))
        let types = ["MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration"]
        // Conditions and observations with codes about medicines: entries that lost theirs, and "none known".
        let all = (types.flatMap { items($0) } + routed[.medicines]).map { MedicineItem($0, self) }
        let isAssertion = { (item: MedicineItem) in
            ConditionMeaning.telling(item.codes) == .noKnownMedicines
        }
        let standing = all.filter { $0.row.status != .enteredInError }
        section.history = all.filter { $0.row.status == .enteredInError }.map(\.row)
            .newestFirst({ $0.source.happened }, tie: { $0.source.item.reference }).numbered("medicine-history", \.id)
        section.noneKnown = standing.filter(isAssertion).map { assertion in
            var row = statement(assertion.item, .noneKnown)
            row.title = assertion.row.title
            return row
        }.numbered("medicine-none-known", \.id)
        let medicines = standing.filter { !isAssertion($0) }
        section.groups = MedicineGrouping(MedicineCourses.rows(of: medicines, now: now), index: self).entries()
        section.highRisk = highRisk(section.groups)
        section.duplicateIngredients = MedicineChecks.duplicates(section.groups, medicines)
        section.unchecked = section.groups.filter { $0.isUnchecked && $0.standing != .past }.map(\.id)
        section.hospitalNotReceived = section.coverage.missing.filter { $0.state != .notConnected && mayBeHospital($0) }
        return section
    }

    /// Whether a missing source may be a hospital: any that is not known to be something else.
    private func mayBeHospital(_ line: SourceLine) -> Bool {
        guard line.feed != nil else { return true }
        return isHospital(line.organisation) ?? !isPractice(line)
    }

    /// Whether a source is a GP practice: it keeps somebody's registered list.
    private func isPractice(_ line: SourceLine) -> Bool {
        kind(of: line.organisation) == .gpPractice || line.content.contains(.gp)
            || (line.organisation?.text.utf8.count == 6 && line.content.contains(.vaccinations))
    }

    private func highRisk(_ groups: [MedicineEntry]) -> [HighRiskMedicine] {
        groups.filter { $0.standing != .past && !$0.flags.isDisjoint(with: .highRisk) }.map { group in
            HighRiskMedicine(
                id: group.id, title: group.title, flags: group.flags.intersection(.highRisk), standing: group.standing,
                hasConflict: !group.conflicts.isEmpty, sources: group.rows.flatMap(\.sources))
        }
    }
}

/// Puts issues, supplies and list entries to the entries they belong to.
enum MedicineCourses {
    /// A row with all that belongs to it.
    struct Course {
        var lead: MedicineItem
        var row: MedicineRow
    }

    /// One course for each resource that belongs to no other; nothing is lost on the way.
    static func rows(of items: [MedicineItem], now: Timestamp) -> [Course] {
        let byReference = Dictionary(items.map { ($0.row.source.item, $0) }) { first, _ in first }
        var parts: [ItemReference: [MedicineItem]] = [:]
        var leads: [MedicineItem] = []
        let roots = items.map { root(of: $0, byReference).row.source.item }
        let own = Set(zip(items, roots).filter { $0.row.source.item == $1 }.map(\.1))
        for (item, root) in zip(items, roots) {
            // A root that belongs to something else itself takes nothing: what leads to it stays visible alone.
            if root == item.row.source.item || !own.contains(root) {
                leads.append(item)
            } else {
                parts[root, default: []].append(item)
            }
        }
        return leads.map { lead in
            Course(lead: lead, row: row(lead, parts[lead.row.source.item] ?? [], now: now))
        }
    }

    /// The entry at the end of the chain of references; a link to another product is not followed.
    ///
    /// Nor does what is in use belong to what is not: the last entry in use then stands for itself and what leads to it.
    private static func root(of item: MedicineItem, _ all: [ItemReference: MedicineItem]) -> MedicineItem {
        var place = item
        var lastInUse = item.row.isCurrent ? item : nil
        var seen: Set<ItemReference> = [item.row.source.item]
        while let next = place.parent.flatMap({ all[$0] }), isSameProduct(next, item),
            seen.insert(next.row.source.item).inserted
        {
            place = next
            if next.row.isCurrent { lastInUse = next }
        }
        // Links in a circle lead nowhere: the item then leads itself.
        let isCircle = place.parent.flatMap { all[$0] }.map { seen.contains($0.row.source.item) } ?? false
        return isCircle ? item : lastInUse ?? place
    }

    private static func isSameProduct(_ one: MedicineItem, _ other: MedicineItem) -> Bool {
        if let product = one.product { return product == other.product }
        return other.product == nil && (one.group == other.group || one.group == nil || other.group == nil)
    }

    private static func row(_ lead: MedicineItem, _ parts: [MedicineItem], now: Timestamp) -> MedicineRow {
        var row = lead.row
        row.events = parts.map(\.event).newestFirst({ $0.date }, tie: { $0.source.item.reference })
        let issues = ([lead] + parts).compactMap { item -> PartialDate? in
            if let stated = item.row.lastIssued { return stated }
            return item.event.isSupply && item.event.kind != .administered ? item.event.date : nil
        }
        row.lastIssued = issues.max { $0.earliest < $1.earliest }
        let starts = ([lead] + parts).compactMap(\.row.start)
        row.start = starts.min { $0.earliest < $1.earliest }
        row.stop =
            row.stop ?? parts.lazy.filter { $0.row.status == .stopped }.compactMap(\.row.stop).first { _ in true }
        // A hospital's order that says "stopped" was written when the medicine was stopped; a repeat was not.
        if row.status == .stopped, row.stop == nil, !row.isRepeat, lead.event.kind == .issued {
            row.stop = row.authorised
        }
        row.reasonStopped = row.reasonStopped ?? parts.lazy.compactMap(\.row.reasonStopped).first { _ in true }
        row.hasDoseConflict =
            row.hasDoseConflict || parts.contains { $0.row.hasDoseConflict && $0.event.kind == .listed }
        if row.isCurrent, row.status == .authorisedRepeat {
            let latest = (row.lastIssued ?? row.authorised ?? row.start)?.end
            row.isNotIssuedForSixMonths = latest.map { $0 <= sixMonths(before: now) } ?? false
        }
        return row
    }

    /// Midnight in London of the same day six calendar months earlier, or of the last day of a shorter month.
    private static func sixMonths(before now: Timestamp) -> Timestamp {
        let today = LondonTime.reading(of: now).date
        let month = today.month > 6 ? today.month - 6 : today.month + 6
        let year = today.month > 6 ? today.year : today.year - 1
        let day = min(today.day, CivilDate.daysInMonth(year: year, month: month))
        return CivilDate(year: year, month: month, day: day).map { LondonTime.moment($0) } ?? now
    }
}
