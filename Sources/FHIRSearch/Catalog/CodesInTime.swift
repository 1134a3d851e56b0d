// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Which code of a type's resources is most often asked for together with which time of theirs, or in its order.
///
/// An index of either alone reads far more than it finds: all of a code to sort it by time, or a time's resources of any
/// code. So both are kept in one index, see ADR 0018.
enum CodesInTime {
    /// The names of the parameters, by type.
    static let pairs: [String: (code: String, time: String)] = [
        "AllergyIntolerance": ("code", "date"),
        "Appointment": ("service-type", "date"),
        "CarePlan": ("category", "date"),
        "Condition": ("code", "recorded-date"),
        "DiagnosticReport": ("code", "date"),
        "DocumentReference": ("type", "date"),
        "Encounter": ("class", "date"),
        "Immunization": ("vaccine-code", "date"),
        "MedicationAdministration": ("code", "effective-time"),
        "MedicationDispense": ("code", "whenhandedover"),
        "MedicationRequest": ("code", "authoredon"),
        "MedicationStatement": ("code", "effective"),
        "Observation": ("code", "date"),
        "Procedure": ("code", "date"),
        "ServiceRequest": ("code", "authored"),
        "Specimen": ("type", "collected"),
    ]
}
