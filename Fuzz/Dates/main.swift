// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes

/// Texts that are dates mean a period that ends behind its start, and their days survive being counted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let date = PartialDate(text) {
        precondition(date.text == text)
        precondition(date.earliest.microseconds < date.end.microseconds)
        precondition(PartialDate(date.text) == date)
        precondition(!date.end.instant.isEmpty)
    }
    if let day = CivilDate(text) {
        precondition(CivilDate(daysSinceEpoch: day.daysSinceEpoch) == day)
        precondition(CivilDate(day.description) == day)
        precondition((0...6).contains(day.weekday))
        precondition(day.wholeYears(to: day) == 0)
    }
    return 0
}
