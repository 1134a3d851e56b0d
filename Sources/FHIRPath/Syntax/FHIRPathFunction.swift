// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The functions of the language and those that FHIR adds, by their names.
enum FHIRPathFunction: String, CaseIterable, Sendable {
    // Existence
    case empty, exists, all, allTrue, anyTrue, allFalse, anyFalse, subsetOf, supersetOf, count, distinct, isDistinct
    // Filtering, parts and joining
    case `where`, select, `repeat`, repeatAll, ofType, single, first, last, tail, skip, take, intersect, exclude, union
    case combine, coalesce, sort
    // Conversion
    case iif, toBoolean, convertsToBoolean, toInteger, convertsToInteger, toLong, convertsToLong, toDate
    case convertsToDate, toDateTime, convertsToDateTime, toDecimal, convertsToDecimal, toQuantity, convertsToQuantity
    case toString, convertsToString, toTime, convertsToTime
    // Texts
    case indexOf, lastIndexOf, substring, startsWith, endsWith, contains, upper, lower, replace, matches, matchesFull
    case replaceMatches, length, toChars, trim, split, join, encode, decode, escape, unescape
    // Numbers
    case abs, ceiling, exp, floor, ln, log, power, round, sqrt, truncate
    // Trees
    case children, descendants
    // Times and precision
    case now, timeOfDay, today, lowBoundary, highBoundary, precision, comparable
    case yearOf, monthOf, dayOf, hourOf, minuteOf, secondOf, millisecondOf, timezoneOffsetOf, dateOf, timeOf
    // Others
    case trace, aggregate, defineVariable, not, type, `is`, `as`
    // FHIR
    case `extension`, hasValue, getValue, resolve, memberOf, conformsTo, subsumes, subsumedBy, htmlChecks,
        elementDefinition
    case slice, checkModifiers

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .exists, .toQuantity, .convertsToQuantity, .round, .lowBoundary, .highBoundary, .join: 0...1
        case .all, .subsetOf, .supersetOf, .where, .select, .repeat, .repeatAll, .ofType, .skip, .take, .intersect,
            .exclude, .union, .combine, .indexOf, .lastIndexOf, .startsWith, .endsWith, .contains, .split, .encode,
            .decode, .escape, .unescape, .log, .power, .comparable, .is, .as, .extension, .memberOf, .conformsTo,
            .subsumes, .subsumedBy:
            1...1
        case .matches, .matchesFull, .substring, .trace, .aggregate, .defineVariable: 1...2
        case .slice, .replace: 2...2
        case .replaceMatches: 2...3
        case .iif: 2...3
        case .coalesce: 1...Int.max
        case .checkModifiers: 0...Int.max
        case .sort: 0...Int.max
        default: 0...0
        }
    }

    /// Whether its argument is the name of a type.
    var takesType: Bool { self == .is || self == .as || self == .ofType }
}
