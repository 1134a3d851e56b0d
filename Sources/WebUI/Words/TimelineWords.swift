// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord

/// Words of the page that has a record in the order of time.
struct TimelineWords: Sendable {
    var title = "Timeline"
    var lede = "What happened, the latest first. What is missing from a section is missing here, too."
    var undated = "Date not recorded"
    var otherYears = "Other years"
    var empty = "Nothing was received. This does not mean that nothing happened."
    var sectionsLeftOut = "Sections that your role does not see are not in it."
    var count: @Sendable (String, Int) -> String = { year, count in "\(year) (\(count))" }
    var kind: @Sendable (TimelineEntry.Kind) -> String = { kind in
        switch kind {
        case .encounter: "Encounter"
        case .document: "Document"
        case .result: "Result"
        case .medicine: "Medicine"
        case .procedure: "Procedure"
        case .vaccination: "Vaccination"
        case .problem: "Problem"
        case .carePlan: "Care plan"
        case .supportAtHome: "Support at home"
        case .decision: "Resuscitation decision"
        case .appointment: "Appointment"
        }
    }

    /// For the person, in plain words.
    static let plain: TimelineWords = {
        var words = TimelineWords()
        words.title = "Your record by date"
        words.lede =
            "What happened, the latest first. Something may be missing here if an organisation has not answered."
        words.empty = "We received nothing. That does not mean that nothing happened."
        words.kind = { kind in
            switch kind {
            case .encounter: "Visit or stay"
            case .document: "Letter or document"
            case .result: "Test result"
            case .medicine: "Medicine"
            case .procedure: "Operation or procedure"
            case .vaccination: "Vaccination"
            case .problem: "Health condition"
            case .carePlan: "Care plan"
            case .supportAtHome: "Support at home"
            case .decision: "Emergency treatment decision"
            case .appointment: "Appointment"
            }
        }
        return words
    }()
}
