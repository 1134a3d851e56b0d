// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// How often a medicine is to be taken, as far as words or a structured timing say so plainly.
///
/// For one purpose: to notice that the two disagree. No dose is calculated, and nothing here is shown in place of the
/// source's words.
struct DoseFrequency: Hashable {
    /// The days that one round of doses covers, such as 7 for "weekly".
    let days: Double
    /// Doses in that time.
    let doses: Double

    private var perDay: Double { doses / days }

    /// Whether both mean the same number of doses a day.
    func agrees(with other: DoseFrequency) -> Bool { abs(perDay - other.perDay) < 0.001 }

    /// What a text says; nil where it says nothing plain, or more than one thing.
    init?(text: String) {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        // A morning dose beside a night dose may be any number a day.
        if words.contains("morning"), words.contains("night") || words.contains("evening") { return nil }
        var found: Set<DoseFrequency> = []
        var position = 0
        while position < words.count {
            let phrase = Self.phrases.first { words[position...].starts(with: $0.words) }
            if let phrase { found.insert(phrase.frequency) }
            position += phrase?.words.count ?? 1
        }
        guard found.count == 1, let only = found.first else { return nil }
        self = only
    }

    /// What a Timing says; nil where it has no frequency and period.
    init?(timing: JSONNode) {
        guard let pattern = timing["repeat"], let period = pattern["period"]?.numberText.flatMap({ Double($0) }),
            period > 0, let unit = pattern["periodUnit"]?.string, let days = Self.unitDays[unit]
        else { return nil }
        let frequency = pattern["frequency"]?.numberText.flatMap { Double($0) } ?? 1
        self.init(days: period * days, doses: frequency)
    }

    private init(days: Double, doses: Double) {
        self.days = days
        self.doses = doses
    }

    private static let unitDays: [String: Double] = ["h": 1.0 / 24, "d": 1, "wk": 7, "mo": 30]

    private static func daily(_ doses: Double) -> DoseFrequency { DoseFrequency(days: 1, doses: doses) }
    private static func weekly(_ doses: Double) -> DoseFrequency { DoseFrequency(days: 7, doses: doses) }

    /// Longer phrases first, so that "twice a week" is not read as "a week".
    private static let phrases = table.map { (words: $0.split(separator: " "), frequency: $1) }
        .sorted { $0.words.count > $1.words.count }

    private static let table: [(String, DoseFrequency)] = [
        ("3 times a week", weekly(3)), ("three times a week", weekly(3)), ("twice a week", weekly(2)),
        ("twice weekly", weekly(2)), ("once a week", weekly(1)), ("once weekly", weekly(1)), ("each week", weekly(1)),
        ("every week", weekly(1)), ("weekly", weekly(1)),
        ("4 times a day", daily(4)), ("four times a day", daily(4)), ("four times daily", daily(4)), ("qds", daily(4)),
        ("3 times a day", daily(3)), ("three times a day", daily(3)), ("three times daily", daily(3)),
        ("tds", daily(3)), ("2 times a day", daily(2)), ("twice a day", daily(2)), ("twice daily", daily(2)),
        ("bd", daily(2)), ("once a day", daily(1)), ("once daily", daily(1)), ("each morning", daily(1)),
        ("every morning", daily(1)), ("each night", daily(1)), ("every night", daily(1)), ("at night", daily(1)),
        ("each day", daily(1)), ("every day", daily(1)), ("daily", daily(1)), ("od", daily(1)),
    ]
}

extension JSONNode {
    /// A Timing in plain words, such as `1 time every 1 week`; nil where it has none.
    var timingWords: String? {
        if let words = self["code"]?.conceptWords { return words }
        guard let pattern = self["repeat"], let period = pattern["period"]?.numberText,
            let unit = pattern["periodUnit"]?.string
        else { return nil }
        let frequency = pattern["frequency"]?.numberText ?? "1"
        let names = ["h": "hour", "d": "day", "wk": "week", "mo": "month"]
        let times = frequency == "1" ? "1 time" : "\(frequency) times"
        return "\(times) every \(period) \(names[unit] ?? unit)\(period == "1" ? "" : "s")"
    }
}
