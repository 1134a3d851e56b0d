// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension Evaluator {
    /// Functions on times and on how precise something is; false where the function is none of them.
    mutating func performOnTimes(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        switch call.function {
        case .now: push(.dateTime(now))
        case .today:
            var today = now
            (today.precision, today.zone) = (.day, nil)
            push(.date(today))
        case .timeOfDay:
            var time = now
            (time.isTimeOfDay, time.zone) = (true, nil)
            push(.time(time))
        case .lowBoundary, .highBoundary: try boundary(call, scope)
        case .precision: if let item = try single(call.input, call.expression) { try precision(of: item, call) }
        case .comparable:
            guard let first = try single(call.input, call.expression)?.quantity,
                let second = try item(call.arguments[0], call.focus, scope)?.quantity
            else { break }
            push(first.isComparable(with: second))
        case .yearOf, .monthOf, .dayOf, .hourOf, .minuteOf, .secondOf, .millisecondOf, .timezoneOffsetOf, .dateOf,
            .timeOf:
            if let item = try single(call.input, call.expression) { try part(of: item, call) }
        default: return false
        }
        return true
    }

    /// The moment of the evaluation, the same at each call.
    private var now: PathMoment {
        let milliseconds = Int((environment.now.microseconds / 1_000))
        var moment = PathMoment(fractionOf: milliseconds)
        moment.zone = 0
        return moment
    }

    // MARK: Boundaries

    private mutating func boundary(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        guard let item = try single(call.input, call.expression) else { return }
        var places: Int?
        if let argument = call.arguments.first {
            guard let wanted = try integer(argument, call.focus, scope) else { return }
            guard (0...31).contains(wanted) else { return }
            places = Int(wanted)
        }
        let isHigh = call.function == .highBoundary
        if let quantity = item.quantity {
            push(.quantity(PathQuantity(quantity.value.boundary(isHigh: isHigh, places: places ?? 8), quantity.unit)))
            return
        }
        switch item.systemValue {
        case .integer(let number):
            push(.decimal(PathDecimal(number).boundary(isHigh: isHigh, places: places ?? 8)))
        case .decimal(let number): push(.decimal(number.boundary(isHigh: isHigh, places: places ?? 8)))
        case .date(let moment):
            if let edge = moment.boundary(isHigh: isHigh, digits: places ?? 8) {
                push(edge.precision > .day ? .dateTime(edge) : .date(edge))
            }
        case .dateTime(let moment):
            if let edge = moment.boundary(isHigh: isHigh, digits: places ?? 17) {
                push(edge.precision > .day ? .dateTime(edge) : .date(edge))
            }
        case .time(let moment):
            if let edge = moment.boundary(isHigh: isHigh, digits: places ?? 9) { push(.time(edge)) }
        default:
            throw FHIRPathFailure(.execution, "This has no boundaries", at: call.expression.offset)
        }
    }

    private mutating func precision(of item: PathItem, _ call: Call) throws(FHIRPathFailure) {
        let value = item.systemValue ?? item
        if let moment = value.moment { return push(.integer(Int64(moment.precision.digits))) }
        if case .time(let moment) = value { return push(.integer(Int64(moment.precision.clockDigits))) }
        guard let number = value.number ?? item.quantity?.value else {
            throw FHIRPathFailure(.execution, "This has no precision", at: call.expression.offset)
        }
        push(.integer(Int64(number.scale)))
    }

    // MARK: Parts

    private mutating func part(of item: PathItem, _ call: Call) throws(FHIRPathFailure) {
        let moment: PathMoment
        if case .time(let time)? = item.systemValue {
            moment = time
        } else if let date = item.moment {
            moment = date
        } else {
            throw FHIRPathFailure(.execution, "This is no date or time", at: call.expression.offset)
        }
        func push(_ value: Int, from precision: PathMoment.Precision) {
            if moment.precision >= precision { self.push(.integer(Int64(value))) }
        }
        switch call.function {
        case .yearOf: if !moment.isTimeOfDay { push(moment.year, from: .year) }
        case .monthOf: if !moment.isTimeOfDay { push(moment.month, from: .month) }
        case .dayOf: if !moment.isTimeOfDay { push(moment.day, from: .day) }
        case .hourOf: push(moment.hour, from: .hour)
        case .minuteOf: push(moment.minute, from: .minute)
        case .secondOf: push(moment.second, from: .second)
        case .millisecondOf: push(moment.millisecond, from: .fraction)
        case .timezoneOffsetOf:
            if let zone = moment.zone {
                self.push(.decimal((PathDecimal(Int64(zone)).divided(by: PathDecimal(60))) ?? PathDecimal(0)))
            }
        case .dateOf:
            if let date = Self.converted(.dateTime(moment), .toDate), !moment.isTimeOfDay { self.push(date) }
        default:
            guard moment.precision >= .hour else { return }
            var time = moment
            (time.isTimeOfDay, time.zone) = (true, nil)
            (time.year, time.month, time.day) = (1, 1, 1)
            self.push(.time(time))
        }
    }
}

extension PathDecimal {
    /// The least or greatest number that could have been rounded to this one, with so many decimals.
    ///
    /// Where fewer decimals are asked for than the number has, the edge moves outwards to one of them; what is smaller
    /// than the last of them is zero.
    func boundary(isHigh: Bool, places: Int) -> PathDecimal {
        let edge = (isHigh ? adding(halfUnit) : subtracting(halfUnit)) ?? self
        let rounded = edge.rounded(to: places, isHigh ? .up : .down)
        guard places > 0, places < scale, edge.rounded(to: places, .towardsZero).isZero else { return rounded }
        return edge.rounded(to: places, .towardsZero)
    }
}

extension PathMoment {
    /// A moment by its milliseconds since 1970, in UTC and to the millisecond.
    init(fractionOf milliseconds: Int) {
        self.init(milliseconds: milliseconds, like: PathMoment.epoch)
    }

    private static let epoch = PathMoment(precision: .fraction)

    /// The first or last moment that this may mean, with so many digits; nil where there is no such precision.
    ///
    /// Without a zone the first is the one farthest ahead of UTC, the last the one farthest behind.
    func boundary(isHigh: Bool, digits: Int) -> PathMoment? {
        guard let wanted = Precision.allCases.first(where: { (isTimeOfDay ? $0.clockDigits : $0.digits) == digits })
        else {
            return nil
        }
        var edge = self
        if wanted > precision {
            if isHigh {
                if precision < .month { edge.month = 12 }
                if precision < .day { edge.day = CivilDate.daysInMonth(year: edge.year, month: edge.month) }
                if precision < .hour { edge.hour = 23 }
                // A time without minutes is on the hour, as ISO 8601 reads it.
                if precision < .hour { edge.minute = 59 }
                if precision < .second { edge.second = 59 }
                if precision < .fraction { edge.millisecond = 999 }
            }
            edge.precision = wanted
        } else {
            edge.precision = wanted
        }
        if wanted < .hour { edge.zone = nil }
        if wanted >= .hour, zone == nil, !isTimeOfDay { edge.zone = isHigh ? -12 * 60 : 14 * 60 }
        return edge
    }
}
