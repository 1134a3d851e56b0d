// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Terminology

/// Numbers and codes are refused, or read the same once more from what they print.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let number = try? NHSNumber(text) {
        precondition(number.digits.utf8.count == 10)
        precondition((try? NHSNumber(number.spaced)) == number)
        precondition(!"\(number)".contains(number.digits))
    }
    if let code = ODSCode(text) { precondition(ODSCode(code.text) == code) }
    _ = SNOMEDIdentifier(text)
    _ = LOINCNumber(text)
    _ = OPCS4Code(text)
    _ = ICD10Code(text)
    if let unit = UCUMUnit.normalised(text) { precondition(UCUMUnit.normalised(unit) == unit) }
    return 0
}
