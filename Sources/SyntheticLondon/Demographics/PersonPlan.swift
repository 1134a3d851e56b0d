// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Who an invented person is and what their life has brought: everything that
/// is true of them, before any organisation writes its part down.
struct PersonPlan: Sendable {
    /// Where someone lives.
    struct Address: Sendable {
        var line: String
        var borough: Int
        var postcode: String

        /// One line, as letters have it.
        var text: String { "\(line), London \(postcode)" }
    }

    /// A relative or friend.
    struct Contact: Sendable {
        var name: String
        var relationship: String
        var phone: String
        var isNextOfKin: Bool
    }

    /// A condition with its time.
    struct HeldProblem: Sendable {
        var problem: Problem
        var onset: Int
        var end: Int?
    }

    /// An allergy that a person truly has.
    struct HeldAllergy: Sendable {
        var allergen: Allergen
        var noted: Int
    }

    /// A practice someone was registered with before.
    struct PastRegistration: Sendable {
        var practice: Int
        var from: Int
        var to: Int
    }

    /// What brought someone to a hospital, and how it went.
    struct HospitalVisit: Sendable {
        var organisation: Int
        var arrival: Moment
        var reason: VisitReason
        var byAmbulance: Bool
        /// Nights in hospital; 0 for none.
        var nights: Int
    }

    let index: Int
    var scenario: Scenario?
    var isFemale: Bool
    /// FHIR administrative gender.
    var gender: String
    var birthDay: Int
    var ethnicity: String
    var given: [String]
    var family: String
    var previousFamily: String?
    var address: Address
    var previousAddress: Address?
    var mobile: String
    var email: String?
    var language: String
    var nhsNumber: String
    var practice: Int
    var registeredSince: Int
    var pastRegistration: PastRegistration?
    var contacts: [Contact] = []
    var deathDay: Int?
    var smoking: String
    var problems: [HeldProblem] = []
    var allergies: [HeldAllergy] = []
    /// The acute trusts that know the person, the usual one first.
    var hospitals: [Int] = []
    var visits: [HospitalVisit] = []
    /// Other organisations that know the person.
    var services: [Int] = []
    var hazards: [SyntheticHazard] = []
    /// Whether places and contacts must not be seen.
    var hasProtectedAddress = false

    /// The last day of life, or today.
    func lastDay(_ today: Int) -> Int { min(deathDay ?? today - 1, today - 1) }

    /// Age on a day.
    func age(on day: Int) -> Int { CivilDate(daysSinceEpoch: birthDay).wholeYears(to: CivilDate(daysSinceEpoch: day)) }

    /// Given and family name.
    var fullName: String { (given + [family]).filter { !$0.isEmpty }.joined(separator: " ") }

    /// How letters address the person: `Mrs Okafor`.
    func salutation(on day: Int) -> String {
        let age = age(on: day)
        if family.isEmpty { return given.first ?? "" }
        if age < 16 { return given[0] }
        return (isFemale ? (age > 45 ? "Mrs " : "Ms ") : "Mr ") + family
    }

    /// How letters speak of the person.
    func noun(on day: Int) -> String {
        switch age(on: day) {
        case ..<13: isFemale ? "girl" : "boy"
        case ..<18: isFemale ? "young woman" : "young man"
        default: isFemale ? "woman" : "man"
        }
    }

    /// Whether a condition is there on a day.
    func has(_ problem: Problem, on day: Int) -> Bool {
        problems.contains { $0.problem.code == problem.code && $0.onset <= day && ($0.end.map { day <= $0 } ?? true) }
    }
}
