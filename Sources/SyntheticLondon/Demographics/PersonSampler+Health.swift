// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonSampler {
    /// Conditions by age, sex and ethnicity.
    mutating func sampleProblems(_ plan: inout PersonPlan, age: Int) {
        for problem in Problem.sampled {
            var share = problem.share(age: age, isFemale: plan.isFemale)
            guard share > 0 else { continue }
            share *= modifier(problem, plan)
            guard random.chance(share), !excluded(problem, plan) else { continue }
            plan.problems.append(held(problem, plan, age: age))
        }
    }

    private func modifier(_ problem: Problem, _ plan: PersonPlan) -> Double {
        func alreadyHas(_ other: Problem) -> Bool { plan.problems.contains { $0.problem.code == other.code } }
        switch problem.code {
        case Problem.sickleCell.code: return Ethnicity.hasRaisedSickleRisk(plan.ethnicity) ? 1.6 : 0.01
        case Problem.type2Diabetes.code:
            return (Ethnicity.hasRaisedDiabetesRisk(plan.ethnicity) ? 1.8 : 0.75)
                * (alreadyHas(.hypertension) ? 1.5 : 0.85)
        case Problem.ckd3a.code, Problem.ckd3b.code, Problem.ckd4.code:
            return alreadyHas(.type2Diabetes) || alreadyHas(.hypertension) ? 1.4 : 0.4
        case Problem.heartFailure.code: return alreadyHas(.atrialFibrillation) ? 3 : 0.75
        case Problem.pregnancy.code: return plan.deathDay == nil && plan.age(on: london.today) >= 18 ? 1 : 0
        case Problem.cirrhosis.code: return alreadyHas(.alcoholDependence) ? 10 : 1
        default: return 1
        }
    }

    private func excluded(_ problem: Problem, _ plan: PersonPlan) -> Bool {
        Problem.exclusive.contains { set in
            set.contains(problem.code) && plan.problems.contains { set.contains($0.problem.code) }
        }
    }

    private mutating func held(_ problem: Problem, _ plan: PersonPlan, age: Int) -> PersonPlan.HeldProblem {
        let last = plan.lastDay(london.today)
        if problem.code == Problem.pregnancy.code {
            let onset = max(plan.birthDay + 6_000, last - 30 - random.below(500))
            return PersonPlan.HeldProblem(problem: problem, onset: onset, end: onset + 250 < last ? onset + 250 : nil)
        }
        if problem.fromBirth {
            return PersonPlan.HeldProblem(
                problem: problem, onset: min(last, plan.birthDay + 60 + random.below(1_500)), end: nil)
        }
        let latestChildhood = plan.birthDay + problem.minimumAge * 366
        let years = problem.isFrailty ? 3 : (age > 60 ? 14 : 10)
        let onset = max(min(latestChildhood, last - 10), last - 20 - random.below(years * 365))
        return PersonPlan.HeldProblem(problem: problem, onset: onset, end: nil)
    }

    /// One in eight has an allergy, a few have two.
    mutating func sampleAllergies(_ plan: inout PersonPlan) {
        let last = plan.lastDay(london.today)
        guard last - plan.birthDay > 500, random.chance(0.13) else { return }
        let weights = Allergen.sampled.map(\.weight)
        let first = random.weighted(weights)
        plan.allergies = [held(Allergen.sampled[first].allergen, plan, last)]
        let second = random.weighted(weights)
        if second != first, second > 1, random.chance(0.15) {
            plan.allergies.append(held(Allergen.sampled[second].allergen, plan, last))
        }
    }

    private mutating func held(_ allergen: Allergen, _ plan: PersonPlan, _ last: Int) -> PersonPlan.HeldAllergy {
        PersonPlan.HeldAllergy(
            allergen: allergen,
            noted: max(plan.birthDay + 300, last - 10 - random.below(min(last - plan.birthDay - 310, 9_000))))
    }

    /// The acute trusts that know someone: the local one, sometimes one far away.
    mutating func sampleHospitals(_ plan: inout PersonPlan) {
        let age = plan.age(on: london.today)
        let burden = Double(plan.problems.count)
        let node = London.boroughs[plan.address.borough].node
        let local = london.organisations.list(.acuteTrust, in: node)
        let usual = local[plan.address.borough % local.count].index
        if random.chance(min(0.97, 0.42 + burden * 0.14 + Double(age) * 0.004)) { plan.hospitals.append(usual) }
        if random.chance(min(0.5, 0.08 + burden * 0.05)) {
            let other = random.pick(London.nodes).id
            let trusts = london.organisations.list(.acuteTrust, in: other)
            let second = random.pick(trusts).index
            if second != usual { plan.hospitals.append(second) }
        }
    }

    /// Emergency visits and stays of the last five years.
    mutating func sampleVisits(_ plan: inout PersonPlan) {
        guard !plan.hospitals.isEmpty else { return }
        let last = plan.lastDay(london.today)
        let age = plan.age(on: london.today)
        let yearly = age > 75 ? 0.5 : (age > 60 ? 0.3 : 0.2)
        let days = min(5 * 365, last - plan.birthDay - 30)
        guard days > 60 else { return }
        let mean = yearly * Double(days) / 365 * (1 + 0.15 * Double(plan.problems.count))
        for _ in 0..<random.count(mean: mean, most: 8) {
            let day = last - 1 - random.below(days - 31)
            guard let reason = reason(plan, on: day) else { continue }
            let nights = random.chance(reason.admission) ? 1 + random.below(age > 70 ? 12 : 4) : 0
            guard day + nights <= last else { continue }
            plan.visits.append(
                PersonPlan.HospitalVisit(
                    organisation: random.chance(0.8) ? plan.hospitals[0] : random.pick(plan.hospitals),
                    arrival: Moment(day: day, minute: random.below(1_440)), reason: reason,
                    byAmbulance: random.chance(age > 70 ? 0.6 : 0.2), nights: nights))
        }
        if let pregnancy = plan.problems.first(where: { $0.problem.code == Problem.pregnancy.code }),
            let end = pregnancy.end
        {
            plan.visits.append(
                PersonPlan.HospitalVisit(
                    organisation: plan.hospitals[0], arrival: Moment(day: end, minute: 130 + random.below(1_200)),
                    reason: .birth, byAmbulance: false, nights: min(2, last - end)))
        }
        plan.visits.sort { $0.arrival < $1.arrival }
    }

    private mutating func reason(_ plan: PersonPlan, on day: Int) -> VisitReason? {
        let age = plan.age(on: day)
        if plan.has(.sickleCell, on: day), age >= 5, random.chance(0.7) { return .sickleCrisis }
        if plan.has(.heartFailure, on: day), random.chance(0.4) { return .heartFailure }
        if plan.has(.depression, on: day), (15...60).contains(age), random.chance(0.06) { return .overdose }
        let fitting = VisitReason.sampled.filter { reason in
            reason.ages.contains(age) && (reason.icd != "J459" || plan.has(.asthma, on: day))
                && (reason.icd != "I500" || plan.has(.heartFailure, on: day))
                && (reason.medicine != .ibuprofen || !plan.has(.ckd3b, on: day))
        }
        return fitting.isEmpty ? nil : random.pick(fitting)
    }

    /// Services outside hospital that know someone.
    mutating func sampleServices(_ plan: inout PersonPlan) {
        let borough = plan.address.borough
        let node = London.boroughs[borough].node
        let all = london.organisations
        let age = plan.age(on: plan.lastDay(london.today))
        let frail = plan.problems.contains { $0.problem.isFrailty || $0.problem.isDementia }
        func has(_ problem: Problem) -> Bool { plan.problems.contains { $0.problem.code == problem.code } }
        var chosen: [(Double, SyntheticOrganisation)] = [
            (age < 12 ? 0.30 : 0.20, all.one(.outOfHours, in: node)),
            (frail ? 0.7 : (age > 70 ? 0.3 : (age < 5 ? 0.4 : 0.08)), all.one(.communityTrust, in: node)),
            (frail ? 0.45 : (age > 75 ? 0.12 : (has(.learningDisability) ? 0.6 : 0.012)), all.council(of: borough)),
            (
                has(.schizophrenia) || has(.bipolar) ? 0.95 : (has(.depression) || has(.anxiety) ? 0.25 : 0.01),
                all.one(.mentalHealthTrust, in: node)
            ),
            (has(.hiv) ? 0.9 : ((18...40).contains(age) ? 0.09 : 0.005), all.one(.sexualHealthClinic, in: node)),
            (
                has(.opioidDependence) || has(.alcoholDependence) ? 0.6 : 0,
                all.one(.drugAndAlcoholService, in: node)
            ),
            (age >= 50 ? 0.3 : 0.12, all.one(.pharmacy, in: node)),
            (has(.lungCancer) || has(.severeFrailty) || has(.colonCancer) ? 0.25 : 0, all.one(.hospice, in: node)),
            (
                has(.severeFrailty) || has(.dementia) || has(.sickleCell) || has(.lungCancer)
                    ? 0.35 : (age > 85 ? 0.1 : 0.002),
                all.carePlanService
            ),
        ]
        let unconveyed = age > 70 ? 0.08 : 0.03
        chosen.append((plan.visits.contains { $0.byAmbulance } ? 0.95 : unconveyed, all.ambulanceService))
        for (share, organisation) in chosen where random.chance(share) { plan.services.append(organisation.index) }
    }
}
