// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The clinical resources that several sections of a record write.
extension PersonBuilder {
    /// A problem or diagnosis.
    struct ConditionText {
        var concept: Concept
        var onset: Int?
        var end: Int?
        var recorded: Int
        var isProblem = true
        var isMajor = true
        var verification = "confirmed"
        var encounter: String?
        var recorder: SyntheticStaffMember?
        var note: String?
        var labels: SensitivityLabels = []
    }

    @discardableResult
    func condition(_ record: HeldRecord, feed: SyntheticFeed? = nil, fact: Fact? = nil, _ text: ConditionText) -> String
    {
        add("Condition", to: feed ?? record.feed, profile: "UKCore-Condition", labels: text.labels, fact: fact) {
            writer in
            if text.isProblem, record.organisation.kind == .generalPractice {
                writer.array("extension") { extensions in
                    extensions.fhirExtension(JSONWriter.ukCore("ProblemSignificance")) {
                        $0.member("valueCode", text.isMajor ? "major" : "minor")
                    }
                }
            }
            if text.verification != "entered-in-error" {
                writer.concept("clinicalStatus", .conditionClinical, text.end == nil ? "active" : "resolved")
            }
            writer.concept("verificationStatus", .conditionVerification, text.verification)
            writer.concepts(
                "category", .conditionCategory, text.isProblem ? "problem-list-item" : "encounter-diagnosis")
            writer.concept("code", text.concept)
            writer.reference("subject", record.reference)
            writer.reference("encounter", text.encounter)
            writer.member("onsetDateTime", text.onset.map(Moment.dateText))
            writer.member("abatementDateTime", text.end.map(Moment.dateText))
            writer.member("recordedDate", Moment.dateText(text.recorded))
            writer.reference("recorder", text.recorder?.reference, display: text.recorder?.name)
            writer.note(text.note)
        }
    }

    /// An encounter of any kind.
    struct EncounterText {
        var act: String
        var start: Moment
        var end: Moment
        var type: Concept
        var reason: Concept?
        var diagnosis: String?
        var staff: SyntheticStaffMember?
        var place: Int = 0
        var status = "finished"
        var startText: String?
        var endText: String?
        var labels: SensitivityLabels = []
        var admission: String?
        var discharge: String?
        var legalStatus: [(context: String, code: String)] = []
    }

    @discardableResult
    func encounter(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, fact: Fact? = nil, id: String? = nil, _ text: EncounterText
    ) -> String {
        add(
            "Encounter", to: feed ?? record.feed, id: id, profile: "UKCore-Encounter", labels: text.labels, fact: fact
        ) { writer in
            if !text.legalStatus.isEmpty {
                writer.array("extension") { extensions in
                    for status in text.legalStatus {
                        extensions.fhirExtension(JSONWriter.ukCore("LegalStatus")) { legal in
                            legal.array("extension") { parts in
                                parts.conceptExtension("legalStatusContext", .legalContext, status.context)
                                parts.conceptExtension("legalStatusClassification", .legalStatus, status.code)
                            }
                        }
                    }
                }
            }
            writer.member("status", text.status)
            writer.key("class")
            writer.coding(SyntheticCodes.code(.act, text.act))
            writer.concepts("type", [text.type])
            writer.reference("subject", record.reference)
            if let staff = text.staff {
                writer.array("participant") { list in
                    list.object { $0.reference("individual", staff.reference, display: staff.name) }
                }
            }
            writer.period("period", text.startText ?? text.start.text, text.endText ?? text.end.text)
            if let reason = text.reason { writer.concepts("reasonCode", [reason]) }
            if let diagnosis = text.diagnosis {
                writer.array("diagnosis") { list in list.object { $0.reference("condition", diagnosis) } }
            }
            if text.admission != nil || text.discharge != nil {
                writer.object("hospitalization") { stay in
                    stay.array("extension") { extensions in
                        if let admission = text.admission {
                            extensions.conceptExtension(
                                JSONWriter.ukCore("AdmissionMethod"), .admissionMethod, admission)
                        }
                        if let discharge = text.discharge {
                            extensions.conceptExtension(
                                JSONWriter.ukCore("DischargeMethod"), .dischargeMethod, discharge)
                        }
                    }
                }
            }
            writer.array("location") { list in
                list.object { $0.reference("location", DirectoryResources.place(record.organisation, text.place)) }
            }
            writer.reference("serviceProvider", record.organisation.reference, display: record.organisation.name)
        }
    }

    /// An allergy or intolerance.
    struct AllergyText {
        var concept: Concept
        var clinical: String? = "active"
        var verification = "confirmed"
        var category: String? = "medication"
        var isSevere = false
        var recorded: Int
        var end: Int?
        var reaction: Concept?
        var recorder: SyntheticStaffMember?
        var note: String?
    }

    @discardableResult
    func allergy(_ record: HeldRecord, feed: SyntheticFeed? = nil, fact: Fact? = nil, _ text: AllergyText) -> String {
        add("AllergyIntolerance", to: feed ?? record.feed, profile: "UKCore-AllergyIntolerance", fact: fact) { writer in
            if let end = text.end {
                writer.array("extension") { extensions in
                    extensions.fhirExtension(JSONWriter.ukCore("AllergyIntoleranceEnd")) { ended in
                        ended.array("extension") { parts in
                            parts.fhirExtension("endDate") { $0.member("valueDateTime", Moment.dateText(end)) }
                            parts.fhirExtension("reasonEnded") {
                                $0.member("valueString", "No longer clinically relevant")
                            }
                        }
                    }
                }
            }
            if let clinical = text.clinical { writer.concept("clinicalStatus", .allergyClinical, clinical) }
            writer.concept("verificationStatus", .allergyVerification, text.verification)
            if let category = text.category { writer.array("category") { $0.string(category) } }
            if text.isSevere { writer.member("criticality", "high") }
            writer.concept("code", text.concept)
            writer.reference("patient", record.reference)
            writer.member("recordedDate", Moment.dateText(text.recorded))
            writer.reference("recorder", text.recorder?.reference, display: text.recorder?.name)
            writer.note(text.note)
            if let reaction = text.reaction {
                writer.array("reaction") { list in
                    list.object { item in
                        item.concepts("manifestation", [reaction])
                        item.member("severity", text.isSevere ? "severe" : "moderate")
                    }
                }
            }
        }
    }

    /// The allergy of a plan as a source states it.
    func allergyText(_ held: PersonPlan.HeldAllergy, recorder: SyntheticStaffMember?) -> AllergyText {
        AllergyText(
            concept: Concept(SyntheticCodes.snomed(held.allergen.code), text: held.allergen.text),
            category: held.allergen.category, isSevere: held.allergen.isSevere, recorded: held.noted,
            reaction: Concept(SyntheticCodes.snomed(held.allergen.reaction), text: held.allergen.reactionText),
            recorder: recorder)
    }

    /// A flag.
    @discardableResult
    func flag(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, heading: String, code: Concept, from: Int, to: Int? = nil,
        labels: SensitivityLabels = [], author: SyntheticStaffMember? = nil
    ) -> String {
        add("Flag", to: feed ?? record.feed, profile: "UKCore-Flag", labels: labels) { writer in
            writer.member("status", to.map { $0 < today } ?? false ? "inactive" : "active")
            writer.concepts("category", .recordHeading, heading)
            writer.concept("code", code)
            writer.reference("subject", record.reference)
            writer.period("period", Moment.dateText(from), to.map(Moment.dateText))
            writer.reference("author", author?.reference, display: author?.name)
        }
    }
}
