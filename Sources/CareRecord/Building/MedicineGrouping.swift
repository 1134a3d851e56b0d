// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Exchange
internal import Terminology

/// Groups courses by ingredients and, within, by product.
struct MedicineGrouping {
    private enum GroupKey: Hashable {
        case listed(MedicineGroup)
        case alone(ItemReference)
    }

    private enum ProductKey: Hashable {
        case product(MedicineProduct)
        case code(CodeKey)
        case alone(ItemReference)
    }

    private let courses: [MedicineCourses.Course]
    private let index: RecordIndex

    init(_ courses: [MedicineCourses.Course], index: RecordIndex) {
        self.courses = courses
        self.index = index
    }

    /// The groups in the order of the page.
    func entries() -> [MedicineEntry] {
        let groups = Self.grouped(courses) { course -> GroupKey in
            course.lead.group.map { .listed($0) } ?? .alone(course.row.source.item)
        }
        return groups.map(entry)
            .sorted { left, right in
                left.standing == right.standing
                    ? (left.title.lowercased(), left.products[0].rows[0].source.item.reference)
                        < (right.title.lowercased(), right.products[0].rows[0].source.item.reference)
                    : left.standing < right.standing
            }
            .enumerated().map { Self.numbered($0.element, "medicine-\($0.offset + 1)") }
            .map(MedicineChecks.withConflicts)
    }

    private static func grouped<Key: Hashable>(
        _ courses: [MedicineCourses.Course], by key: (MedicineCourses.Course) -> Key
    ) -> [[MedicineCourses.Course]] {
        var order: [Key] = []
        var members: [Key: [MedicineCourses.Course]] = [:]
        for course in courses {
            let key = key(course)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(course)
        }
        return order.compactMap { members[$0] }
    }

    private func entry(_ courses: [MedicineCourses.Course]) -> MedicineEntry {
        let products = Self.grouped(courses) { course -> ProductKey in
            if let product = course.lead.product { return .product(product) }
            return course.lead.codes.first.map { course.lead.group == nil ? .alone(course.row.source.item) : .code($0) }
                ?? .alone(course.row.source.item)
        }
        let rows = products.map(product)
            .sorted { ($0.strength ?? "", $0.title.lowercased()) < ($1.strength ?? "", $1.title.lowercased()) }
        let flags = courses.reduce(into: MedicineFlags()) { $0.formUnion($1.lead.product?.flags ?? []) }
        var entry = MedicineEntry(
            id: "", title: title(courses, rows), standing: standing(courses), products: rows, flags: flags)
        entry.isUnchecked = courses.contains { $0.lead.product == nil }
        entry.isHospitalOnly = isHospitalOnly(courses)
        return entry
    }

    private func title(_ courses: [MedicineCourses.Course], _ rows: [MedicineProductRow]) -> String {
        guard case .ingredients(let set) = courses[0].lead.group else { return rows[0].title }
        return set.names.map { $0.split(separator: "-").joined(separator: " ") }.joined(separator: " + ")
    }

    private func product(_ courses: [MedicineCourses.Course]) -> MedicineProductRow {
        let rows = courses.map(\.row)
        let newest = rows.newestFirst({ $0.source.recorded ?? $0.source.happened }, tie: { $0.source.item.reference })
        let ordered = newest.filter(\.isCurrent) + newest.filter { !$0.isCurrent }
        let doses = Set(
            rows.filter(\.isCurrent).map { row in
                row.doseTexts.map { $0.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            }.filter { !$0.isEmpty })
        return MedicineProductRow(
            id: "", title: newest[0].title, strength: courses[0].lead.product?.strength,
            hasDifferentDoseTexts: doses.count > 1, rows: ordered)
    }

    private func standing(_ courses: [MedicineCourses.Course]) -> MedicineEntry.Standing {
        if courses.contains(where: \.row.isCurrent) { return .current }
        let supplies = courses.filter { ![.stopped, .cancelled].contains($0.row.status) }.flatMap { course in
            [course.lead.event] + course.row.events
        }
        let isRecent = supplies.contains { event in
            guard event.isSupply, let date = event.date else { return false }
            return index.now - date.earliest <= Self.supplyTime
        }
        return isRecent ? .recentlySupplied : .past
    }

    /// Twelve weeks: the longest usual supply.
    private static let supplyTime = Duration.seconds(84 * 86_400)

    private func isHospitalOnly(_ courses: [MedicineCourses.Course]) -> Bool {
        courses.allSatisfy { course in
            switch course.row.status {
            case .discharge, .hospitalInpatient, .hospitalOutpatient, .administered: true
            default: index.isHospital(course.row.source.organisation) ?? false
            }
        }
    }

    private static func numbered(_ entry: MedicineEntry, _ id: String) -> MedicineEntry {
        var entry = entry
        entry.id = id
        entry.products = entry.products.numbered(id + "-product", \.id).map { product in
            var product = product
            product.rows = product.rows.numbered(product.id + "-row", \.id)
            return product
        }
        return entry
    }
}
