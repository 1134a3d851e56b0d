// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Evaluator {
    /// `toX()` and `convertsToX()`; false where the function is none of them.
    mutating func performConversion(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        let target: FHIRPathFunction
        switch call.function {
        case .toBoolean, .convertsToBoolean: target = .toBoolean
        case .toInteger, .convertsToInteger: target = .toInteger
        case .toLong, .convertsToLong: target = .toLong
        case .toDecimal, .convertsToDecimal: target = .toDecimal
        case .toString, .convertsToString: target = .toString
        case .toDate, .convertsToDate: target = .toDate
        case .toDateTime, .convertsToDateTime: target = .toDateTime
        case .toTime, .convertsToTime: target = .toTime
        case .toQuantity, .convertsToQuantity: target = .toQuantity
        default: return false
        }
        guard let item = try single(call.input, call.expression) else { return true }
        var converted = Self.converted(item, target)
        if let argument = call.arguments.first, let unit = try string(argument, call.focus, scope),
            let quantity = converted?.quantity
        {
            converted = quantity.converted(to: unit).map { .quantity($0) }
        }
        if target == call.function { if let converted { push(converted) } } else { push(converted != nil) }
        return true
    }

    /// An item as another type; nil where it cannot be that.
    static func converted(_ item: PathItem, _ target: FHIRPathFunction) -> PathItem? {
        let value = item.systemValue ?? item
        switch target {
        case .toBoolean: return boolean(value).map { .boolean($0) }
        case .toInteger:
            return integer(value).flatMap { (Int64(Int32.min)...Int64(Int32.max)).contains($0) ? .integer($0) : nil }
        case .toLong: return integer(value).map { .integer($0) }
        case .toDecimal:
            if case .boolean(let flag) = value { return .decimal(PathDecimal(flag ? "1.0" : "0.0") ?? PathDecimal(0)) }
            if let number = value.number { return .decimal(number) }
            return value.string.flatMap { isPlainNumber($0) ? PathDecimal($0) : nil }.map { .decimal($0) }
        case .toString:
            if let text = value.text { return .string(text) }
            return item.quantity.map { .string($0.text) }
        case .toDate:
            if case .date = value { return value }
            if case .dateTime(var moment) = value {
                moment.precision = min(moment.precision, .day)
                moment.zone = nil
                return .date(moment)
            }
            return value.string.flatMap { PathMoment(date: $0) }.map { .date($0) }
        case .toDateTime:
            if let moment = value.moment { return .dateTime(moment) }
            return value.string.flatMap { PathMoment(dateTime: $0) }.map { .dateTime($0) }
        case .toTime:
            if case .time = value { return value }
            return value.string.flatMap { text in
                PathMoment(time: text.hasPrefix("T") ? String(text.dropFirst()) : text)
            }.map { .time($0) }
        default: return quantity(item, value).map { .quantity($0) }
        }
    }

    private static func boolean(_ value: PathItem) -> Bool? {
        switch value {
        case .boolean(let flag): return flag
        case .integer(let number): return number == 1 ? true : number == 0 ? false : nil
        case .decimal(let number): return number == PathDecimal(1) ? true : number.isZero ? false : nil
        case .string(let text):
            switch text.lowercased() {
            case "true", "t", "yes", "y", "1", "1.0": return true
            case "false", "f", "no", "n", "0", "0.0": return false
            default: return nil
            }
        default: return nil
        }
    }

    private static func integer(_ value: PathItem) -> Int64? {
        switch value {
        case .boolean(let flag): flag ? 1 : 0
        case .integer(let number): number
        case .string(let text): text.utf8.allSatisfy { $0 != UInt8(ascii: "_") } ? Int64(text) : nil
        default: nil
        }
    }

    /// Digits with an optional sign and point, without an exponent.
    private static func isPlainNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46].contains($0) }
    }

    private static func quantity(_ item: PathItem, _ value: PathItem) -> PathQuantity? {
        if let quantity = item.quantity { return quantity }
        if case .boolean(let flag) = value {
            return PathQuantity(PathDecimal(flag ? "1.0" : "0.0") ?? PathDecimal(0), .ucum("1"))
        }
        if let number = value.number { return PathQuantity(number, .ucum("1")) }
        return value.string.flatMap { PathQuantity($0) }
    }
}

extension PathQuantity {
    /// Reads `1.5`, `1.5 'mg'` or `2 weeks`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let first = parts.first, first.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46].contains($0) }),
            let value = PathDecimal(first)
        else { return nil }
        guard parts.count == 2 else {
            self.init(value, .ucum("1"))
            return
        }
        let unit = parts[1]
        if let calendar = CalendarUnit(String(unit)) {
            self.init(value, .calendar(calendar))
        } else if unit.utf8.count > 2, unit.first == "'", unit.last == "'" {
            self.init(value, .ucum(String(unit.dropFirst().dropLast())))
        } else {
            return nil
        }
    }
}
