// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What two rows must agree in to become one row "seen in 2 sources".
///
/// All five of code family, clinical status, verification, laterality and date, and in whatever else the kind of row
/// asks for (`detail`). A row without a code family or a date has nothing to agree in: it stays alone.
package struct RowIdentity: Hashable, Sendable {
    package var family: String?
    package var clinicalStatus: String
    package var verification: String
    package var laterality: String
    package var date: String?
    package var detail: String

    /// An identity; see the members.
    package init(
        family: String?, clinicalStatus: String, verification: String, laterality: String = "", date: String?,
        detail: String = ""
    ) {
        self.family = family
        self.clinicalStatus = clinicalStatus
        self.verification = verification
        self.laterality = laterality
        self.date = date
        self.detail = detail
    }

    /// Whether there is enough to agree in.
    package var mayMerge: Bool { family != nil && date != nil }

    /// A date as rows compare it: as precise as it was written; times by the moment they mean.
    package static func dateKey(_ date: PartialDate?) -> String? {
        date.map { $0.precision <= .day ? $0.text : "at \($0.earliest.microseconds)" }
    }
}

/// The only place where rows of several sources become one.
package enum RowMerge {
    /// The rows in sets that state the same fact, in order of first appearance; every row is in exactly one set.
    ///
    /// Which rows share a set does not depend on their order.
    package static func sets<Row>(_ rows: [Row], identity: (Row) -> RowIdentity) -> [[Row]] {
        var sets: [[Row]] = []
        var places: [RowIdentity: Int] = [:]
        for row in rows {
            let key = identity(row)
            if key.mayMerge, let place = places[key] {
                sets[place].append(row)
            } else {
                if key.mayMerge { places[key] = sets.count }
                sets.append([row])
            }
        }
        return sets
    }
}

extension Array {
    /// The elements with the latest date first, those without a date last; ties by a text, so that the order is total.
    func newestFirst(_ date: (Element) -> PartialDate?, tie: (Element) -> String) -> [Element] {
        dated(date, tie: tie, missing: .min)
            .sorted { left, right in left.time == right.time ? left.tie < right.tie : left.time > right.time }
            .map(\.element)
    }

    /// The elements with the earliest date first, those without a date last.
    func oldestFirst(_ date: (Element) -> PartialDate?, tie: (Element) -> String) -> [Element] {
        dated(date, tie: tie, missing: .max)
            .sorted { left, right in left.time == right.time ? left.tie < right.tie : left.time < right.time }
            .map(\.element)
    }

    /// The elements with their moments, which cost a calendar each and are therefore worked out once.
    private func dated(
        _ date: (Element) -> PartialDate?, tie: (Element) -> String, missing: Int64
    ) -> [(element: Element, time: Int64, tie: String)] {
        map { element in (element, date(element)?.earliest.microseconds ?? missing, tie(element)) }
    }

    /// The elements with ids that number them: `allergy-1`, `allergy-2`.
    func numbered(_ prefix: String, _ id: WritableKeyPath<Element, String>) -> [Element] {
        enumerated().map { position, element in
            var element = element
            element[keyPath: id] = "\(prefix)-\(position + 1)"
            return element
        }
    }

    /// Each element once, at its first place.
    func unique() -> [Element] where Element: Equatable {
        reduce(into: []) { kept, element in if !kept.contains(element) { kept.append(element) } }
    }
}
