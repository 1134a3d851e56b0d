// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A FHIR date or dateTime: a point in time as precisely as someone wrote it
/// (`2019`, `2019-03`, `2019-03-07`, `2019-03-07T14:05:00+01:00`).
package struct PartialDate: Hashable, Sendable {
    /// What was written last.
    package enum Precision: Int, Sendable, Comparable {
        case year, month, day, minute, second, fraction

        package static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// The text as it came.
    package let text: String
    /// How much of the point in time is known.
    package let precision: Precision
    /// First day of the period (the day itself from day precision on), as written.
    package let date: CivilDate
    /// Clock reading as written; 0 below minute precision.
    package let microsecondsOfDay: Int64
    /// Zone as written, in seconds ahead of UTC; nil means Europe/London.
    package let offset: Int?

    /// Reads FHIR `date`, `dateTime` and `instant`; also a time without seconds or zone, as feeds send.
    package init?(_ text: some StringProtocol) {
        var scanner = Scanner(Array(text.utf8))
        guard let year = scanner.digits(4) else { return nil }
        var month = 1
        var day = 1
        var precision = Precision.year
        var time: Int64 = 0
        var offset: Int?
        if scanner.skip("-") {
            guard let value = scanner.digits(2) else { return nil }
            (month, precision) = (value, .month)
            if scanner.skip("-") {
                guard let value = scanner.digits(2) else { return nil }
                (day, precision) = (value, .day)
                if scanner.skip("T") {
                    guard let clock = scanner.clock() else { return nil }
                    (time, precision) = clock
                    if !scanner.atEnd {
                        guard let zone = scanner.zone() else { return nil }
                        offset = zone
                    }
                }
            }
        }
        guard scanner.atEnd, let date = CivilDate(year: year, month: month, day: day) else { return nil }
        self.text = String(text)
        self.precision = precision
        self.date = date
        microsecondsOfDay = time
        self.offset = offset
    }

    /// The first moment this may mean.
    package var earliest: Timestamp { moment(date, microsecondsOfDay) }

    /// The first moment after all this may mean.
    package var end: Timestamp {
        switch precision {
        case .year: moment(CivilDate(year: date.year + 1, month: 1, day: 1) ?? date.adding(days: 365), 0)
        case .month: moment(CivilDate(daysSinceEpoch: firstDayOfNextMonth), 0)
        case .day: moment(date.adding(days: 1), 0)
        case .minute: Timestamp(microseconds: earliest.microseconds + 60_000_000)
        case .second: Timestamp(microseconds: earliest.microseconds + 1_000_000)
        case .fraction: Timestamp(microseconds: earliest.microseconds + fractionUnit)
        }
    }

    private var firstDayOfNextMonth: Int {
        date.daysSinceEpoch + CivilDate.daysInMonth(year: date.year, month: date.month) - date.day + 1
    }

    /// The size of the last written decimal of the seconds, in microseconds; decimals behind the sixth are beyond us.
    private var fractionUnit: Int64 {
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 1 }
        let digits = text.utf8[text.utf8.index(after: dot)...]
            .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        return (min(digits, 6)..<6).reduce(1) { unit, _ in unit * 10 }
    }

    private func moment(_ date: CivilDate, _ microseconds: Int64) -> Timestamp {
        let whole = Int(microseconds / 1_000_000)
        let start =
            if let offset {
                Timestamp(seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(whole - offset))
            } else {
                LondonTime.moment(date, secondsOfDay: whole)
            }
        return Timestamp(microseconds: start.microseconds + microseconds % 1_000_000)
    }
}

extension PartialDate {
    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var atEnd: Bool { position == bytes.count }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            guard position + count <= bytes.count else { return nil }
            defer { position += count }
            return CivilDate.number(bytes[position..<position + count])
        }

        /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff…` in microseconds.
        ///
        /// 24:00 and leap seconds are no FHIR times.
        mutating func clock() -> (Int64, Precision)? {
            guard let hour = digits(2), hour < 24, skip(":"), let minute = digits(2), minute < 60 else { return nil }
            var microseconds = Int64(hour * 3_600 + minute * 60) * 1_000_000
            guard skip(":") else { return (microseconds, .minute) }
            guard let second = digits(2), second < 60 else { return nil }
            microseconds += Int64(second) * 1_000_000
            guard skip(".") else { return (microseconds, .second) }
            var unit: Int64 = 100_000
            let start = position
            while !atEnd, let digit = CivilDate.number(bytes[position..<position + 1]) {
                microseconds += Int64(digit) * unit
                unit /= 10
                position += 1
            }
            return position > start ? (microseconds, .fraction) : nil
        }

        /// `Z`, `+hh:mm` or `-hh:mm` in seconds.
        mutating func zone() -> Int? {
            if skip("Z") { return 0 }
            let sign = skip("+") ? 1 : skip("-") ? -1 : 0
            guard sign != 0, let hours = digits(2), hours <= 14, skip(":"), let minutes = digits(2), minutes < 60
            else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}
