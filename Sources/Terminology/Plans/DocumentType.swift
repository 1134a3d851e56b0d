// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A listed type of document or plan.
package struct DocumentType: Hashable, Sendable {
    /// What kind of document it is.
    package enum Kind: String, Hashable, Sendable {
        case mentalHealthCrisisPlan = "mental-health-crisis-plan"
        case respectForm = "respect-form"
        case contingencyPlan = "contingency-plan"
        case endOfLifeCarePlan = "end-of-life-care-plan"
        case endOfLifeCoordinationSummary = "end-of-life-coordination-summary"
        case emergencyHealthCarePlan = "emergency-health-care-plan"
        case advanceCarePlan = "advance-care-plan"
        case treatmentEscalationPlan = "treatment-escalation-plan"
        case personalisedCareAndSupportPlan = "personalised-care-and-support-plan"
        case lloydGeorgeFolder = "lloyd-george-folder"
        case news2Chart = "news2-chart"
        case summaryRecord = "summary-record"
        case appointment
        case clinicalSummary = "clinical-summary"
        case dischargeSummary = "discharge-summary"
        case letter
        case referralLetter = "referral-letter"
        case procedureReport = "procedure-report"
    }

    /// What kind of document it is.
    package let kind: Kind
    /// The category that the National Record Locator pairs with the type, as a SNOMED CT id; nil where none is listed.
    package let category: String?

    /// Whether it may hold a resuscitation decision or limits of treatment, so that it stands beside the decisions.
    package var isAboutEmergencyTreatment: Bool {
        switch kind {
        case .respectForm, .endOfLifeCarePlan, .endOfLifeCoordinationSummary, .emergencyHealthCarePlan,
            .advanceCarePlan, .treatmentEscalationPlan:
            true
        default: false
        }
    }

    /// The type of a code; nil for a code that is not listed as a document.
    package static func lookup(system: String, code: String) -> DocumentType? {
        guard let row = ListedCodes.confirmed(CodeKey(system: system, code: code)),
            let kind = row.tags["document"].flatMap({ Kind(rawValue: $0) })
        else { return nil }
        return DocumentType(kind: kind, category: row.tags["category"])
    }
}
