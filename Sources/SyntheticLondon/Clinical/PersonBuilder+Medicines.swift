// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// A prescription of any kind.
    struct PrescriptionText {
        var concept: Concept
        var status = "active"
        /// FHIR intent: plan for a repeat authorisation, order for one issue or a hospital's list.
        var intent = "order"
        var category: String?
        var authored: Int
        var dose: String
        var quantity: Int?
        var unit = "tablet"
        var staff: SyntheticStaffMember?
        var reason: Concept?
        var statusReason: String?
        var note: String?
        var issued: Int?
        var authorisedUntil: Int?
        var basedOn: String?
        var timing: (frequency: Int, period: Int, unit: String)?
        var labels: SensitivityLabels = []

        init(_ concept: Concept, authored: Int, dose: String) {
            self.concept = concept
            self.authored = authored
            self.dose = dose
        }
    }

    @discardableResult
    func prescription(_ record: HeldRecord, feed: SyntheticFeed? = nil, fact: Fact? = nil, _ text: PrescriptionText)
        -> String
    {
        add(
            "MedicationRequest", to: feed ?? record.feed, profile: "UKCore-MedicationRequest", labels: text.labels,
            fact: fact
        ) { writer in
            if let issued = text.issued {
                writer.array("extension") { extensions in
                    extensions.fhirExtension(JSONWriter.ukCore("MedicationRepeatInformation")) { repeats in
                        repeats.array("extension") { parts in
                            parts.fhirExtension("numberOfPrescriptionsIssued") { $0.member("valueUnsignedInt", issued) }
                            if let until = text.authorisedUntil {
                                parts.fhirExtension("authorisationExpiryDate") {
                                    $0.member("valueDateTime", Moment.dateText(until))
                                }
                            }
                        }
                    }
                }
            }
            writer.member("status", text.status)
            if let reason = text.statusReason { writer.concept("statusReason", Concept(text: reason)) }
            writer.member("intent", text.intent)
            if let category = text.category { writer.concepts("category", .medicineCategory, category) }
            writer.concept("medicationCodeableConcept", text.concept)
            writer.reference("subject", record.reference)
            writer.member("authoredOn", Moment.dateText(text.authored))
            writer.reference("requester", text.staff?.reference, display: text.staff?.name)
            if let reason = text.reason { writer.concepts("reasonCode", [reason]) }
            writer.references("basedOn", text.basedOn)
            writer.note(text.note)
            dosage(&writer, "dosageInstruction", text)
            writer.object("dispenseRequest") { dispense in
                dispense.period(
                    "validityPeriod", Moment.dateText(text.authored), text.authorisedUntil.map(Moment.dateText))
                if let quantity = text.quantity {
                    dispense.quantity("quantity", String(quantity), unit: text.unit, code: nil)
                }
            }
            writer.object("substitution") { $0.member("allowedBoolean", false) }
        }
    }

    private func dosage(_ writer: inout JSONWriter, _ name: String, _ text: PrescriptionText) {
        writer.array(name) { list in
            list.object { dosage in
                dosage.member("text", text.dose)
                if let timing = text.timing {
                    dosage.object("timing") { timings in
                        timings.object("repeat") { pattern in
                            pattern.member("frequency", timing.frequency)
                            pattern.member("period", timing.period)
                            pattern.member("periodUnit", timing.unit)
                        }
                    }
                }
            }
        }
    }

    /// What a GP record says is being taken, with the day of the last issue.
    @discardableResult
    func statement(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, _ concept: Concept, status: String, from: Int, to: Int? = nil,
        lastIssue: Int?, dose: String, basedOn: String?, labels: SensitivityLabels = [], note: String? = nil
    ) -> String {
        add(
            "MedicationStatement", to: feed ?? record.feed, profile: "UKCore-MedicationStatement", labels: labels
        ) { writer in
            if let lastIssue {
                writer.array("extension") { extensions in
                    extensions.fhirExtension(JSONWriter.ukCore("MedicationStatementLastIssueDate")) {
                        $0.member("valueDateTime", Moment.dateText(lastIssue))
                    }
                }
            }
            writer.references("basedOn", basedOn)
            writer.member("status", status)
            writer.concept("medicationCodeableConcept", concept)
            writer.reference("subject", record.reference)
            writer.period("effectivePeriod", Moment.dateText(from), to.map(Moment.dateText))
            writer.member("dateAsserted", Moment.dateText(lastIssue ?? from))
            writer.note(note)
            writer.array("dosage") { list in list.object { $0.member("text", dose) } }
        }
    }

    /// A dose that was given on a ward.
    func administration(
        _ record: HeldRecord, feed: SyntheticFeed, _ concept: Concept, at moment: Moment, dose: String,
        encounter: String?
    ) {
        add("MedicationAdministration", to: feed, profile: "UKCore-MedicationAdministration") { writer in
            writer.member("status", "completed")
            writer.concept("medicationCodeableConcept", concept)
            writer.reference("subject", record.reference)
            writer.reference("context", encounter)
            writer.member("effectiveDateTime", moment.text)
            writer.object("dosage") { $0.member("text", dose) }
        }
    }

    /// A supply from a hospital pharmacy.
    func dispense(
        _ record: HeldRecord, feed: SyntheticFeed, _ concept: Concept, on day: Int, quantity: Int, unit: String,
        for request: String
    ) {
        add("MedicationDispense", to: feed, profile: "UKCore-MedicationDispense") { writer in
            writer.member("status", "completed")
            writer.concept("medicationCodeableConcept", concept)
            writer.reference("subject", record.reference)
            writer.references("authorizingPrescription", request)
            writer.quantity("quantity", String(quantity), unit: unit, code: nil)
            writer.member("whenHandedOver", Moment.dateText(day))
        }
    }

    /// A repeat medicine in the GP record: the authorisation, what is taken, and recent issues.
    @discardableResult
    func repeatMedicine(
        _ record: HeldRecord, _ medicine: Medicine, from start: Int, to end: Int? = nil, reason: Concept? = nil,
        style: Medicine.Style? = nil, issues: Int = 2, lastIssue: Int? = nil, dose: String? = nil,
        labels: SensitivityLabels = []
    ) -> String {
        let concept = medicine.concept(style ?? gpStyle(medicine, since: start))
        let allLabels = labels.union(medicine.labels)
        let last = end ?? lastIssue ?? max(start, lastDay - random.below(27))
        let staff = record.organisation.member(.generalPractitioner)
        var text = PrescriptionText(
            concept, authored: max(start, last - random.below(180)), dose: dose ?? medicine.dose)
        text.status = end == nil ? "active" : "stopped"
        text.intent = "plan"
        text.category = "community"
        text.quantity = medicine.quantity
        text.unit = medicine.unit
        text.staff = staff
        text.reason = reason
        text.issued = min(30, 1 + (last - start) / 30)
        text.authorisedUntil = text.authored + 365
        text.labels = allLabels
        if medicine.dose.contains("WEEK") { text.timing = (1, 1, "wk") }
        let fact = Fact(kind: .medicine, code: medicine.name, day: 0)
        let authorisation = prescription(record, fact: fact, text)
        statement(
            record, concept, status: end == nil ? "active" : "stopped", from: start, to: end, lastIssue: last,
            dose: text.dose, basedOn: authorisation, labels: allLabels)
        for number in 0..<issues where last - number * 28 >= start {
            var issue = text
            issue.intent = "order"
            issue.status = "completed"
            issue.authored = last - number * 28
            issue.issued = nil
            issue.authorisedUntil = nil
            issue.basedOn = authorisation
            prescription(record, issue)
        }
        return authorisation
    }
}
