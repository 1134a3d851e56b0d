// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRPath
import Testing

@Suite("Values, sums and comparisons")
struct ValueTests {
    static let numbers = [
        Asked("0.1 + 0.2", "0.3"), Asked("0.1 + 0.2 = 0.3", "true"), Asked("1.50 * 2", "3.00"), Asked("10 / 4", "2.5"),
        Asked("1 / 3 * 3 ~ 1", "true"), Asked("1 / 0"), Asked("5 mod 0"), Asked("-7 div 2", "-3"),
        Asked("-7 mod 2", "-1"),
        Asked("5.5 div 0.7", "7"), Asked("5.5 mod 0.7", "0.6"), Asked("9223372036854775807 + 1"),
        Asked("2.power(10)", "1024"),
        Asked("2.5.power(2)", "6.25"), Asked("2.power(-1)", "0.5"), Asked("2.sqrt()", "1.414213562373"),
        Asked("(-1).sqrt()"),
        Asked("1.ln()", "0"), Asked("0.ln()"), Asked("100.log(10)", "2"), Asked("1.exp()", "2.718281828459"),
        Asked("1.5.round()", "2"), Asked("(-1.5).round()", "-2"), Asked("3.14159.round(3)", "3.142"),
        Asked("1.2.ceiling()", "2"),
        Asked("(-1.2).ceiling()", "-1"), Asked("1.7.truncate()", "1"), Asked("'a'.abs()", fails: .execution),
        Asked("1 = 1.0", "true"), Asked("1.0 ~ 1.04", "true"), Asked("1.5 = '1.5'", "false"),
        Asked("1 < 'a'", fails: .execution), Asked("'1' + 1", fails: .semantic), Asked("1 & 'a'", fails: .execution),
        Asked("12345678901234567890.12345 + 0.00001", "12345678901234567890.12346"),
    ]

    @Test("Numbers are calculated exactly, and what has no result gives nothing", arguments: numbers)
    func calculated(asked: Asked) throws { try asked.check() }

    static let moments = [
        Asked("@2024-01-31 + 1 month", "2024-02-29"), Asked("@2024-02-29 + 1 year", "2025-02-28"),
        Asked("@2024-03-31 - 1 month", "2024-02-29"), Asked("@2024 + 24 months", "2026"),
        Asked("@2024-01 + 31 days", "2024-02"),
        Asked("@2024-01-01 + 36 hours", "2024-01-02"), Asked("@T23:30 + 1 hour", "00:30"),
        Asked("@T10:00 - 11 hours", "23:00"),
        Asked("@2024-12-31T23:59:59Z + 1 second", "2025-01-01T00:00:00Z"), Asked("@9999-12-31 + 1 day"),
        Asked("@2024-01-01 + 1 'mo'", fails: .execution), Asked("@2024-01-01 + 1 'kg'", fails: .execution),
        Asked("@2024-01-01 < @2024-01", ), Asked("@2024-01-02 > @2024-01-01", "true"), Asked("@2024 = @2024-01"),
        Asked("@2024 ~ @2024-01", "false"), Asked("@2024-01-01T10:00:00Z = @2024-01-01T11:00:00+01:00", "true"),
        Asked("@2024-01-01T10:00:00Z < @2024-01-01T10:30:00"),
        Asked("@2024-01-01T10:00:00Z < @2024-01-05T10:30:00", "true"),
        Asked("@T10:00 = @T10:00:00"), Asked("@2024-01-01 = @T10:00", "false"), Asked("today()", "2026-11-23"),
        Asked("now()", "2026-11-23T09:30:00.000Z"), Asked("timeOfDay()", "09:30:00.000"),
        Asked("now() = now()", "true"),
        Asked("@2024-05-06.yearOf()", "2024"), Asked("@2024-05.dayOf()"),
        Asked("@2024-05-06T07:08:09.010Z.millisecondOf()", "10"),
        Asked("@2024-05-06T07:08:09+05:30.timezoneOffsetOf()", "5.5"), Asked("@2024-05-06T07:08.timeOf()", "07:08"),
    ]

    @Test("Dates and times are moved and compared as precisely as they are written", arguments: moments)
    func moved(asked: Asked) throws { try asked.check() }

    static let quantities = [
        Asked("1 'g' = 1000 'mg'", "true"), Asked("1 'g' > 999 'mg'", "true"), Asked("1 'g' = 1 'm'"),
        Asked("1 'g' < 1 'm'"),
        Asked("1 'g' + 500 'mg'", "1.5 'g'"), Asked("1 'g' - 1 'm'"), Asked("3 'm' * 2 'm' = 6 'm2'", "true"),
        Asked("6 'm2' / 2 'm' = 3 'm'", "true"), Asked("2 * 3 'kg' = 6 'kg'", "true"),
        Asked("6 'kg' / 2 = 3 'kg'", "true"),
        Asked("1 year = 12 months", "true"), Asked("1 year = 365 days"), Asked("1 year = 1 'a'"),
        Asked("1 year ~ 1 'a'", "true"),
        Asked("1 day = 24 'h'", "true"), Asked("1 'wk' = 7 days", "true"), Asked("37 'Cel' = 310.15 'K'", "true"),
        Asked("1 '[lb_av]' ~ 0.4536 'kg'", "true"), Asked("5 'mmol/L' = 5 'mol/m3'", "true"),
        Asked("-(5 'mg')", "-5 'mg'"),
        Asked("1 'unknownunit' = 1 'unknownunit'", "true"), Asked("1 'unknownunit' = 1 'g'"),
        Asked("'5 mg'.toQuantity()"), Asked("'5 \\'mg\\''.toQuantity()", "5 'mg'"),
        Asked("1 'g'.toQuantity('mg')", "1000 'mg'"),
    ]

    @Test("Quantities are compared and calculated with by their units", arguments: quantities)
    func measured(asked: Asked) throws { try asked.check() }

    static let boundaries = [
        Asked("1.0.lowBoundary(1)", "0.9"), Asked("1.0.highBoundary(2)", "1.05"),
        Asked("@2024-02.highBoundary()", "2024-02-29"),
        Asked("@2024.lowBoundary()", "2024-01-01"),
        Asked("@2024-02-03T10:20.highBoundary(14)", "2024-02-03T10:20:59-12:00"),
        Asked("@T10.lowBoundary()", "10:00:00.000"), Asked("@2024-02-03.precision()", "8"),
        Asked("1.500.precision()", "3"),
        Asked("@T10:30.precision()", "4"), Asked("'a'.lowBoundary()", fails: .execution), Asked("{}.lowBoundary()"),
    ]

    @Test("Boundaries are the first and last that a value can mean", arguments: boundaries)
    func bounded(asked: Asked) throws { try asked.check() }
}
