// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Ethnic categories as the NHS records them, and how often London has them.
enum Ethnicity {
    private static let groups: [[(code: String, share: Double)]] = [
        [("A", 69), ("B", 4), ("C", 27)],
        [("H", 36), ("J", 16), ("K", 18), ("L", 22), ("R", 8)],
        [("M", 27), ("N", 57), ("P", 16)],
        [("D", 28), ("E", 14), ("F", 26), ("G", 32)],
        [("S", 100)],
    ]

    /// A category drawn from a borough's mix.
    static func sample(_ borough: LondonBorough, _ random: inout SeededGenerator) -> String {
        let group = groups[random.weighted(borough.ethnicShares)]
        return group[random.weighted(group.map(\.share))].code
    }

    /// Whether sickle cell disorders are common among people of a category.
    static func hasRaisedSickleRisk(_ code: String) -> Bool { ["M", "N", "P", "D", "E"].contains(code) }

    /// Whether type 2 diabetes comes early and often among people of a category.
    static func hasRaisedDiabetesRisk(_ code: String) -> Bool { ["H", "J", "K", "M", "N"].contains(code) }

    /// A language other than English that a person of this category may prefer.
    static func language(_ code: String, _ random: inout SeededGenerator) -> String {
        switch code {
        case "C": random.pick(["pl", "ro", "pt", "es", "tr"])
        case "H": random.pick(["gu", "pa", "ta"])
        case "J": random.pick(["ur", "pa"])
        case "K": "bn"
        case "L": random.pick(["ta", "bn", "ur"])
        case "N", "E": random.pick(["so", "yo", "pt"])
        case "R": "zh"
        case "S": random.pick(["ar", "es", "tr"])
        default: "en"
        }
    }
}
