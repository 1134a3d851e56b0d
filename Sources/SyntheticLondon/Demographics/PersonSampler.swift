// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Draws an invented person as London has them.
struct PersonSampler {
    let london: SyntheticLondon
    var random: SeededGenerator

    /// Everything about one person, by chance.
    mutating func sample(_ index: Int) -> PersonPlan {
        let borough = random.weighted(London.boroughs.map(\.population))
        let age = sampleAge()
        let isFemale = random.chance(0.513)
        let ethnicity = Ethnicity.sample(London.boroughs[borough], &random)
        var plan = person(
            index, age: age, days: random.below(365), isFemale: isFemale, ethnicity: ethnicity, borough: borough)
        sampleDeath(&plan, age: age)
        sampleProblems(&plan, age: age)
        sampleAllergies(&plan)
        sampleHospitals(&plan)
        sampleVisits(&plan)
        sampleServices(&plan)
        plan.hazards = SyntheticHazard.sample(for: plan, today: london.today, &random)
        for hazard in plan.hazards { hazard.prepare(&plan, today: london.today) }
        if plan.hazards.contains(.genderChange) {
            plan.services.append(
                random.pick(london.organisations.list(.acuteTrust, in: random.pick(London.nodes).id)).index)
        }
        return plan
    }

    /// Someone of known age, sex, ethnicity and borough, with a name, a home and a practice.
    mutating func person(
        _ index: Int, age: Int, days: Int, isFemale: Bool, ethnicity: String, borough: Int
    ) -> PersonPlan {
        let pool = PersonNames.pool(ethnicity)
        var given = [random.pick(isFemale ? pool.women : pool.men)]
        if random.chance(0.3) { given.append(random.pick(isFemale ? pool.women : pool.men)) }
        let family = random.pick(pool.families)
        let birthDay = birthDay(age: age, days: days)
        let address = address(borough)
        let practices = practices(near: borough)
        let practice = random.pick(practices)
        let since = max(birthDay, london.today - 200 - random.below(5_000))
        var plan = PersonPlan(
            index: index, scenario: nil, isFemale: isFemale,
            gender: random.chance(0.003) ? "other" : (isFemale ? "female" : "male"), birthDay: birthDay,
            ethnicity: ethnicity, given: given, family: family, previousFamily: nil, address: address,
            previousAddress: nil, mobile: "07700 900\(threeDigits())",
            email: random.chance(0.6) ? "person\(index + 1)@example.com" : nil,
            language: random.chance(0.12) ? Ethnicity.language(ethnicity, &random) : "en",
            nhsNumber: london.numbers.number(of: index), practice: practice, registeredSince: since,
            pastRegistration: nil, deathDay: nil,
            smoking: age < 14
                ? "" : random.pick(["266919005", "266919005", "266919005", "8517006", "8517006", "77176002"]))
        if isFemale, age > 25, random.chance(0.25) { plan.previousFamily = random.pick(pool.families) }
        if since > birthDay + 400 {
            plan.previousAddress = self.address(random.chance(0.5) ? borough : random.below(33))
            samplePastRegistration(&plan)
        }
        addContact(&plan, pool, age: age)
        return plan
    }

    private mutating func addContact(_ plan: inout PersonPlan, _ pool: PersonNames.Pool, age: Int) {
        let isWoman = random.chance(0.6)
        let relationship =
            switch age {
            case ..<18: isWoman ? "Mother" : "Father"
            case 18..<65: isWoman ? "Partner" : "Brother"
            default: isWoman ? "Daughter" : "Son"
            }
        plan.contacts = [
            PersonPlan.Contact(
                name: random.pick(isWoman ? pool.women : pool.men) + " " + plan.family, relationship: relationship,
                phone: "07700 900\(threeDigits())", isNextOfKin: true)
        ]
    }

    private mutating func samplePastRegistration(_ plan: inout PersonPlan) {
        guard random.chance(0.28) else { return }
        let borough = random.chance(0.5) ? plan.address.borough : random.below(33)
        let practice = random.pick(practices(near: borough))
        guard practice != plan.practice else { return }
        plan.pastRegistration = PersonPlan.PastRegistration(
            practice: practice, from: max(plan.birthDay, plan.registeredSince - 400 - random.below(4_000)),
            to: plan.registeredSince - 1)
    }

    /// Three digits as text.
    mutating func threeDigits() -> String { String(String(1_000 + random.below(1_000)).suffix(3)) }

    /// An invented address; no real postcode has two of these letters at its end.
    mutating func address(_ borough: Int) -> PersonPlan.Address {
        let street = random.pick(Self.streetNames) + " " + random.pick(Self.streetKinds)
        let flat = random.chance(0.4) ? "Flat \(1 + random.below(40)), " : ""
        let inward = "\(1 + random.below(9))" + random.pick(Self.inwardEndings)
        return PersonPlan.Address(
            line: "\(flat)\(1 + random.below(140)) \(street)", borough: borough,
            postcode: random.pick(London.boroughs[borough].postcodeDistricts) + " " + inward)
    }

    /// The practices of a borough, or of its node where it has none of its own.
    func practices(near borough: Int) -> [Int] {
        let all = london.organisations.list(.generalPractice, in: London.boroughs[borough].node)
        let own = all.filter { $0.borough == borough }
        return (own.isEmpty ? all : own).map(\.index)
    }

    /// A day of birth that makes someone this many years and days old today.
    func birthDay(age: Int, days: Int) -> Int {
        let today = CivilDate(daysSinceEpoch: london.today)
        let birthday = CivilDate(year: today.year - age, month: today.month, day: today.day)
        return (birthday?.daysSinceEpoch ?? london.today - age * 365 - age / 4) - days
    }

    private mutating func sampleAge() -> Int {
        let band = random.weighted(Self.ageBands)
        return band == 18 ? 90 + random.below(9) : band * 5 + random.below(5)
    }

    private mutating func sampleDeath(_ plan: inout PersonPlan, age: Int) {
        let risk =
            switch age {
            case ..<40: 0.0008
            case 40..<60: 0.004
            case 60..<75: 0.02
            case 75..<85: 0.06
            default: 0.14
            }
        guard random.chance(risk) else { return }
        let death = max(plan.birthDay + 30, london.today - 5 - random.below(700))
        plan.deathDay = death
        if plan.registeredSince > death - 60 {
            plan.registeredSince = max(plan.birthDay, death - 900)
            plan.pastRegistration = nil
        }
    }

    private static let inwardEndings: [String] = {
        let letters = ["C", "I", "K", "M", "O", "V"]
        return letters.flatMap { first in letters.map { first + $0 } }
    }()
    private static let streetNames = [
        "Kestrel", "Lantern", "Copperfield", "Juniper", "Marlowe", "Teasel", "Harrowgate", "Silverthorn", "Pipers",
        "Foxglove", "Thornbury", "Larkspur", "Cobbler's", "Penfold", "Wheelwright", "Oakapple", "Brindle", "Saltmarsh",
        "Greyfriar", "Windmill", "Tolley", "Ashlar", "Clarion", "Basketmaker",
    ]
    private static let streetKinds = [
        "Road", "Street", "Close", "Row", "Gardens", "Avenue", "Mews", "Court", "Rise", "Place",
    ]
    /// London's people by five years of age, the last band 90 and over.
    private static let ageBands = [
        6.0, 6.0, 6.1, 5.6, 6.8, 9.3, 9.9, 9.0, 7.8, 6.7, 6.4, 5.8, 4.6, 3.6, 3.1, 2.2, 1.6, 0.9, 0.5,
    ]
}
