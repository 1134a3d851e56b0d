// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FoundationEssentials
internal import Terminology

extension PathQuantity {
    /// How a quantity compares with others.
    private enum Scale {
        /// Months of calendars, whose length differs.
        case months(PathDecimal)
        case ucum(PathDecimal, UCUMUnit)
        case text(PathDecimal, String)
    }

    private var scale: Scale {
        switch unit {
        case .calendar(.year): return .months(value.multiplied(by: PathDecimal(12)) ?? value)
        case .calendar(.month): return .months(value)
        case .calendar(let calendar): return Self.scale(value, calendar.similarUCUM)
        case .ucum(let code): return Self.scale(value, code)
        case .text(let text): return .text(value, text)
        }
    }

    private static func scale(_ value: PathDecimal, _ code: String) -> Scale {
        guard let unit = UnitsByCode.shared.unit(code) else {
            // The words of calendars, in quotes.
            if let calendar = CalendarUnit(code) { return PathQuantity(value, .calendar(calendar)).scale }
            return .text(value, code)
        }
        return .ucum(value, unit)
    }

    /// -1, 0 or 1; nil where the units have nothing in common.
    func compared(to other: PathQuantity) -> Int? {
        func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
            left == right ? 0 : left < right ? -1 : 1
        }
        if unit == other.unit { return order(value, other.value) }
        switch (scale, other.scale) {
        case (.months(let left), .months(let right)): return order(left, right)
        case (.text(let left, let unit), .text(let right, let otherUnit)):
            return unit == otherUnit ? order(left, right) : nil
        case (.ucum(let left, let unit), .ucum(let right, let otherUnit)):
            guard unit.isCommensurable(with: otherUnit) else { return nil }
            if unit == otherUnit { return order(left, right) }
            guard let first = left.foundation.flatMap({ unit.canonicalValue(of: $0) }),
                let second = right.foundation.flatMap({ otherUnit.canonicalValue(of: $0) })
            else { return nil }
            return order(first, second)
        default: return nil
        }
    }

    /// Whether both are the same amount; nil where the units have nothing in common.
    func isEqual(to other: PathQuantity) -> Bool? { compared(to: other).map { $0 == 0 } }

    /// Whether both mean about the same amount: as precise as the less precise, years of calendars as years of UCUM.
    func isEquivalent(to other: PathQuantity) -> Bool {
        guard let converted = other.loosened.converted(to: loosened) else { return false }
        let places = min(value.scale, converted.value.scale)
        return value.rounded(to: places) == converted.value.rounded(to: places)
    }

    private var loosened: PathQuantity {
        if case .calendar(let calendar) = unit { return PathQuantity(value, .ucum(calendar.similarUCUM)) }
        return self
    }

    func isComparable(with other: PathQuantity) -> Bool { compared(to: other) != nil }

    // MARK: Conversion

    /// The same amount in another unit; nil where there is none.
    func converted(to unit: String) -> PathQuantity? {
        let target: Unit = CalendarUnit(unit).map { .calendar($0) } ?? .ucum(unit)
        return converted(to: PathQuantity(PathDecimal(1), target))
    }

    /// The same amount in the unit of another quantity.
    private func converted(to other: PathQuantity) -> PathQuantity? {
        if unit == other.unit { return self }
        switch (scale, other.scale) {
        case (.months(let months), .months(let size)):
            // What the other's one unit is worth in months.
            guard let one = size.divided(by: other.value), let value = months.divided(by: one) else { return nil }
            return PathQuantity(value, other.unit)
        case (.ucum(let value, let unit), .ucum(_, let otherUnit)):
            guard
                let converted = value.foundation.flatMap({ unit.convert($0, to: otherUnit) }).flatMap({
                    PathDecimal($0)
                })
            else { return nil }
            return PathQuantity(converted, other.unit)
        default: return nil
        }
    }

    // MARK: Calculating

    /// The sum in this quantity's unit; nil where the units have nothing in common.
    func adding(_ other: PathQuantity) -> PathQuantity? {
        guard let converted = other.converted(to: self), let sum = value.adding(converted.value) else { return nil }
        return PathQuantity(sum, unit)
    }

    func multiplied(by other: PathQuantity) -> PathQuantity? {
        combined(other, value.multiplied(by: other.value)) { try $0.multiplied(by: $1) }
    }

    func divided(by other: PathQuantity) -> PathQuantity? {
        combined(other, value.divided(by: other.value)) { try $0.divided(by: $1) }
    }

    private func combined(
        _ other: PathQuantity, _ value: PathDecimal?, _ units: (UCUMUnit, UCUMUnit) throws -> UCUMUnit
    ) -> PathQuantity? {
        guard let value, case .ucum(_, let one) = loosened.scale, case .ucum(_, let two) = other.loosened.scale,
            let unit = try? units(one, two)
        else { return nil }
        return PathQuantity(value, .ucum(unit == .one ? "1" : unit.code))
    }
}

extension PathDecimal {
    /// The number for calculations with units.
    fileprivate var foundation: Decimal? { Decimal(string: text) }

    /// To 36 digits, which is as good as exact for any measure.
    fileprivate init?(_ decimal: Decimal) {
        let text = "\(decimal)"
        let whole = text.prefix { $0 != "." }
        self.init(whole.count == text.count ? text : String(text.prefix(max(37, whole.count))))
    }
}
