// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A date, a date with a time, or a time of day, as precise as it was written.
struct PathMoment: Sendable, Hashable {
    /// What was written last; seconds and their decimals are one.
    enum Precision: Int, Sendable, Comparable, CaseIterable {
        case year, month, day, hour, minute, second, fraction

        static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }

        /// How many digits a date with a time has up to here.
        var digits: Int { [4, 6, 8, 10, 12, 14, 17][rawValue] }
        /// How many digits a time of day has up to here.
        var clockDigits: Int { [0, 0, 0, 2, 4, 6, 9][rawValue] }
    }

    var year = 1
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// Thousandths of a second; finer decimals are beyond the language.
    var millisecond = 0
    var precision: Precision
    /// Minutes ahead of UTC; nil where none was written.
    var zone: Int?
    var isTimeOfDay = false

    // MARK: Reading

    /// `2015`, `2015-02` or `2015-02-04`.
    init?(date text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4, let year = Self.number(parts[0]), year > 0,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
        else { return nil }
        self.year = year
        precision = [.year, .month, .day][parts.count - 1]
        if parts.count > 1 {
            guard let month = Self.number(parts[1]) else { return nil }
            self.month = month
        }
        if parts.count > 2 {
            guard let day = Self.number(parts[2]) else { return nil }
            self.day = day
        }
        guard CivilDate(year: year, month: month, day: day) != nil else { return nil }
    }

    /// A date that may be followed by `T`, a time and a zone.
    init?(dateTime text: some StringProtocol) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = PathMoment(date: parts[0]) else { return nil }
        self = date
        guard parts.count == 2, !parts[1].isEmpty else { return }
        var clock = parts[1]
        if clock.last == "Z" {
            zone = 0
            clock = clock.dropLast()
        } else if let mark = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let digits = clock[clock.index(after: mark)...].split(separator: ":", omittingEmptySubsequences: false)
            guard digits.count == 2, digits.allSatisfy({ $0.utf8.count == 2 }), let hours = Self.number(digits[0]),
                let minutes = Self.number(digits[1]), hours <= 14, minutes < 60
            else { return nil }
            zone = (hours * 60 + minutes) * (clock[mark] == "-" ? -1 : 1)
            clock = clock[..<mark]
        }
        guard precision == .day, readClock(clock) else { return nil }
    }

    /// A time of day such as `14:34:28.123`.
    init?(time text: some StringProtocol) {
        precision = .hour
        isTimeOfDay = true
        guard readClock(text) else { return nil }
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        return Int(text)
    }

    private mutating func readClock(_ text: some StringProtocol) -> Bool {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return false }
        let numbers = parts.compactMap { Self.number($0) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
            return false
        }
        hour = numbers[0]
        minute = numbers.count > 1 ? numbers[1] : 0
        second = numbers.count > 2 ? numbers[2] : 0
        precision = [.hour, .minute, .second][parts.count - 1]
        guard halves.count == 2 else { return true }
        guard parts.count == 3, !halves[1].isEmpty, halves[1].utf8.count <= 20,
            let thousandths = Self.number(String((halves[1] + "000").prefix(3))),
            Self.number(halves[1].prefix(18)) != nil
        else { return false }
        millisecond = thousandths
        precision = .fraction
        return true
    }

    // MARK: Writing

    private static func padded(_ value: Int, _ width: Int = 2) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// As it would be written, without an `@`; a date with a time and nothing of it has no `T`.
    var text: String {
        var text = ""
        if !isTimeOfDay {
            text = Self.padded(year, 4)
            if precision >= .month { text += "-" + Self.padded(month) }
            if precision >= .day { text += "-" + Self.padded(day) }
            if precision >= .hour { text += "T" }
        }
        if precision >= .hour { text += Self.padded(hour) }
        if precision >= .minute { text += ":" + Self.padded(minute) }
        if precision >= .second { text += ":" + Self.padded(second) }
        if precision >= .fraction { text += "." + Self.padded(millisecond, 3) }
        if let zone, precision >= .hour {
            text +=
                zone == 0
                ? "Z" : (zone < 0 ? "-" : "+") + Self.padded(abs(zone) / 60) + ":" + Self.padded(abs(zone) % 60)
        }
        return text
    }

    // MARK: Comparing

    /// Milliseconds since 1970 of its first moment, were it written in UTC.
    private var firstMillisecond: Int {
        let days = isTimeOfDay ? 0 : CivilDate(year: year, month: month, day: day)?.daysSinceEpoch ?? 0
        return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + millisecond
    }

    /// The same moment in UTC.
    private var inUTC: PathMoment {
        guard let zone, zone != 0, precision >= .hour else { return self }
        var moved = PathMoment(milliseconds: firstMillisecond - zone * 60_000, like: self)
        moved.zone = 0
        // With minutes that are not known a zone of half an hour would say too much.
        moved.precision = precision
        return moved
    }

    /// A moment by its milliseconds since 1970, precise and zoned as another.
    init(milliseconds: Int, like other: PathMoment) {
        self = other
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = milliseconds - day * 86_400_000
        if !isTimeOfDay {
            let date = CivilDate(daysSinceEpoch: day)
            (year, month, self.day) = (date.year, date.month, date.day)
        }
        (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        (second, millisecond) = (rest / 1_000 % 60, rest % 1_000)
    }

    private func part(_ precision: Precision) -> Int {
        switch precision {
        case .year: year
        case .month: month
        case .day: day
        case .hour: hour
        case .minute: minute
        case .second, .fraction: second * 1_000 + millisecond
        }
    }

    /// -1, 0 or 1; nil where one of them is not written precisely enough to tell.
    func compared(to other: PathMoment) -> Int? {
        guard isTimeOfDay == other.isTimeOfDay else { return nil }
        if precision >= .hour, other.precision >= .hour, !isTimeOfDay, (zone == nil) != (other.zone == nil) {
            // Clocks around the world differ by 26 hours at most.
            let difference = inUTC.firstMillisecond - other.inUTC.firstMillisecond
            return abs(difference) > 26 * 3_600_000 ? difference.signum() : nil
        }
        let (left, right) = zone != nil && other.zone != nil ? (inUTC, other.inUTC) : (self, other)
        let start: Precision = isTimeOfDay ? .hour : .year
        for precision in Precision.allCases where precision >= start && precision <= .second {
            let isLeftKnown = left.precision >= precision
            let isRightKnown = right.precision >= precision
            guard isLeftKnown || isRightKnown else { return 0 }
            guard isLeftKnown, isRightKnown else { return nil }
            let (first, second) = (left.part(precision), right.part(precision))
            if first != second { return first < second ? -1 : 1 }
        }
        return 0
    }
}
