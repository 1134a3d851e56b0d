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

    // An item of any kind takes the room of the largest, so the parts are kept as small as they are.
    @Narrow<Int32> var year = 1
    @Narrow<Int8> var month = 1
    @Narrow<Int8> var day = 1
    @Narrow<Int8> var hour = 0
    @Narrow<Int8> var minute = 0
    @Narrow<Int8> var second = 0
    /// Thousandths of a second; finer decimals are beyond the language.
    @Narrow<Int16> var millisecond = 0
    var precision: Precision
    @Narrow<Int16> private var zoneMinutes = noZone
    var isTimeOfDay = false

    private static let noZone = Int(Int16.min)

    /// Minutes ahead of UTC; nil where none was written.
    var zone: Int? {
        get { zoneMinutes == Self.noZone ? nil : zoneMinutes }
        set { zoneMinutes = newValue ?? Self.noZone }
    }

    /// The first moment of the year 1, as precise as this.
    init(precision: Precision) { self.precision = precision }

    // MARK: Reading

    /// `2015`, `2015-02` or `2015-02-04`.
    init?(date text: some StringProtocol) {
        var text = String(text)
        guard let moment = text.withUTF8({ PathMoment(date: $0) }) else { return nil }
        self = moment
    }

    /// A date that may be followed by `T`, a time and a zone.
    init?(dateTime text: some StringProtocol) {
        var text = String(text)
        guard let moment = text.withUTF8({ PathMoment(dateTime: $0) }) else { return nil }
        self = moment
    }

    /// A time of day such as `14:34:28.123`.
    init?(time text: some StringProtocol) {
        var text = String(text)
        guard let moment = text.withUTF8({ PathMoment(time: $0) }) else { return nil }
        self = moment
    }

    /// The bytes of a date.
    init?(date bytes: UnsafeBufferPointer<UInt8>) {
        precision = .year
        var reader = MomentReader(bytes)
        guard readDate(&reader), reader.isAtEnd else { return nil }
    }

    /// The bytes of a date that may be followed by `T`, a time and a zone.
    init?(dateTime bytes: UnsafeBufferPointer<UInt8>) {
        precision = .year
        var reader = MomentReader(bytes)
        guard readDate(&reader) else { return nil }
        if reader.isAtEnd { return }
        guard reader.take("T") else { return nil }
        if reader.isAtEnd { return }
        guard precision == .day, readClock(&reader), readZone(&reader), reader.isAtEnd else { return nil }
    }

    /// The bytes of a time of day.
    init?(time bytes: UnsafeBufferPointer<UInt8>) {
        precision = .hour
        isTimeOfDay = true
        var reader = MomentReader(bytes)
        guard readClock(&reader), reader.isAtEnd else { return nil }
    }

    private mutating func readDate(_ reader: inout MomentReader) -> Bool {
        guard let year = reader.digits(4), year > 0 else { return false }
        self.year = year
        precision = .year
        if reader.take("-") {
            guard let month = reader.digits(2) else { return false }
            self.month = month
            precision = .month
        }
        if precision == .month, reader.take("-") {
            guard let day = reader.digits(2) else { return false }
            self.day = day
            precision = .day
        }
        return CivilDate(year: year, month: month, day: day) != nil
    }

    private mutating func readClock(_ reader: inout MomentReader) -> Bool {
        guard let hour = reader.digits(2), hour < 24 else { return false }
        self.hour = hour
        precision = .hour
        if reader.take(":") {
            guard let minute = reader.digits(2), minute < 60 else { return false }
            self.minute = minute
            precision = .minute
        }
        if precision == .minute, reader.take(":") {
            guard let second = reader.digits(2), second < 60 else { return false }
            self.second = second
            precision = .second
        }
        if precision == .second, reader.take(".") {
            guard let thousandths = reader.thousandths() else { return false }
            millisecond = thousandths
            precision = .fraction
        }
        return true
    }

    private mutating func readZone(_ reader: inout MomentReader) -> Bool {
        if reader.take("Z") {
            zone = 0
            return true
        }
        let isBehind = reader.take("-")
        guard isBehind || reader.take("+") else { return true }
        guard let hours = reader.digits(2), hours <= 14, reader.take(":"), let minutes = reader.digits(2), minutes < 60
        else { return false }
        zone = (hours * 60 + minutes) * (isBehind ? -1 : 1)
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
