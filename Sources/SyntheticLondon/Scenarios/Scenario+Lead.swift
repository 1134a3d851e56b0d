// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Scenario {
    /// The lead story and her daughter; even and odd positions are each other's "sibling".
    static let lead: [Scenario] = [
        Scenario(
            slug: "lead", story: "A 78-year-old woman with heart, kidney and diabetes problems, known in three areas",
            given: ["Margaret", "Rose"], family: "Ashdown", isFemale: true, age: 78, borough: "Islington",
            problems: [
                (.hypertension, 6_200), (.type2Diabetes, 4_700), (.atrialFibrillation, 2_600), (.heartFailure, 1_500),
                (.ckd3b, 1_250), (.osteoarthritis, 3_300), (.moderateFrailty, 420),
            ],
            allergies: [.penicillin], hospitals: [("ncl", 0), ("nel", 1)],
            services: [
                (.council, "ncl"), (.communityTrust, "ncl"), (.ambulanceService, "sel"), (.carePlanService, "swl"),
                (.outOfHours, "ncl"), (.pharmacy, "ncl"),
            ],
            medicines: [.furosemide, .dapagliflozin, .paracetamol], visits: [(.kidneyInjury, 44, 6)],
            hazards: [
                .warfarinTwoStrengths, .stoppedInHospital, .noKnownAllergyConflict, .testCodeDrift, .intervalChange,
                .longCode,
                .sameMedicineOtherWords, .stageProgression,
            ], contact: ("Helen Ashdown", "Daughter"), signsIn: true, isLead: true),
        Scenario(
            slug: "daughter", story: "The daughter of the lead, who acts for her under a health and welfare attorney",
            given: ["Helen"], family: "Ashdown", isFemale: true, age: 49, borough: "Hackney",
            problems: [(.hypothyroidism, 1_900)],
            contact: ("Margaret Ashdown", "Mother"), signsIn: true, actsFor: "lead"),
    ]

    /// Who is who.
    static let identity: [Scenario] = [
        Scenario(
            slug: "twin-a", story: "A twin whose hospital record is right", given: ["Amara"], family: "Boateng",
            isFemale: true,
            age: 4, ethnicity: "N", borough: "Lewisham", hospitals: [("sel", 0)], hazards: [.twins],
            contact: ("Abena Boateng", "Mother")),
        Scenario(
            slug: "twin-b", story: "The other twin: same birthday, her hospital record carries her sister's number",
            given: ["Amira"], family: "Boateng", isFemale: true, age: 4, ethnicity: "N", borough: "Lewisham",
            hospitals: [("sel", 0)], hazards: [.twins], contact: ("Abena Boateng", "Mother")),
        Scenario(
            slug: "older-brother", story: "A hospital typed his brother's valid number for him", given: ["Imran"],
            family: "Chowdhury", isFemale: false, age: 17, ethnicity: "K", borough: "Tower Hamlets",
            hospitals: [("nel", 0)],
            hazards: [.siblingsNumber]),
        Scenario(
            slug: "younger-brother", story: "The brother whose number it was", given: ["Kamal"], family: "Chowdhury",
            isFemale: false, age: 14, ethnicity: "K", borough: "Tower Hamlets", hospitals: [("nel", 0)]),
        Scenario(
            slug: "hostel-a", story: "Lives in a hostel that hundreds give as their address", given: ["Gary"],
            family: "Turner",
            isFemale: false, age: 44, borough: "Southwark", problems: [(.alcoholDependence, 900)],
            hospitals: [("sel", 1)],
            services: [(.drugAndAlcoholService, "sel")], hazards: [.sharedHostel]),
        Scenario(
            slug: "hostel-b", story: "Same hostel, same birthday, similar name", given: ["Gareth"], family: "Turner",
            isFemale: false,
            age: 44, borough: "Southwark", hospitals: [("sel", 1)], hazards: [.sharedHostel]),
        Scenario(
            slug: "no-fixed-abode", story: "No fixed abode: postcode ZZ99 3VZ", given: ["Yusuf"], family: "Warsame",
            isFemale: false, age: 36, ethnicity: "N", borough: "Westminster", hospitals: [("nwl", 1)],
            hazards: [.noFixedAbode]),
        Scenario(
            slug: "placeholder-number", story: "A hospital filled in 9999999999", given: ["Elena"], family: "Popescu",
            isFemale: true, age: 29, ethnicity: "C", borough: "Brent", hospitals: [("nwl", 0)],
            hazards: [.placeholderNumber, .unusualName]),
        Scenario(
            slug: "adopted", story: "Adopted at two: a new number, and the old name must appear nowhere",
            given: ["Oliver"],
            family: "Bennett", isFemale: false, age: 9, borough: "Richmond upon Thames",
            services: [(.acuteTrust, "swl")],
            hazards: [.adoption]),
        Scenario(
            slug: "new-identity", story: "Gender recognised: a new number, the earlier name must appear nowhere",
            given: ["Rowan"],
            family: "Whitfield-Moore", isFemale: true, age: 31, borough: "Camden", services: [(.acuteTrust, "ncl")],
            hazards: [.genderChange]),
        Scenario(
            slug: "mistyped-number", story: "One hospital has a typing error in the number", given: ["Winston"],
            family: "Reid",
            isFemale: false, age: 63, ethnicity: "M", borough: "Lambeth", problems: [(.hypertension, 2_000)],
            hospitals: [("sel", 2)], hazards: [.mistypedNumber, .conflictingEthnicity]),
        Scenario(
            slug: "wrong-birth-date", story: "A second hospital has the right number and a wrong date of birth",
            given: ["Siobhan"],
            family: "O'Brien", isFemale: true, age: 52, ethnicity: "B", borough: "Ealing", problems: [(.asthma, 5_000)],
            hospitals: [("nwl", 2), ("swl", 0)], hazards: [.wrongBirthDate]),
        Scenario(
            slug: "guessed-birth-date", story: "Came as a refugee: 1 January of a guessed year, one name only",
            given: ["Nazari"],
            family: "", isFemale: false, age: 38, ethnicity: "S", borough: "Newham", hospitals: [("nel", 2)],
            hazards: [.guessedBirthDate, .unusualName]),
        Scenario(
            slug: "long-name", story: "A name of more than sixty letters with accents and apostrophes",
            given: ["María-Fernanda", "Concepción", "Inês"],
            family: "N'Diaye-García de los Santos y Wiśniewska-O'Sullivan", isFemale: true,
            age: 27, ethnicity: "C", borough: "Haringey", hospitals: [("ncl", 1)], hazards: [.unusualName]),
    ]

    /// Medicines.
    static let medicines: [Scenario] = [
        Scenario(
            slug: "duplicate-medicine", story: "Apixaban under an old and a new id, amlodipine under two systems",
            given: ["Rajesh"],
            family: "Mehta", isFemale: false, age: 71, ethnicity: "H", borough: "Harrow",
            problems: [(.ischaemicHeartDisease, 2_400)], hospitals: [("nwl", 1)],
            hazards: [.sameProductTwoIDs, .sameProductTwoSystems, .sameMedicineOtherWords]),
        Scenario(
            slug: "clozapine", story: "Clozapine is only in a hospital medicines feed that has failed",
            given: ["Marcus"],
            family: "Grant", isFemale: false, age: 39, ethnicity: "M", borough: "Hackney",
            problems: [(.schizophrenia, 4_000)],
            services: [(.mentalHealthTrust, "nel")], hazards: [.medicineInFailedFeed, .failedSource], signsIn: true),
        Scenario(
            slug: "biologic", story: "Adalimumab is only in a hospital medicines feed that has failed",
            given: ["Kavita"],
            family: "Shah", isFemale: true, age: 45, ethnicity: "H", borough: "Hillingdon",
            problems: [(.rheumatoidArthritis, 2_100)], hospitals: [("nwl", 0)],
            hazards: [.medicineInFailedFeed, .failedSource]),
        Scenario(
            slug: "methotrexate", story: "Methotrexate 2.5 mg in one record, 10 mg in another, both weekly",
            given: ["Dorothy"],
            family: "Cooper", isFemale: true, age: 66, borough: "Bromley", problems: [(.hypertension, 2_500)],
            hospitals: [("sel", 0)], hazards: [.methotrexateStrengths]),
        Scenario(
            slug: "dose-text",
            story: "Instructions of 300 letters, with < and line breaks, and one that contradicts its timing",
            given: ["Kenneth"], family: "Hall", isFemale: false, age: 69, borough: "Sutton", problems: [(.gout, 1_800)],
            hospitals: [("swl", 1)], hazards: [.longDoseText, .doseTextMarkup, .doseConflict]),
        Scenario(
            slug: "not-issued",
            story: "A repeat that has not been issued for seven months, and an entry lost in transfer",
            given: ["Agnieszka"], family: "Kowalski", isFemale: true, age: 58, ethnicity: "C", borough: "Merton",
            hazards: [.notIssuedRecently, .transferDegraded]),
    ]
}
