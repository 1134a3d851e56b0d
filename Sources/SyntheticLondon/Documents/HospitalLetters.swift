// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// The summary that a hospital sends after a stay.
    func dischargeSummary(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, until end: Moment, changes: [String], actions: [String]
    ) -> String {
        let author = record.organisation.member(.wardDoctor)
        return """
            \(letterHead(record.organisation, clinic: "Discharge summary: \(visit.reason.clinic.clinic)", date: end.day, record: record))

            Admitted \(Moment.longText(visit.arrival.day)) \(visit.reason.clinic == .maternity ? "in labour" : "as an emergency"), discharged \(Moment.longText(end.day))
            Consultant: \(record.organisation.member(visit.reason.clinic).name)

            Diagnosis
            • \(visit.reason.diagnosis)

            Other conditions
            \(diagnosisList(on: end.day))

            Presenting complaint: \(visit.reason.complaint)

            Course: \(course(visit, until: end))

            Medicines changed
            \(changes.isEmpty ? "• No changes" : changes.map { "• " + $0 }.joined(separator: "\n"))

            Medicines on discharge
            \(medicineList(on: end.day))

            Allergies: \(allergyLine)

            Actions for the practice
            \(actions.map { "• " + $0 }.joined(separator: "\n"))

            \(author.signature)
            """
    }

    /// How a stay went, in two sentences.
    func course(_ visit: PersonPlan.HospitalVisit, until end: Moment) -> String {
        let name = plan.salutation(on: end.day)
        if visit.reason.clinic == .maternity {
            return """
                \(name) came in labour and had a normal delivery of a live baby. Mother and baby are both well; the community midwife \
                will visit tomorrow.
                """
        }
        let subject = plan.isFemale ? "she" : "he"
        let outcome =
            plan.age(on: end.day) >= 75 ? "was independent with the usual help" : "felt well enough to go home"
        return """
            \(name) was \(visit.byAmbulance ? "brought in by ambulance" : "seen in the emergency department") and stayed \
            \(visit.nights) night\(visit.nights == 1 ? "" : "s") under our care. Observations settled with treatment and \(subject) \
            \(outcome) on the day of discharge.
            """
    }

    /// The note that an emergency department sends after a visit without a stay.
    func emergencyLetter(_ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, until end: Moment) -> String {
        let author = record.organisation.member(.emergency)
        let medicine = visit.reason.medicine.flatMap { isUnsafe($0, on: end.day) ? nil : $0 }
        return """
            \(letterHead(record.organisation, clinic: "Emergency Department", date: visit.arrival.day, record: record))

            Attended \(Moment.longText(visit.arrival.day)) at \(visit.arrival.clockText), left at \(end.clockText)

            Presenting complaint: \(visit.reason.complaint)
            Diagnosis: \(visit.reason.diagnosis)
            Treatment: \(medicine.map { "\($0.name), \($0.dose)" } ?? "advice given")
            Allergies: \(allergyLine)

            Advice to return if worse was given. No action for the practice.

            \(author.signature)
            """
    }

    /// The handover that an ambulance crew leaves.
    func ambulanceSummary(_ record: HeldRecord, at moment: Moment, complaint: String, destination: String?) -> String {
        let author = record.organisation.staff[random.below(record.organisation.staff.count)]
        let place = plan.hasProtectedAddress ? "address withheld" : plan.address.text
        return """
            \(record.organisation.name)
            Patient care summary

            \(Moment.longText(moment.day)), call \(moment.clockText)
            \(plan.fullName), born \(Moment.longText(plan.birthDay)), found at \(place)

            Complaint: \(complaint)
            On arrival: alert and talking, observations as charted (NEWS2).
            History from \(plan.contacts.first.map { "\($0.relationship.lowercased())" } ?? "patient").
            Allergies as told: \(allergyLine)

            \(destination.map { "Conveyed to \($0), handed over to the nurse in charge." }
                ?? "Not conveyed: assessed and safe to stay at home, worsening advice given, practice informed.")

            \(author.signature)
            """
    }
}
