// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension SyntheticHazard {
    /// The hostel that many people give as their address.
    static func hostel(_ borough: Int) -> PersonPlan.Address {
        PersonPlan.Address(line: "Synthetic Lantern House Hostel, 12 Pipers Row", borough: borough, postcode: "SE1 4KV")
    }

    /// Changes who someone is, before anything is written.
    func prepare(_ plan: inout PersonPlan, today: Int) {
        switch self {
        case .sharedHostel: plan.address = Self.hostel(plan.address.borough)
        case .noFixedAbode:
            plan.address = PersonPlan.Address(
                line: "No fixed abode", borough: plan.address.borough, postcode: "ZZ99 3VZ")
        case .protectedAddress: plan.hasProtectedAddress = true
        case .guessedBirthDate:
            let year = CivilDate(daysSinceEpoch: plan.birthDay).year
            let newYear = CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? plan.birthDay
            plan.birthDay = newYear
        case .stoppedInHospital
        where plan.visits.allSatisfy({ $0.reason.diagnosis != VisitReason.kidneyInjury.diagnosis }):
            guard let hospital = plan.hospitals.first else { return }
            plan.visits.append(
                PersonPlan.HospitalVisit(
                    organisation: hospital, arrival: Moment(day: plan.lastDay(today) - 44, minute: 1_105),
                    reason: .kidneyInjury, byAmbulance: false, nights: 5))
        default: break
        }
    }

    /// How a record differs because of the hazard.
    func differ(_ builder: PersonBuilder, _ organisation: SyntheticOrganisation, _ differences: inout RecordDifferences)
    {
        let plan = builder.plan
        let isFirstHospital = organisation.index == plan.hospitals.first
        let isFormer = organisation.kind == .acuteTrust && plan.services.contains(organisation.index)
        let opposite = plan.isFemale ? "male" : "female"
        switch self {
        case .twins where isFirstHospital && plan.index % 2 == 1, .siblingsNumber where isFirstHospital:
            differences.number = .siblings
            differences.numberStatus = "05"
        case .placeholderNumber where isFirstHospital:
            differences.number = .placeholder
            differences.numberText = "9999999999"
        case .mistypedNumber where isFirstHospital: differences.number = .mistyped
        case .missingNumber where organisation.kind == .council: differences.number = .missing
        case .wrongBirthDate where organisation.index == plan.hospitals.dropFirst().first:
            differences.number = .correct
            differences.birthDay = plan.birthDay + 365
        case .adoption where isFormer:
            differences.number = .otherIdentity
            differences.family = "Thistlewood"
            differences.given = ["Baby"]
        case .genderChange where isFormer:
            differences.number = .otherIdentity
            differences.gender = opposite
            differences.given = [plan.isFemale ? "Jonathan" : "Rebecca"]
        case .conflictingEthnicity where isFirstHospital: differences.ethnicity = plan.ethnicity == "G" ? "P" : "G"
        case .conflictingEthnicity where organisation.kind == .generalPractice: differences.ethnicity = plan.ethnicity
        default: differDeath(plan, organisation, isFirstHospital, builder.today, &differences)
        }
    }

    private func differDeath(
        _ plan: PersonPlan, _ organisation: SyntheticOrganisation, _ isFirstHospital: Bool, _ today: Int,
        _ differences: inout RecordDifferences
    ) {
        switch self {
        case .deathInformal where plan.deathDay != nil: differences.deathNotification = "1"
        case .deathRemoved where organisation.kind == .generalPractice: differences.deathNotification = "U"
        case .deathRemoved where isFirstHospital:
            differences.deathNotification = "1"
            differences.deathDay = today - 60
        case .deathConflict where isFirstHospital:
            differences.deathDay = plan.deathDay.map { $0 - 2 }
            differences.deathNotification = "1"
        case .deathConflict where organisation.kind != .generalPractice: differences.knowsDeath = false
        default: break
        }
    }
}

extension PersonBuilder {
    /// Notes in the truth that a hazard shows in resources of one record.
    func note(_ hazard: SyntheticHazard, _ record: HeldRecord, _ references: [String]) {
        note(hazard, references.map { TruthReference(node: record.feed.node, reference: $0) })
    }

    /// Notes in the truth that a hazard shows in some resources.
    func note(_ hazard: SyntheticHazard, _ references: [TruthReference]) {
        hazards.append(HazardTruth(hazard: hazard, person: plan.index, resources: references))
    }

    /// The record of the usual hospital.
    var hospital: HeldRecord? { plan.hospitals.first.flatMap { record(at: $0) } }

    /// A Patient resource as the truth names it.
    func patient(_ record: HeldRecord) -> TruthReference {
        TruthReference(node: record.feed.node, reference: record.reference)
    }

    /// Builds in every hazard of the person, after the rest of the record is written.
    func writeHazards() {
        for hazard in plan.hazards where !writeIdentity(hazard) && !writeMedicine(hazard) && !writeAllergy(hazard) {
            if !writeResult(hazard), !writeProblem(hazard) { writeSituation(hazard) }
        }
        noteNatural()
    }

    /// Hazards that lie in who the records say they are about: they need no further resource.
    private func writeIdentity(_ hazard: SyntheticHazard) -> Bool {
        switch hazard {
        case .twins, .siblingsNumber, .sharedHostel, .noFixedAbode, .placeholderNumber, .mistypedNumber, .missingNumber,
            .wrongBirthDate, .conflictingEthnicity, .guessedBirthDate, .unusualName, .deathInformal, .deathFormal,
            .deathRemoved, .deathConflict, .protectedAddress, .turningSixteen:
            note(hazard, records.map(patient))
        case .adoption, .genderChange: formerIdentity(hazard)
        default: return false
        }
        return true
    }

    /// What the record of the earlier identity holds.
    private func formerIdentity(_ hazard: SyntheticHazard) {
        guard let former = records.first(where: { $0.truth.number == .otherIdentity }) else { return }
        let moment = Moment(day: max(plan.birthDay + 20, plan.registeredSince - 900), minute: 640)
        let visit = encounter(
            former,
            EncounterText(
                act: "AMB", start: moment, end: moment.adding(minutes: 25), type: Concept(text: "Outpatient clinic"),
                staff: former.organisation.member(.paediatrics), place: 1,
                labels: hazard == .genderChange ? .gender : []))
        note(hazard, former, [former.reference, visit])
    }

    /// Hazards that come about without being built in.
    private func noteNatural() {
        let natural: [(SyntheticHazard, (HeldRecord) -> Bool)] = [
            (.mistypedNumber, { $0.truth.number == .mistyped }),
            (.placeholderNumber, { $0.truth.number == .placeholder }),
            (.siblingsNumber, { $0.truth.number == .siblings }), (.missingNumber, { $0.truth.number == .missing }),
            (.wrongBirthDate, { !$0.truth.isBirthDateCorrect }), (.withheldSource, { $0.feed.kind == .sh }),
            (.lateSource, { $0.feed.state == .late }),
            (
                .failedSource,
                { record in
                    self.output.contains { source in
                        !source.feed.state.isReceived && record.organisation.feeds.contains { $0.id == source.feed.id }
                    }
                }
            ),
        ]
        for (hazard, applies) in natural where !plan.hazards.contains(hazard) || hazard.number == 22 {
            let found = records.filter(applies)
            if !found.isEmpty { note(hazard, found.map(patient)) }
        }
    }
}
