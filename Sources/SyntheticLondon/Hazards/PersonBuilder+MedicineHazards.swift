// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension SyntheticHazard {
    /// Medicines that the hazard writes and that letters and hospital lists name too.
    var listedMedicines: [Medicine] {
        switch self {
        case .sameProductTwoIDs: [.apixaban]
        case .sameProductTwoSystems: [.amlodipine]
        case .sameMedicineOtherWords: [.bisoprolol]
        case .longCode: [.atorvastatin]
        case .warfarinTwoStrengths: [.warfarin1, .warfarin3]
        case .stoppedInHospital: [.ramipril]
        default: []
        }
    }

    /// Whether a medicine is the hazard's own business, so that nothing else may prescribe it or its like.
    func keeps(_ medicine: Medicine) -> Bool {
        switch self {
        case .sameProductTwoIDs, .warfarinTwoStrengths:
            [Medicine.apixaban, .apixabanLow, .rivaroxaban, .aspirin, .naproxen, .ibuprofen].contains(medicine)
        case .sameProductTwoSystems: medicine == .amlodipine
        case .sameMedicineOtherWords: medicine == .bisoprolol
        case .longCode: medicine == .atorvastatin
        case .methotrexateStrengths: medicine == .methotrexate2
        case .stoppedInHospital: [Medicine.ramipril, .ramiprilLow, .losartan, .naproxen, .ibuprofen].contains(medicine)
        case .longDoseText: medicine == .prednisolone
        case .doseTextMarkup: medicine == .furosemide
        case .notIssuedRecently: medicine == .gabapentin
        case .doseConflict: medicine == .folicAcid
        case .sensitiveItem: medicine == .combinedPill
        case .medicineInFailedFeed: [Medicine.olanzapine, .risperidone].contains(medicine)
        default: false
        }
    }
}

extension PersonBuilder {
    /// Hazards of medicines; returns whether this is one.
    func writeMedicine(_ hazard: SyntheticHazard) -> Bool {
        guard let gp else { return false }
        switch hazard {
        case .sameProductTwoIDs: twice(hazard, .apixaban, gpStyle: .superseded, hospitalStyle: .current)
        case .sameProductTwoSystems: twice(hazard, .amlodipine, gpStyle: .current, hospitalStyle: .underSNOMED)
        case .sameMedicineOtherWords: twice(hazard, .bisoprolol, gpStyle: .current, hospitalStyle: .wordsOnly)
        case .longCode: twice(hazard, .atorvastatin, gpStyle: .current, hospitalStyle: .current)
        case .warfarinTwoStrengths: warfarin(gp)
        case .medicineInFailedFeed: failedFeedMedicine()
        case .methotrexateStrengths: methotrexate(gp)
        case .longDoseText:
            note(hazard, gp, [repeatMedicine(gp, .prednisolone, from: lastDay - 120, issues: 0, dose: Self.longDose)])
        case .doseTextMarkup:
            note(
                hazard, gp,
                [
                    repeatMedicine(
                        gp, .furosemide, from: lastDay - 200, issues: 0,
                        dose:
                            "ONE each morning if weight > 72kg & ankles swollen;\nTWO if > 74kg; none if systolic < 100"
                    )
                ])
        case .doseConflict: doseConflict()
        case .stoppedInHospital: stoppedInHospital(gp)
        case .notIssuedRecently:
            note(
                hazard, gp,
                [repeatMedicine(gp, .gabapentin, from: lastDay - 900, issues: 1, lastIssue: lastDay - 230)])
        case .transferDegraded: transferDegraded(gp)
        default: return false
        }
        return true
    }

    /// One product in the practice's record and in the hospital's, stated in two ways.
    private func twice(
        _ hazard: SyntheticHazard, _ medicine: Medicine, gpStyle: Medicine.Style, hospitalStyle: Medicine.Style
    ) {
        guard let gp else { return }
        let start = max(plan.birthDay + 300, lastDay - 1_200)
        var references = [
            TruthReference(
                node: gp.feed.node, reference: repeatMedicine(gp, medicine, from: start, style: gpStyle, issues: 1))
        ]
        if let hospital {
            var text = PrescriptionText(
                medicine.concept(hospitalStyle), authored: max(start, lastDay - 90), dose: medicine.dose)
            text.category = "discharge"
            text.staff = hospital.organisation.member(.hospitalPharmacist)
            let other = prescription(
                hospital, feed: hospital.organisation.feed(.epr),
                fact: Fact(kind: .medicine, code: medicine.name, day: 0), text)
            references.append(TruthReference(node: hospital.feed.node, reference: other))
        }
        note(hazard, references)
    }

    private func warfarin(_ gp: HeldRecord) {
        let start = lastDay - 700
        let one = repeatMedicine(gp, .warfarin1, from: start, issues: 1)
        let three = repeatMedicine(gp, .warfarin3, from: start, issues: 1)
        for number in 0..<6 {
            let moment = Moment(day: workday(lastDay - 20 - number * 42, from: start), minute: 600)
            report(gp, .clotting, values(.clotting, on: moment.day), at: moment, codes: .older)
        }
        note(.warfarinTwoStrengths, gp, [one, three])
    }

