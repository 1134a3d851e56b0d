// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A way in which a joined-up record can hurt, built into someone's records on purpose.
package enum SyntheticHazard: String, Sendable, CaseIterable {
    // 1 wrong patient
    case twins
    case siblingsNumber = "siblings-number"
    case sharedHostel = "shared-hostel"
    case noFixedAbode = "no-fixed-abode"
    case placeholderNumber = "placeholder-number"
    // 2 identity change
    case adoption
    case genderChange = "gender-change"
    // 3 duplicate medicine
    case sameProductTwoIDs = "same-product-two-ids"
    case sameProductTwoSystems = "same-product-two-systems"
    case warfarinTwoStrengths = "warfarin-two-strengths"
    // 4 missing medicine
    case medicineInFailedFeed = "medicine-in-failed-feed"
    // 5, 6, 7, 8 allergies
    case staleAllergy = "stale-allergy"
    case refutedAllergy = "refuted-allergy"
    case enteredInErrorProblem = "entered-in-error-problem"
    case noKnownAllergyConflict = "no-known-allergy-conflict"
    case noKnownDrugAllergyOnly = "no-known-drug-allergy-only"
    case allergyAsDiagnosis = "allergy-as-diagnosis"
    case allergyAsProblem = "allergy-as-problem"
    // 9 about someone else
    case familyHistoryAsProblem = "family-history-as-problem"
    case householdFact = "household-fact"
    // 10, 11 results
    case foreignUnits = "foreign-units"
    case ureaNitrogen = "urea-nitrogen"
    case comparatorValue = "comparator-value"
    case testCodeDrift = "test-code-drift"
    case intervalChange = "interval-change"
    // 12 dose text
    case methotrexateStrengths = "methotrexate-strengths"
    case longDoseText = "long-dose-text"
    case doseTextMarkup = "dose-text-markup"
    case doseConflict = "dose-conflict"
    // 13 resolved or active
    case resolvedProblem = "resolved-problem"
    case stageProgression = "stage-progression"
    case historyOf = "history-of"
    // 14 death
    case deathInformal = "death-informal"
    case deathFormal = "death-formal"
    case deathRemoved = "death-removed"
    case deathConflict = "death-conflict"
    case eventAfterDeath = "event-after-death"
    // 15, 16, 17
    case endedDetention = "ended-detention"
    case thirdPartyLetter = "third-party-letter"
    case childProtectionPlan = "child-protection-plan"
    case unbornChildPlan = "unborn-child-plan"
    case lookedAfterChild = "looked-after-child"
    // 18, 19
    case longCode = "long-code"
    case clockChange = "clock-change"
    // beyond the nineteen
    case sameMedicineOtherWords = "same-medicine-other-words"
    case allergyInOneSource = "allergy-in-one-source"
    case lateSource = "late-source"
    case failedSource = "failed-source"
    case withheldSource = "withheld-source"
    case missingNumber = "missing-number"
    case mistypedNumber = "mistyped-number"
    case wrongBirthDate = "wrong-birth-date"
    case conflictingResuscitation = "conflicting-resuscitation"
    case conflictingEthnicity = "conflicting-ethnicity"
    case protectedAddress = "protected-address"
    case stoppedInHospital = "stopped-in-hospital"
    case notIssuedRecently = "not-issued-recently"
    case transferDegraded = "transfer-degraded"
    case guessedBirthDate = "guessed-birth-date"
    case unusualName = "unusual-name"
    case vaccinationInTwoSources = "vaccination-in-two-sources"
    case vaccinationNotGiven = "vaccination-not-given"
    case amendedResults = "amended-results"
    case turningSixteen = "turning-sixteen"
    case sensitiveItem = "sensitive-item"
    case localCodeUnknownElsewhere = "local-code-unknown-elsewhere"

    /// The number in the list of hazards; from 20 on for those beyond the list.
    package var number: Int {
        switch self {
        case .twins, .siblingsNumber, .sharedHostel, .noFixedAbode, .placeholderNumber: 1
        case .adoption, .genderChange: 2
        case .sameProductTwoIDs, .sameProductTwoSystems, .warfarinTwoStrengths: 3
        case .medicineInFailedFeed: 4
        case .staleAllergy: 5
        case .refutedAllergy, .enteredInErrorProblem: 6
        case .noKnownAllergyConflict, .noKnownDrugAllergyOnly: 7
        case .allergyAsDiagnosis, .allergyAsProblem: 8
        case .familyHistoryAsProblem, .householdFact: 9
        case .foreignUnits, .ureaNitrogen, .comparatorValue: 10
        case .testCodeDrift, .intervalChange: 11
        case .methotrexateStrengths, .longDoseText, .doseTextMarkup, .doseConflict: 12
        case .resolvedProblem, .stageProgression, .historyOf: 13
        case .deathInformal, .deathFormal, .deathRemoved, .deathConflict, .eventAfterDeath: 14
        case .endedDetention: 15
        case .thirdPartyLetter: 16
        case .childProtectionPlan, .unbornChildPlan, .lookedAfterChild: 17
        case .longCode: 18
        case .clockChange: 19
        case .sameMedicineOtherWords: 20
        case .allergyInOneSource: 21
        case .lateSource, .failedSource, .withheldSource: 22
        case .missingNumber, .mistypedNumber, .wrongBirthDate: 23
        case .conflictingResuscitation: 24
        case .conflictingEthnicity: 25
        case .protectedAddress: 26
        case .stoppedInHospital, .notIssuedRecently: 27
        case .transferDegraded, .localCodeUnknownElsewhere: 28
        case .guessedBirthDate, .unusualName: 29
        case .vaccinationInTwoSources, .vaccinationNotGiven: 30
        case .amendedResults: 31
        case .turningSixteen: 32
        case .sensitiveItem: 33
        }
    }

    /// Whether the hazard decides what is said about allergies, so that nothing else may.
    var replacesAllergies: Bool {
        switch self {
        case .staleAllergy, .refutedAllergy, .noKnownAllergyConflict, .noKnownDrugAllergyOnly, .allergyAsDiagnosis,
            .allergyAsProblem, .allergyInOneSource:
            true
        default: false
        }
    }
}

