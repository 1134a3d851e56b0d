// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The value of a result, as text throughout: nothing is rounded or converted.
package struct ResultValue: Sendable, Equatable {
    /// The value as sent, comparator included: `4.60`, `<5`, `Not detected`; nil where there is none.
    package var text: String?
    /// The unit as sent.
    package var unit: String?
    /// The UCUM code of the unit, where it is sure.
    package var ucum: String?
    /// `<`, `<=`, `>=` or `>`.
    package var comparator: String?
    /// The number behind the text; nil for words.
    package var number: Double?
    /// Why there is no value, in the source's words.
    package var absentReason: String?

    /// See the members.
    package init(
        text: String? = nil, unit: String? = nil, ucum: String? = nil, comparator: String? = nil, number: Double? = nil,
        absentReason: String? = nil
    ) {
        self.text = text
        self.unit = unit
        self.ucum = ucum
        self.comparator = comparator
        self.number = number
        self.absentReason = absentReason
    }

    /// Whether there is a value.
    package var hasContent: Bool { text != nil }

    /// Value and unit as they are read together.
    package var textWithUnit: String? { text.map { text in unit.map { "\(text) \($0)" } ?? text } }
}

/// An interval that came with a result.
package struct ReferenceInterval: Sendable, Equatable {
    /// Bounds as sent.
    package var low: String?
    package var high: String?
    package var unit: String?
    /// The interval in words, where it came so.
    package var text: String?
    /// For whom it holds, as sent.
    package var appliesTo: [String]

    /// See the members.
    package init(
        low: String? = nil, high: String? = nil, unit: String? = nil, text: String? = nil, appliesTo: [String] = []
    ) {
        self.low = low
        self.high = high
        self.unit = unit
        self.text = text
        self.appliesTo = appliesTo
    }

    /// The interval as it is read: `3.5 to 5.3`.
    package var words: String? {
        if let text { return text }
        switch (low, high) {
        case (let low?, let high?): return "\(low) to \(high)"
        case (let low?, nil): return "from \(low)"
        case (nil, let high?): return "up to \(high)"
        case (nil, nil): return nil
        }
    }
}
