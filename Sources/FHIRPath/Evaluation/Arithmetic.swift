// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Sums, differences, products and quotients.
enum Arithmetic {
    static func signed(
        _ item: PathItem, isNegative: Bool, _ expression: Expression
    ) throws(FHIRPathFailure) -> PathItem {
        switch item.systemValue ?? item {
        case .integer(let number):
            guard number != .min else { break }
            return .integer(isNegative ? -number : number)
        case .decimal(let number): return .decimal(isNegative ? number.negated : number)
        default:
            if let quantity = item.quantity {
                return .quantity(PathQuantity(isNegative ? quantity.value.negated : quantity.value, quantity.unit))
            }
        }
        throw FHIRPathFailure(.execution, "Only a number or a quantity has a sign", at: expression.offset)
    }

    /// What an operator makes of two items; nil where there is no result, as with a division by zero.
    static func result(
        _ sign: Expression.Operator, _ left: PathItem, _ right: PathItem, _ expression: Expression
    ) throws(FHIRPathFailure) -> PathItem? {
        let (first, second) = (left.systemValue ?? left, right.systemValue ?? right)
        if case .integer(let one) = first, case .integer(let other) = second {
            return integers(sign, one, other)
        }
        if let one = first.number, let other = second.number { return decimals(sign, one, other) }
        if case .string(let one) = first, case .string(let other) = second, sign == .add { return .string(one + other) }
        if let one = left.quantity {
            if let other = right.quantity { return quantities(sign, one, other) }
            if let other = second.number { return quantities(sign, one, PathQuantity(other, .ucum("1"))) }
        }
        if let one = first.number, let other = right.quantity {
            return quantities(sign, PathQuantity(one, .ucum("1")), other)
        }
        if let quantity = right.quantity, sign == .add || sign == .subtract {
            return try moved(first, by: quantity, isBack: sign == .subtract, expression)
        }
        throw FHIRPathFailure(.semantic, "“\(sign.rawValue)” does not go with these two", at: expression.offset)
    }

    private static func integers(_ sign: Expression.Operator, _ left: Int64, _ right: Int64) -> PathItem? {
        func checked(_ result: (partialValue: Int64, overflow: Bool)) -> PathItem? {
            result.overflow ? nil : .integer(result.partialValue)
        }
        switch sign {
        case .add: return checked(left.addingReportingOverflow(right))
        case .subtract: return checked(left.subtractingReportingOverflow(right))
        case .multiply: return checked(left.multipliedReportingOverflow(by: right))
        case .div: return right == 0 ? nil : checked(left.dividedReportingOverflow(by: right))
        case .mod: return right == 0 ? nil : checked(left.remainderReportingOverflow(dividingBy: right))
        default: return decimals(sign, PathDecimal(left), PathDecimal(right))
        }
    }

    private static func decimals(_ sign: Expression.Operator, _ left: PathDecimal, _ right: PathDecimal) -> PathItem? {
        switch sign {
        case .add: left.adding(right).map { .decimal($0) }
        case .subtract: left.subtracting(right).map { .decimal($0) }
        case .multiply: left.multiplied(by: right).map { .decimal($0) }
        case .divide: left.divided(by: right).map { .decimal($0) }
        case .div: left.wholeQuotient(by: right).flatMap { $0.integer.map { .integer($0) } ?? .decimal($0) }
        case .mod: left.remainder(by: right).map { .decimal($0) }
        default: nil
        }
    }

    private static func quantities(_ sign: Expression.Operator, _ left: PathQuantity, _ right: PathQuantity)
        -> PathItem?
    {
        let result: PathQuantity? =
            switch sign {
            case .add: left.adding(right)
            case .subtract: left.adding(PathQuantity(right.value.negated, right.unit))
            case .multiply: left.multiplied(by: right)
            case .divide: left.divided(by: right)
            default: nil
            }
        return result.map { .quantity($0) }
    }

    // MARK: Dates

    private static func moved(
        _ item: PathItem, by quantity: PathQuantity, isBack: Bool, _ expression: Expression
    ) throws(FHIRPathFailure) -> PathItem? {
        let unit: CalendarUnit?
        switch quantity.unit {
        case .calendar(let calendar): unit = calendar
        case .ucum(let code), .text(let code): unit = CalendarUnit(ucum: code) ?? CalendarUnit(code)
        }
        guard let unit, let count = quantity.value.rounded(to: 0, .towardsZero).integer, count != .min else {
            throw FHIRPathFailure(
                .execution, "A date is moved by years, months, weeks, days, hours, minutes, seconds or milliseconds",
                at: expression.offset)
        }
        switch item {
        case .date(let moment): return moment.adding(isBack ? -count : count, unit).map { .date($0) }
        case .dateTime(let moment): return moment.adding(isBack ? -count : count, unit).map { .dateTime($0) }
        case .time(let moment): return moment.adding(isBack ? -count : count, unit).map { .time($0) }
        default:
            throw FHIRPathFailure(.semantic, "A quantity is not added to this", at: expression.offset)
        }
    }
}

extension PathMoment {
    fileprivate func adding(_ count: Int64, _ unit: CalendarUnit) -> PathMoment? { adding(Int(count), unit) }
}
