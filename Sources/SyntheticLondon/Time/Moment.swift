// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A London clock reading to the minute, counted so that it is cheap to move.
struct Moment: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    var day: Int
    /// Minute of the day.
    var minute: Int

    static func < (left: Moment, right: Moment) -> Bool { (left.day, left.minute) < (right.day, right.minute) }

    /// A later or earlier reading.
    func adding(minutes: Int) -> Moment {
        let total = day * 1_440 + minute + minutes
        let day = total >= 0 ? total / 1_440 : (total - 1_439) / 1_440
        return Moment(day: day, minute: total - day * 1_440)
    }

    /// As a FHIR dateTime with the London offset: `2026-06-01T09:30:00+01:00`.
    var text: String { text(offset: BritishSummerTime.isAhead(self) ? 1 : 0) }

    /// As a FHIR dateTime with a given offset in hours, 0 or 1.
    func text(offset: Int) -> String {
        String(unsafeUninitializedCapacity: 25) { buffer in
            Self.write(day: day, into: buffer)
            buffer[10] = UInt8(ascii: "T")
            Self.twoDigits(minute / 60, buffer, 11)
            buffer[13] = UInt8(ascii: ":")
            Self.twoDigits(minute % 60, buffer, 14)
            buffer[16] = UInt8(ascii: ":")
            Self.twoDigits(0, buffer, 17)
            buffer[19] = UInt8(ascii: "+")
            Self.twoDigits(offset, buffer, 20)
            buffer[22] = UInt8(ascii: ":")
            Self.twoDigits(0, buffer, 23)
            return 25
        }
    }

    /// A day as a FHIR date: `2026-06-01`.
    static func dateText(_ day: Int) -> String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            write(day: day, into: buffer)
            return 10
        }
    }

    /// A day as letters write it: `1 June 2026`.
    static func longText(_ day: Int) -> String {
        let date = CivilDate(daysSinceEpoch: day)
        return "\(date.day) \(months[date.month - 1]) \(date.year)"
    }

    /// The clock time as letters write it: `09:30`.
    var clockText: String {
        "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func write(day: Int, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        let date = CivilDate(daysSinceEpoch: day)
        twoDigits(date.year / 100, buffer, 0)
        twoDigits(date.year % 100, buffer, 2)
        buffer[4] = UInt8(ascii: "-")
        twoDigits(date.month, buffer, 5)
        buffer[7] = UInt8(ascii: "-")
        twoDigits(date.day, buffer, 8)
    }

    private static func twoDigits(_ value: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ at: Int) {
        buffer[at] = UInt8(ascii: "0") + UInt8(value / 10)
        buffer[at + 1] = UInt8(ascii: "0") + UInt8(value % 10)
    }
}

/// When London clocks are an hour ahead: last Sunday of March to last Sunday of October, since 1996.
enum BritishSummerTime {
    /// Whether a reading is summer time; of the repeated October hour the first is meant.
    static func isAhead(_ moment: Moment) -> Bool {
        let date = CivilDate(daysSinceEpoch: moment.day)
        if date.month < 3 || date.month > 10 { return false }
        if date.month > 3 && date.month < 10 { return true }
        let sunday = lastSunday(year: date.year, month: date.month)
        if date.month == 3 { return moment.day > sunday || (moment.day == sunday && moment.minute >= 60) }
        return moment.day < sunday || (moment.day == sunday && moment.minute < 120)
    }

    /// The last Sunday of March or October, as days since 1970-01-01.
    static func lastSunday(year: Int, month: Int) -> Int {
        guard let last = CivilDate(year: year, month: month, day: 31) else { return 0 }
        return last.daysSinceEpoch - last.weekday
    }
}
