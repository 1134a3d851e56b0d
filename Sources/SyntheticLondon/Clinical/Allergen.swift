// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What someone may be allergic to, with the code a source gives it.
struct Allergen: Sendable {
    let code: String
    let text: String
    let reaction: String
    let reactionText: String
    /// FHIR category: medication, food, environment.
    let category: String
    let isSevere: Bool

    static let penicillin = Allergen(
        code: "373270004", text: "Penicillin", reaction: "247472004", reactionText: "Urticarial rash",
        category: "medication",
        isSevere: false)
    static let amoxicillin = Allergen(
        code: "372687004", text: "Amoxicillin", reaction: "271807003", reactionText: "Skin rash",
        category: "medication",
        isSevere: false)
    static let aspirin = Allergen(
        code: "387458008", text: "Aspirin", reaction: "56018004", reactionText: "Wheezing", category: "medication",
        isSevere: true)
    static let sulfonamide = Allergen(
        code: "387406002", text: "Sulfonamide", reaction: "271807003", reactionText: "Skin rash",
        category: "medication",
        isSevere: false)
    static let peanut = Allergen(
        code: "762952008", text: "Peanut", reaction: "39579001", reactionText: "Anaphylaxis", category: "food",
        isSevere: true)
    static let egg = Allergen(
        code: "102263004", text: "Egg", reaction: "126485001", reactionText: "Urticaria", category: "food",
        isSevere: false)
    static let shellfish = Allergen(
        code: "735029006", text: "Shellfish", reaction: "422400008", reactionText: "Vomiting", category: "food",
        isSevere: false)
    static let latex = Allergen(
        code: "111088007", text: "Latex", reaction: "418363000", reactionText: "Itching", category: "environment",
        isSevere: false)
    static let beeVenom = Allergen(
        code: "288328004", text: "Bee venom", reaction: "39579001", reactionText: "Anaphylaxis",
        category: "environment",
        isSevere: true)

    /// What chance gives, with weights.
    static let sampled: [(allergen: Allergen, weight: Double)] = [
        (penicillin, 45), (amoxicillin, 8), (aspirin, 6), (sulfonamide, 6), (peanut, 7), (egg, 4), (shellfish, 5),
        (latex, 4),
        (beeVenom, 3),
    ]
}
