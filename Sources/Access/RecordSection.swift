// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The headings of a record.
///
/// Access is given heading by heading; a heading nobody gave is not seen, so a new one is hidden from everyone with a
/// list.
package enum RecordSection: String, Sendable, CaseIterable, Comparable {
    /// Name, date of birth, NHS number.
    case person
    /// Addresses, telephone numbers, next of kin.
    case contacts
    /// The GP practice.
    case gp
    /// Flags and warnings.
    case alerts
    /// Decisions about resuscitation and emergency treatment.
    case resuscitation
    /// Allergies and adverse reactions.
    case allergies
    /// Problems and diagnoses.
    case problems
    /// Medicines of all kinds.
    case medicines
    /// Test results and reports.
    case results
    /// Visits, admissions, attendances, ambulance calls.
    case encounters
    /// Letters, discharge summaries and other documents.
    case documents
    /// Appointments and referrals.
    case appointments
    /// Care plans and the person's wishes.
    case carePlans
    /// Support from a council at home or in residential care.
    case supportAtHome
    /// Vaccinations.
    case vaccinations
    /// Operations and other procedures.
    case procedures

    package static func < (left: RecordSection, right: RecordSection) -> Bool {
        left.order < right.order
    }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// All headings.
    package static let all = Set(allCases)
}
