// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FoundationEssentials

/// A number from a query with its prefix.
///
/// Without a prefix `5.40` means all that is written so when it is rounded: from 5.395 until before 5.405. With `gt`,
/// `lt`, `ge`, `le`, `sa` and `eb` it is exactly the number (R4 section 3.1.1.4.6).
package struct NumberPattern: Sendable, Equatable {
    package var comparison: SearchComparison
    /// The number as it is written.
    package var exact: Double
    /// What `eq`, `ne` and `ap` compare with: from `low` until before `high`.
    package var low: Double
    package var high: Double

    /// A pattern from its numbers.
    package init(_ comparison: SearchComparison, exact: Double, low: Double, high: Double) {
        self.comparison = comparison
        self.exact = exact
        self.low = low
        self.high = high
    }

    /// Reads a number; nil for anything else.
    package init?(_ comparison: SearchComparison, _ text: some StringProtocol) {
        guard let written = WrittenNumber(text) else { return nil }
        self.init(comparison, written) { $0.nearestDouble }
    }

    /// A number in other units; nil where `scale` cannot tell it.
    init?(_ comparison: SearchComparison, _ written: WrittenNumber, scale: (Decimal) -> Double?) {
        let bounds = comparison == .ap ? written.approximately : written.precision
        guard let exact = scale(written.value), let low = scale(bounds.low), let high = scale(bounds.high) else {
            return nil
        }
        self.init(comparison, exact: exact, low: min(low, high), high: max(low, high))
    }

    /// Whether a number matches, or all numbers from `other` to `otherHigh`.
    package func matches(low other: Double, high otherHigh: Double) -> Bool {
        switch comparison {
        case .eq: low <= other && otherHigh < high
        case .ne: !(low <= other && otherHigh < high)
        case .gt: otherHigh > exact
        case .lt: other < exact
        case .ge: otherHigh >= exact
        case .le: other <= exact
        case .sa: other > exact
        case .eb: otherHigh < exact
        case .ap: other <= high && otherHigh >= low
        }
    }
}

/// A number with the precision it is written with.
struct WrittenNumber {
    let value: Decimal
    /// Half of the last digit that is written.
    private let half: Decimal

    init?(_ text: some StringProtocol) {
        let text = String(text)
        let body =
            text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        let parts = body.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
        guard let mantissa = parts.first, parts.count <= 2 else { return nil }
        let pieces = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, pieces.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }) else {
            return nil
        }
        var exponent = 0
        if parts.count == 2 {
            guard let read = Int(parts[1]), abs(read) <= 60 else { return nil }
            exponent = read
        }
        guard mantissa.utf8.count <= 38, let value = Decimal(string: text), !value.isNaN else { return nil }
        self.value = value
        let decimals = pieces.count == 2 ? pieces[1].utf8.count : 0
        // R4 counts the digits of a number with an exponent one place further: `1e2` is from 95 until before 105.
        let place = exponent - decimals - (parts.count == 2 ? 1 : 0)
        half = Decimal(sign: .plus, exponent: place - 1, significand: 5)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// All numbers that are written so when they are rounded.
    var precision: (low: Decimal, high: Decimal) { (value - half, value + half) }

    /// A tenth less and a tenth more.
    var approximately: (low: Decimal, high: Decimal) {
        let tenth = (value < 0 ? -value : value) / 10
        return (value - tenth, value + tenth)
    }
}