    /// A medicine that only a hospital's feed knows, and that feed has failed.
    private func failedFeedMedicine() {
        let isMentalHealth = plan.problems.contains { $0.problem.code == Problem.schizophrenia.code }
        let holder = isMentalHealth ? records.first { $0.organisation.kind == .mentalHealthTrust } : hospital
        guard let holder else { return }
        let feed = holder.organisation.feed(.epma)
        let medicine: Medicine = isMentalHealth ? .clozapine : .adalimumab
        var references: [String] = []
        for number in 0..<3 {
            var text = PrescriptionText(
                medicine.concept(isMentalHealth ? .current : .wordsOnly), authored: lastDay - 14 - number * 28,
                dose: medicine.dose)
            text.category = "outpatient"
            text.status = number == 0 ? "active" : "completed"
            text.quantity = medicine.quantity
            text.unit = medicine.unit
            text.staff = holder.organisation.member(.hospitalPharmacist)
            let order = prescription(holder, feed: feed, text)
            dispense(
                holder, feed: feed, text.concept, on: text.authored, quantity: medicine.quantity, unit: medicine.unit,
                for: order)
            references.append(order)
        }
        if feed.state.isReceived == false { note(.medicineInFailedFeed, holder, references) }
    }

    private func methotrexate(_ gp: HeldRecord) {
        let small = repeatMedicine(gp, .methotrexate2, from: lastDay - 800, issues: 1)
        var references = [TruthReference(node: gp.feed.node, reference: small)]
        if let hospital {
            var text = PrescriptionText(
                Medicine.methotrexate10.concept(.current), authored: lastDay - 60, dose: Medicine.methotrexate10.dose)
            text.category = "outpatient"
            text.timing = (1, 1, "wk")
            text.staff = hospital.organisation.member(.rheumatology)
            let large = prescription(hospital, feed: hospital.organisation.feed(.epr), text)
            references.append(TruthReference(node: hospital.feed.node, reference: large))
        }
        note(.methotrexateStrengths, references)
    }

    /// Words say once a week, the structured timing says once a day.
    private func doseConflict() {
        guard let hospital else { return }
        var text = PrescriptionText(
            Medicine.folicAcid.concept(.wordsOnly), authored: lastDay - 30, dose: "ONE tablet ONCE A WEEK on Friday")
        text.timing = (1, 1, "d")
        text.category = "outpatient"
        note(.doseConflict, hospital, [prescription(hospital, feed: hospital.organisation.feed(.epr), text)])
    }

    /// The day on which a stay for kidney injury ended.
    var stopDay: Int {
        let stay = plan.visits.last { $0.reason.diagnosis == VisitReason.kidneyInjury.diagnosis }
        return stay.map { $0.arrival.day + $0.nights } ?? lastDay - 38
    }

    /// Ramipril was stopped in hospital for kidney injury; the practice's repeat is still there.
    private func stoppedInHospital(_ gp: HeldRecord) {
        guard let hospital else { return }
        let day = stopDay
        let repeatReference = repeatMedicine(gp, .ramipril, from: lastDay - 1_500, issues: 2, lastIssue: lastDay - 12)
        var text = PrescriptionText(Medicine.ramipril.concept(.current), authored: day, dose: Medicine.ramipril.dose)
        text.category = "discharge"
        text.status = "stopped"
        text.statusReason = "Acute kidney injury"
        text.note =
            "Ramipril stopped \(Moment.longText(day)): acute kidney injury. Not to be restarted without renal advice."
        text.staff = hospital.organisation.member(.wardDoctor)
        let stopped = prescription(
            hospital, feed: hospital.organisation.feed(.epr),
            fact: Fact(kind: .medicine, code: Medicine.ramipril.name, day: 0), text)
        note(
            .stoppedInHospital,
            [
                TruthReference(node: gp.feed.node, reference: repeatReference),
                TruthReference(node: hospital.feed.node, reference: stopped),
            ])
    }

    private func transferDegraded(_ gp: HeldRecord) {
        let concept = Concept(
            SyntheticCodes.snomed("196421000000109"),
            text: "Trimethoprim 200mg tablets (entry came with a record transfer)")
        let reference = statement(
            gp, concept, status: "completed", from: lastDay - 1_400, to: lastDay - 1_390, lastIssue: lastDay - 1_400,
            dose: "as directed", basedOn: nil)
        note(.transferDegraded, gp, [reference])
    }

    /// An instruction of more than 300 characters.
    static let longDose = """
        Take EIGHT tablets (40mg) each morning with food for 7 days, then reduce by ONE tablet (5mg) every 3 days until you \
        are taking FOUR tablets (20mg) each morning, stay on that dose for 14 days, then reduce by ONE tablet (5mg) every week \
        and stop. Do not stop suddenly. Carry your steroid card. If you feel faint, sick or very tired while reducing go back \
        to the last dose and ring the rheumatology advice line the same day.
        """
}