extension SyntheticHazard {
    /// What a system that handles the hazard does, as a short tag for scoring.
    package var expectation: String {
        switch self {
        case .twins, .siblingsNumber, .sharedHostel, .noFixedAbode, .placeholderNumber, .mistypedNumber, .missingNumber,
            .wrongBirthDate, .guessedBirthDate, .unusualName:
            "never-joined-without-evidence"
        case .adoption, .genderChange: "old-identity-nowhere"
        case .sameProductTwoIDs, .sameProductTwoSystems, .sameMedicineOtherWords: "one-group-all-sources"
        case .warfarinTwoStrengths, .methotrexateStrengths: "two-rows"
        case .medicineInFailedFeed, .failedSource: "source-named-as-not-received"
        case .staleAllergy: "both-shown-active-in-banner"
        case .refutedAllergy, .enteredInErrorProblem: "history-only"
        case .noKnownAllergyConflict: "known-allergies"
        case .noKnownDrugAllergyOnly: "nothing-said-of-food"
        case .allergyAsDiagnosis, .allergyAsProblem, .allergyInOneSource: "in-allergy-section"
        case .familyHistoryAsProblem, .householdFact: "not-a-problem-of-the-person"
        case .foreignUnits, .ureaNitrogen, .comparatorValue: "no-shared-line-without-factor"
        case .testCodeDrift, .intervalChange: "one-trend-own-intervals"
        case .longDoseText, .doseTextMarkup: "text-verbatim"
        case .doseConflict: "conflict-shown"
        case .resolvedProblem, .stageProgression, .historyOf: "past-or-progression"
        case .deathInformal, .deathFormal, .deathConflict: "death-with-source"
        case .deathRemoved: "alive"
        case .eventAfterDeath: "event-shown-as-after-death"
        case .endedDetention: "period-shown-no-flag"
        case .thirdPartyLetter: "held-from-person-until-redacted"
        case .childProtectionPlan, .unbornChildPlan, .lookedAfterChild: "professionals-only"
        case .longCode: "code-is-text"
        case .clockChange: "both-hours-kept"
        case .lateSource: "source-named-as-late"
        case .withheldSource: "counted-not-named"
        case .conflictingResuscitation: "both-decisions-shown"
        case .conflictingEthnicity: "one-stated-rule"
        case .protectedAddress: "no-place-shown"
        case .stoppedInHospital: "conflict-with-reason-and-date"
        case .notIssuedRecently: "last-issue-said"
        case .transferDegraded, .localCodeUnknownElsewhere: "text-survives"
        case .vaccinationInTwoSources: "one-dose-two-sources"
        case .vaccinationNotGiven: "not-counted-as-given"
        case .amendedResults: "status-shown"
        case .turningSixteen: "proxy-ends-at-midnight"
        case .sensitiveItem: "label-applied"
        }
    }
}
