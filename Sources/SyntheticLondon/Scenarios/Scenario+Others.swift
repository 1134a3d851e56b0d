// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Scenario {
    /// Allergies.
    static let allergyStories: [Scenario] = [
        Scenario(
            slug: "stale-allergy", story: "Penicillin allergy ended in one source, active in another",
            given: ["Christine"],
            family: "Ward", isFemale: true, age: 61, borough: "Barnet", allergies: [.penicillin],
            hospitals: [("ncl", 0)],
            hazards: [.staleAllergy]),
        Scenario(
            slug: "refuted-allergy", story: "An allergy ruled out, one entered in error, and a cancer that never was",
            given: ["Tariq"], family: "Malik", isFemale: false, age: 47, ethnicity: "J", borough: "Redbridge",
            hazards: [.refutedAllergy, .enteredInErrorProblem]),
        Scenario(
            slug: "drug-allergy-only", story: "No known drug allergy in one source, peanut in another",
            given: ["Sophie"],
            family: "Clarke", isFemale: true, age: 22, borough: "Wandsworth", hospitals: [("swl", 0)],
            hazards: [.noKnownDrugAllergyOnly]),
        Scenario(
            slug: "allergy-as-diagnosis", story: "The hospital sends the allergy as a diagnosis code",
            given: ["Leonard"],
            family: "Scott", isFemale: false, age: 74, borough: "Havering", problems: [(.copd, 2_200)],
            allergies: [.penicillin],
            hospitals: [("nel", 1)], hazards: [.allergyAsDiagnosis]),
        Scenario(
            slug: "allergy-as-problem", story: "The practice has the allergy on its problem list", given: ["Yvonne"],
            family: "Campbell", isFemale: true, age: 55, ethnicity: "M", borough: "Croydon", allergies: [.penicillin],
            hazards: [.allergyAsProblem]),
        Scenario(
            slug: "allergy-one-source", story: "Only a hospital knows of the aspirin allergy", given: ["Nikhil"],
            family: "Desai",
            isFemale: false, age: 50, ethnicity: "H", borough: "Hounslow", allergies: [.aspirin],
            hospitals: [("nwl", 2)],
            hazards: [.allergyInOneSource]),
    ]

    /// What records say and how.
    static let recordStories: [Scenario] = [
        Scenario(
            slug: "family-and-household", story: "Facts about relatives and the household, coded as if her own",
            given: ["Janet"],
            family: "Morris", isFemale: true, age: 43, borough: "Greenwich",
            hazards: [.familyHistoryAsProblem, .householdFact]),
        Scenario(
            slug: "units", story: "Glucose and haemoglobin in two units, urea nitrogen beside urea", given: ["Miguel"],
            family: "Ferreira", isFemale: false, age: 59, ethnicity: "C", borough: "Lambeth", hospitals: [("sel", 1)],
            hazards: [.foreignUnits, .ureaNitrogen]),
        Scenario(
            slug: "amended-results", story: "Corrected, amended, cancelled and haemolysed potassium",
            given: ["Hyacinth"],
            family: "Bailey", isFemale: true, age: 68, ethnicity: "M", borough: "Enfield", hospitals: [("ncl", 2)],
            hazards: [.amendedResults, .comparatorValue]),
        Scenario(
            slug: "asthma-resolved", story: "Asthma of childhood that is over, and a history that is only history",
            given: ["Luke"],
            family: "Harrison", isFemale: false, age: 33, borough: "Kingston upon Thames", hospitals: [("swl", 1)],
            hazards: [.resolvedProblem, .historyOf]),
        Scenario(
            slug: "vaccinations", story: "A flu dose from a pharmacy in two records, and one that was declined",
            given: ["Usha"],
            family: "Patel", isFemale: true, age: 70, ethnicity: "H", borough: "Brent", problems: [(.asthma, 6_000)],
            services: [(.pharmacy, "nwl")], hazards: [.vaccinationNotGiven]),
    ]

    /// Life events.
    static let situations: [Scenario] = [
        Scenario(
            slug: "died-informal", story: "A trust has told of a death, the registrar has not", given: ["Frank"],
            family: "Thompson",
            isFemale: false, age: 88, borough: "Bexley", problems: [(.heartFailure, 1_500)], hospitals: [("sel", 0)],
            hazards: [.deathInformal], deathDaysAgo: 9),
        Scenario(
            slug: "died-formal", story: "Died last year; an appointment ran on after that", given: ["Sheila"],
            family: "Wood",
            isFemale: true, age: 84, borough: "Barking and Dagenham", problems: [(.dementia, 1_700)],
            hospitals: [("nel", 0)],
            hazards: [.deathFormal, .eventAfterDeath], deathDaysAgo: 320),
        Scenario(
            slug: "death-removed", story: "Was notified as dead and is alive: the notice was removed",
            given: ["Delroy"],
            family: "Francis", isFemale: false, age: 57, ethnicity: "M", borough: "Waltham Forest",
            problems: [(.hypertension, 1_000)], hospitals: [("nel", 2)], hazards: [.deathRemoved], signsIn: true),
        Scenario(
            slug: "death-conflict", story: "Two dates of death, and a source that does not know", given: ["Maureen"],
            family: "Kelly", isFemale: true, age: 81, ethnicity: "B", borough: "Ealing", problems: [(.copd, 2_500)],
            hospitals: [("nwl", 0)], services: [(.communityTrust, "nwl")], hazards: [.deathConflict], deathDaysAgo: 40),
        Scenario(
            slug: "detention-ended", story: "A section 2 stay that ended months ago", given: ["Olumide"],
            family: "Adeyemi",
            isFemale: false, age: 28, ethnicity: "N", borough: "Southwark", problems: [(.bipolar, 1_400)],
            services: [(.mentalHealthTrust, "sel")], hazards: [.endedDetention]),
        Scenario(
            slug: "third-party", story: "A letter that tells of a brother in confidence", given: ["Elaine"],
            family: "Farthing",
            isFemale: true, age: 64, borough: "Hammersmith and Fulham", hospitals: [("nwl", 1)],
            hazards: [.thirdPartyLetter],
            signsIn: true),
        Scenario(
            slug: "child-protection", story: "A child with a protection plan", given: ["Alfie"], family: "Turner",
            isFemale: false,
            age: 6, borough: "Croydon", hospitals: [("swl", 0)], services: [(.council, "swl")],
            hazards: [.childProtectionPlan]),
        Scenario(
            slug: "unborn-plan", story: "Pregnant; the plan for the unborn child sits on her record", given: ["Chloe"],
            family: "Davies", isFemale: true, age: 24, borough: "Croydon", problems: [(.pregnancy, 170)],
            hospitals: [("swl", 0)], services: [(.council, "swl")], hazards: [.unbornChildPlan], signsIn: true),
        Scenario(
            slug: "looked-after", story: "Was looked after until some months ago", given: ["Jermaine"], family: "Blake",
            isFemale: false, age: 15, ethnicity: "D", borough: "Lewisham", services: [(.council, "sel")],
            hazards: [.lookedAfterChild]),
        Scenario(
            slug: "clock-change", story: "Was seen twice at 01:30 on the night the clocks went back", given: ["Claire"],
            family: "Phillips", isFemale: true, age: 35, borough: "Kensington and Chelsea", hospitals: [("nwl", 2)],
            hazards: [.clockChange]),
        Scenario(
            slug: "conflicting-resuscitation", story: "One source says not for resuscitation, another says for",
            given: ["Ronald"],
            family: "Evans", isFemale: false, age: 86, borough: "Bromley",
            problems: [(.heartFailure, 1_200), (.severeFrailty, 500)], hospitals: [("sel", 2)],
            services: [(.carePlanService, "swl"), (.ambulanceService, "sel")], hazards: [.conflictingResuscitation]),
    ]

    /// Who may see what.
    static let access: [Scenario] = [
        Scenario(
            slug: "protected-address", story: "Her address must not be found", given: ["Nadia"], family: "Hussain",
            isFemale: true,
            age: 34, ethnicity: "J", borough: "Waltham Forest", problems: [(.asthma, 4_000)], hospitals: [("nel", 1)],
            services: [(.communityTrust, "nel")], hazards: [.protectedAddress], signsIn: true),
        Scenario(
            slug: "sixteen-today", story: "Turns sixteen today: her mother's access ends at midnight",
            given: ["Zainab"],
            family: "Rahman", isFemale: true, age: 16, daysPast: 0, ethnicity: "K", borough: "Tower Hamlets",
            services: [(.sexualHealthClinic, "nel")], hazards: [.turningSixteen, .sensitiveItem, .withheldSource],
            contact: ("Taslima Rahman", "Mother"), signsIn: true),
        Scenario(
            slug: "sixteen-mother", story: "The mother whose access ends", given: ["Taslima"], family: "Rahman",
            isFemale: true,
            age: 41, ethnicity: "K", borough: "Tower Hamlets", contact: ("Zainab Rahman", "Daughter"), signsIn: true,
            actsFor: "sixteen-today"),
        Scenario(
            slug: "council-only", story: "A council knows her by its own id, without an NHS number", given: ["Jean"],
            family: "Mitchell", isFemale: true, age: 83, borough: "Hounslow", problems: [(.vascularDementia, 800)],
            services: [(.council, "nwl")], hazards: [.missingNumber]),
        Scenario(
            slug: "late-source", story: "The out-of-hours service is most of a day behind", given: ["Sunita"],
            family: "Iyer",
            isFemale: true, age: 37, ethnicity: "H", borough: "Wandsworth", services: [(.outOfHours, "swl")],
            hazards: [.lateSource]),
        Scenario(
            slug: "withheld-source", story: "A clinic whose very name must not be told", given: ["João"],
            family: "Silva",
            isFemale: false, age: 32, ethnicity: "C", borough: "Camden", problems: [(.hiv, 1_500)],
            services: [(.sexualHealthClinic, "ncl")], hazards: [.withheldSource], signsIn: true),
    ]
}
