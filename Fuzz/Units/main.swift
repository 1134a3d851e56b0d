// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FoundationEssentials
import Terminology

/// Two units, one a line, and the bytes of a value: what is read prints as itself, and nothing but nil or a failure
/// comes of what does not fit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = UnsafeBufferPointer(start: start, count: count).split(
        separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    guard let unit = try? UCUMUnit(String(decoding: lines[0], as: UTF8.self)) else { return 0 }
    precondition((try? UCUMUnit(unit.code)) == unit)
    guard let canonical = try? UCUMUnit(unit.dimensions.description) else { preconditionFailure("key unreadable") }
    precondition(canonical.dimensions == unit.dimensions)
    precondition(unit.canonical.factor > 0)
    guard lines.count > 1, let other = try? UCUMUnit(String(decoding: lines[1], as: UTF8.self)) else { return 0 }
    if let product = try? unit.multiplied(by: other) {
        precondition((try? other.multiplied(by: unit)).map { $0 == product } ?? true)
        if let back = try? product.divided(by: other) { precondition(back == unit) }
    }
    let bytes = lines.count > 2 ? Array(lines[2]) : []
    let significand = bytes.dropFirst().prefix(8).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
    let exponent = Int(Int8(bitPattern: bytes.first ?? 0))
    let value = Decimal(sign: .plus, exponent: exponent, significand: Decimal(significand % 1_000_000_007))
    guard value.isFinite else { return 0 }
    let converted = unit.convert(value, to: other)
    precondition(converted == nil || unit.isCommensurable(with: other))
    // Near the ends of Decimal a value keeps fewer digits, and Decimal itself cannot reckon there.
    if let converted, abs(exponent) < 60, abs(converted.exponent) < 60, "\(unit.dimensions)" != "K" {
        guard let back = other.convert(converted, to: unit) else { preconditionFailure("no way back") }
        precondition((back - value).magnitude * 1_000_000 <= value.magnitude)
    }
    _ = unit.canonicalValue(of: value)
    return 0
}
