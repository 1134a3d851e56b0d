// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// A decision about resuscitation.
    struct ResuscitationDecision {
        /// The SNOMED CT code and words.
        var code: String
        var text: String
        var decided: Moment
        var staff: SyntheticStaffMember
        var review: Int?
        /// The form, where it is attached.
        var document: String?
    }

    /// Writes a decision about resuscitation: an Observation with its review date.
    @discardableResult
    func resuscitation(_ record: HeldRecord, feed: SyntheticFeed? = nil, _ decision: ResuscitationDecision) -> String {
        add("Observation", to: feed ?? record.feed, profile: "UKCore-Observation") { writer in
            if let review = decision.review {
                writer.array("extension") { extensions in
                    extensions.fhirExtension(JSONWriter.oneLondon("review-date")) {
                        $0.member("valueDate", Moment.dateText(review))
                    }
                }
            }
            writer.member("status", "final")
            writer.concepts("category", .observationCategory, "survey")
            writer.concept("code", .snomed, decision.code, text: decision.text)
            writer.reference("subject", record.reference)
            writer.member("effectiveDateTime", decision.decided.text)
            writer.references(
                "performer", decision.staff.reference, display: "\(decision.staff.name), \(decision.staff.role.title)")
            writer.references("derivedFrom", decision.document)
        }
    }

    /// The care plan that all of London shares: what matters, what to do in an emergency.
    func sharedCarePlan(_ record: HeldRecord) {
        let staff = record.organisation.staff[0]
        let from = max(plan.birthDay + 100, lastDay - 30 - random.below(500))
        let isSickle = plan.problems.contains { $0.problem.code == Problem.sickleCell.code }
        let type = isSickle ? "887701000000100" : "2181441000000107"
        carePlan(
            record,
            category: Concept(
                SyntheticCodes.snomed(type),
                text: isSickle ? "Emergency health care plan" : "Personalised care and support plan"),
            title: isSickle ? "Sickle cell emergency plan" : "Shared care plan",
            description: isSickle
                ? "In a crisis: analgesia within 30 minutes as in the protocol, oxygen if below 95 %, call haematology early."
                : "What matters: being at home with family and the garden. For hospital only if it can be put right quickly.",
            from: from, staff: staff,
            goals: isSickle
                ? ["Fewer days in hospital"]
                : ["Preferred place of care: own home", "Family told early of any change"],
            activities: isSickle
                ? ["Haematology advice line day and night"] : ["Practice reviews the plan every six months"])
        if let contact = plan.contacts.first { relative(record, contact, isCarer: false) }
        guard !isSickle, !plan.hazards.contains(.conflictingResuscitation), random.chance(0.7) else { return }
        let decided = Moment(day: from, minute: 870)
        let form = respectForm(record, on: decided, isForResuscitation: false, staff: staff)
        resuscitation(
            record,
            ResuscitationDecision(
                code: "450476008", text: "Not for attempted cardiopulmonary resuscitation", decided: decided,
                staff: staff,
                review: from + 365, document: form))
        add("Observation", to: record.feed, profile: "UKCore-Observation") { writer in
            writer.member("status", "final")
            writer.concept("code", .snomed, "1107891000000106", text: "Has ReSPECT plan")
            writer.reference("subject", record.reference)
            writer.member("effectiveDateTime", decided.text)
            writer.references("derivedFrom", form)
        }
    }

    /// The form that goes with a decision, as a PDF.
    func respectForm(
        _ record: HeldRecord, on moment: Moment, isForResuscitation: Bool, staff: SyntheticStaffMember,
        place: String = "own home"
    ) -> String {
        document(
            record,
            DocumentText(
                type: "1382601000000107", category: "734163000", title: "ReSPECT form", date: moment, author: staff,
                text: """
                    Recommended Summary Plan for Emergency Care and Treatment

                    \(plan.fullName), born \(Moment.longText(plan.birthDay))
                    Agreed on \(Moment.longText(moment.day))

                    Relevant conditions
                    \(diagnosisList(on: moment.day))

                    What matters most: comfort, and being in \(place) with family near.

                    Recommendation: \(isForResuscitation ? "for" : "not for") attempted cardiopulmonary resuscitation.
                    Treat infections at home where possible; hospital for a fracture or if comfort cannot be kept at home.

                    Discussed with: \(plan.salutation(on: moment.day))\(plan.contacts.first.map { " and \($0.name)" } ?? "")

                    \(staff.signature)
                    """, isPDF: true, period: (moment.day, nil)))
    }
}
