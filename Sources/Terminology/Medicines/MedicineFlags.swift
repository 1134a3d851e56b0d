// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What staff must know of a product at a glance.
package struct MedicineFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    /// Flags from their bits.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Warfarin and direct oral anticoagulants.
    package static let anticoagulant = MedicineFlags(rawValue: 1 << 0)
    /// Insulins.
    package static let insulin = MedicineFlags(rawValue: 1 << 1)
    /// Methotrexate.
    package static let methotrexate = MedicineFlags(rawValue: 1 << 2)
    /// Lithium.
    package static let lithium = MedicineFlags(rawValue: 1 << 3)
    /// Opioids, alone or with paracetamol.
    package static let opioid = MedicineFlags(rawValue: 1 << 4)
    /// Clozapine.
    package static let clozapine = MedicineFlags(rawValue: 1 << 5)
    /// Amiodarone.
    package static let amiodarone = MedicineFlags(rawValue: 1 << 6)
    /// Medicines that hold the immune system down.
    package static let immunosuppressant = MedicineFlags(rawValue: 1 << 7)
    /// Medicines that harm dividing cells.
    package static let cytotoxic = MedicineFlags(rawValue: 1 << 8)
    /// Never exchanged for another brand without a decision.
    package static let brandCritical = MedicineFlags(rawValue: 1 << 9)
    /// Taken once a week.
    package static let weekly = MedicineFlags(rawValue: 1 << 10)
    /// Supplied by hospitals only: its absence from a GP list says nothing.
    package static let hospitalSupplied = MedicineFlags(rawValue: 1 << 11)
    /// Put in the home in advance; may never be given.
    package static let anticipatory = MedicineFlags(rawValue: 1 << 12)
    /// Penicillins, for checks against an allergy.
    package static let penicillin = MedicineFlags(rawValue: 1 << 13)
    /// Non-steroidal anti-inflammatory medicines.
    package static let nsaid = MedicineFlags(rawValue: 1 << 14)
    /// Medicines against platelets.
    package static let antiplatelet = MedicineFlags(rawValue: 1 << 15)
    /// Steroids: sick-day rules.
    package static let steroid = MedicineFlags(rawValue: 1 << 16)
    /// Beta blockers.
    package static let betaBlocker = MedicineFlags(rawValue: 1 << 17)
    /// Gabapentin and pregabalin.
    package static let gabapentinoid = MedicineFlags(rawValue: 1 << 18)
    /// Benzodiazepines.
    package static let benzodiazepine = MedicineFlags(rawValue: 1 << 19)

    /// The flags that put a medicine among the high-risk ones of the record header.
    package static let highRisk: MedicineFlags = [
        .anticoagulant, .insulin, .methotrexate, .lithium, .opioid, .clozapine, .amiodarone, .immunosuppressant,
        .cytotoxic,
    ]

    /// Every flag by its name in the product table.
    static let byName: [String: MedicineFlags] = [
        "anticoagulant": .anticoagulant, "insulin": .insulin, "methotrexate": .methotrexate, "lithium": .lithium,
        "opioid": .opioid, "clozapine": .clozapine, "amiodarone": .amiodarone,
        "immunosuppressant": .immunosuppressant, "cytotoxic": .cytotoxic, "brand-critical": .brandCritical,
        "weekly": .weekly, "hospital-supplied": .hospitalSupplied, "anticipatory": .anticipatory,
        "penicillin": .penicillin, "nsaid": .nsaid, "antiplatelet": .antiplatelet, "steroid": .steroid,
        "beta-blocker": .betaBlocker, "gabapentinoid": .gabapentinoid, "benzodiazepine": .benzodiazepine,
    ]
}
