// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A named part that one of the first people plays, the same for every seed.
struct Scenario: Sendable {
    /// How tests and the demo find the person.
    let slug: String
    /// What there is to see, in a sentence.
    let story: String
    let given: [String]
    let family: String
    let isFemale: Bool
    let age: Int
    /// Days since the last birthday.
    var daysPast = 100
    var ethnicity = "A"
    var borough = "Camden"
    var problems: [(problem: Problem, daysAgo: Int)] = []
    var allergies: [Allergen] = []
    /// Acute trusts by node and position there; the first is the usual one.
    var hospitals: [(node: String, position: Int)] = []
    /// Further organisations by kind and node.
    var services: [(kind: SyntheticOrganisation.Kind, node: String)] = []
    /// What is taken; nil leaves it to the conditions and chance.
    var medicines: [Medicine]?
    var visits: [(reason: VisitReason, daysAgo: Int, nights: Int)] = []
    var hazards: [SyntheticHazard] = []
    var deathDaysAgo: Int?
    var contact: (name: String, relationship: String)?
    /// Whether the person signs in as a Londoner in the demo.
    var signsIn = false
    /// The scenario of the person whom this one acts for.
    var actsFor: String?
    /// Whether the lead story is written on top.
    var isLead = false
}

extension Scenario {
    /// Every scenario; a scenario's position is the person's index.
    static let all: [Scenario] = lead + identity + medicines + allergyStories + recordStories + situations + access
}

extension Scenario {
    /// The same for people of one family and borough, who live together.
    fileprivate var home: UInt64 {
        (family + borough).utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

extension PersonSampler {
    /// The person of a scenario.
    mutating func play(_ scenario: Scenario, _ index: Int) -> PersonPlan {
        let borough = London.boroughIndex(scenario.borough)
        var plan = person(
            index, age: scenario.age, days: scenario.daysPast, isFemale: scenario.isFemale,
            ethnicity: scenario.ethnicity,
            borough: borough)
        plan.scenario = scenario
        plan.given = scenario.given
        plan.family = scenario.family
        plan.gender = scenario.isFemale ? "female" : "male"
        plan.previousFamily = nil
        plan.previousAddress = nil
        var home = SeededGenerator(seed: london.seed, stream: scenario.home)
        swap(&home, &random)
        plan.address = address(borough)
        swap(&home, &random)
        plan.pastRegistration = nil
        plan.language = "en"
        plan.registeredSince = max(plan.birthDay, london.today - 4_000)
        plan.deathDay = scenario.deathDaysAgo.map { london.today - $0 }
        if let contact = scenario.contact {
            plan.contacts = [
                PersonPlan.Contact(
                    name: contact.name, relationship: contact.relationship, phone: "07700 900\(threeDigits())",
                    isNextOfKin: true)
            ]
        }
        if scenario.contact == nil, !plan.contacts.isEmpty, !scenario.family.isEmpty {
            let given = plan.contacts[0].name.split(separator: " ").first ?? ""
            plan.contacts[0].name = "\(given) \(scenario.family)"
        }
        plan.problems = scenario.problems.map {
            PersonPlan.HeldProblem(problem: $0.problem, onset: max(plan.birthDay, london.today - $0.daysAgo), end: nil)
        }
        plan.allergies = scenario.allergies.map {
            PersonPlan.HeldAllergy(allergen: $0, noted: max(plan.birthDay + 300, london.today - 2_900))
        }
        let all = london.organisations
        plan.hospitals = scenario.hospitals.map { place in
            let trusts = all.list(.acuteTrust, in: place.node)
            return trusts[place.position % trusts.count].index
        }
        plan.services = scenario.services.map { service in
            service.kind == .council ? all.council(of: borough).index : all.one(service.kind, in: service.node).index
        }
        plan.visits = scenario.visits.compactMap { visit in
            plan.hospitals.first.map {
                PersonPlan.HospitalVisit(
                    organisation: $0, arrival: Moment(day: london.today - visit.daysAgo, minute: 1_120),
                    reason: visit.reason,
                    byAmbulance: true, nights: visit.nights)
            }
        }
        plan.hazards = scenario.hazards
        for hazard in plan.hazards { hazard.prepare(&plan, today: london.today) }
        return plan
    }
}
