// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// All products with the same ingredients, whichever sources list them.
package struct MedicineEntry: Sendable, Equatable, Identifiable {
    /// Whether it is in use, as far as records tell; no record says that it is taken.
    package enum Standing: String, Sendable, Comparable {
        case current
        /// Supplied or given within the last 84 days, and on no current list.
        case recentlySupplied = "recently-supplied"
        case past

        package static func < (left: Standing, right: Standing) -> Bool { left.order < right.order }

        private var order: Int { self == .current ? 0 : self == .recentlySupplied ? 1 : 2 }
    }

    package var id: String
    /// The ingredients with `+` between, or the source's words for a medicine that is not listed.
    package var title: String
    package var standing: Standing
    /// One row for each product: a strength, form or release is never folded into another.
    package var products: [MedicineProductRow]
    package var conflicts: [MedicineConflict]
    package var flags: MedicineFlags
    /// Whether only hospitals list or supply it.
    package var isHospitalOnly: Bool
    /// Whether it came as text or under an id not listed.
    package var isUnchecked: Bool

    /// See the members.
    package init(
        id: String, title: String, standing: Standing, products: [MedicineProductRow],
        conflicts: [MedicineConflict] = [], flags: MedicineFlags = [], isHospitalOnly: Bool = false,
        isUnchecked: Bool = false
    ) {
        self.id = id
        self.title = title
        self.standing = standing
        self.products = products
        self.conflicts = conflicts
        self.flags = flags
        self.isHospitalOnly = isHospitalOnly
        self.isUnchecked = isUnchecked
    }

    /// Every row of every product.
    package var rows: [MedicineRow] { products.flatMap(\.rows) }
}

/// One product: a superseded and a current id of it are one row with two sources.
package struct MedicineProductRow: Sendable, Equatable, Identifiable {
    package var id: String
    /// The product in the words of the newest source.
    package var title: String
    /// Strength as text, such as `30mg/500mg`; never the dose.
    package var strength: String?
    /// Whether sources that list it as current word the dose differently.
    package var hasDifferentDoseTexts: Bool
    /// One row for each source's entry, current ones first.
    package var rows: [MedicineRow]

    /// See the members.
    package init(
        id: String, title: String, strength: String? = nil, hasDifferentDoseTexts: Bool = false, rows: [MedicineRow]
    ) {
        self.id = id
        self.title = title
        self.strength = strength
        self.hasDifferentDoseTexts = hasDifferentDoseTexts
        self.rows = rows
    }

    package var sourceCount: Int { rows.flatMap(\.sources).sourceCount }
}

/// Sources that disagree about a medicine; every row stays visible.
package struct MedicineConflict: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// One source stopped it after another began to list it, and the other still lists it.
        case stoppedButCurrent = "stopped-but-current"
        /// Text and structured timing of one row disagree.
        case doseTextAndTiming = "dose-text-and-timing"
    }

    package var kind: Kind
    /// The rows concerned: for a stopped medicine the stopped one first.
    package var rows: [MedicineRow.ID]
    /// When it was stopped, and why.
    package var date: PartialDate?
    package var reason: String?

    /// See the members.
    package init(kind: Kind, rows: [MedicineRow.ID], date: PartialDate? = nil, reason: String? = nil) {
        self.kind = kind
        self.rows = rows
        self.date = date
        self.reason = reason
    }
}
