// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Rows of one index table.
enum IndexRange {
    case token(parameter: Int64, token: Int64)
    case identifier(parameter: Int64, code: String, system: Int64?)
    case reference(parameter: Int64, target: Int64)
    case period(parameter: Int64, PeriodPattern)
    case text(parameter: Int64, from: String, to: String)
    /// Texts with this part anywhere, and those that are too long to stand in the index whole.
    case textPart(parameter: Int64, String)
    case number(parameter: Int64, NumberPattern)
    /// Places between two latitudes.
    case latitude(parameter: Int64, ClosedRange<Double>)
    /// Amounts as they are written; in one of these units, where given.
    case quantity(parameter: Int64, NumberPattern, units: Set<Int64>?)
    /// Amounts in base units.
    case amount(parameter: Int64, dimension: Int64, NumberPattern)
    case shape(Int64)
    case version(Int64)
    /// What the full-text index finds.
    case words(String)
    /// Versions of a type that are current in a snapshot, between two keys.
    case recorded(type: Int64, Range<Int64>, snapshot: Int64)

    /// Whether the index can tell at once if one version has a row.
    var isProbe: Bool {
        switch self {
        case .token, .reference, .identifier(_, _, .some), .shape, .version, .words, .recorded: true
        default: false
        }
    }

    /// Whether the rows stand in the order of versions.
    var isOrdered: Bool { isProbe }
}
