// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

extension SearchClause {
    /// Whether a resource meets the condition: the plain definition that every
    /// store's index must agree with.
    ///
    /// - Parameters:
    ///   - id: the resource's logical id.
    ///   - lastUpdated: when the version was recorded.
    ///   - entries: what ``IndexExtractor`` takes from it.
    package func matches(id: String, lastUpdated: Timestamp, entries: IndexEntries) -> Bool {
        values.contains { value in
            switch (subject, value) {
            case (.id, .id(let wanted)): wanted == id
            case (.lastUpdated, .period(let pattern)):
                pattern.matches(low: lastUpdated.microseconds, high: lastUpdated.microseconds + 1)
            case (.parameter(let ordinal), _): Self.matches(value, parameter: ordinal, entries: entries)
            default: false
            }
        }
    }

    private static func matches(_ value: SearchValue, parameter: Int, entries: IndexEntries) -> Bool {
        switch value {
        case .token(let pattern):
            (entries.tokens + entries.identifiers).contains {
                $0.parameter == parameter && pattern.matches(system: $0.system, code: $0.code)
            }
        case .period(let pattern):
            entries.periods.contains { $0.parameter == parameter && pattern.matches(low: $0.low, high: $0.high) }
        case .reference(let targets):
            entries.references.contains { $0.parameter == parameter && targets.contains($0.target) }
        case .textPrefix(let prefix):
            entries.texts.contains { $0.parameter == parameter && $0.folded.utf8.starts(with: prefix.utf8) }
        case .textExactly(let text):
            entries.texts.contains { $0.parameter == parameter && $0.folded == text }
        case .id: false
        }
    }
}
