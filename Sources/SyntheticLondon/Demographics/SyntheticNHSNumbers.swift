// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// NHS numbers for invented people, all from ranges that are never issued.
///
/// The first 909,090 people have numbers that start with 999, those beyond
/// with 998; a person's second number (a new identity, a superseded number)
/// starts with 997.
struct SyntheticNHSNumbers: Sendable {
    /// People with fixed numbers, at the start of the range.
    private let fixedCount: Int
    /// Mixes the order of all others.
    private let offset: Int

    init(seed: UInt64, fixedCount: Int) {
        var random = SeededGenerator(seed: seed, stream: 0x4E48_534E)
        offset = random.below(900_000)
        self.fixedCount = fixedCount
    }

    /// A person's number.
    func number(of person: Int) -> String {
        if person < fixedCount { return Self.valid(person, prefix: 999) }
        let room = Self.count(prefix: 999)
        guard person < room else { return Self.valid(person - room, prefix: 998) }
        let free = room - fixedCount
        return Self.valid(fixedCount + ((person - fixedCount) * Self.step + offset) % free, prefix: 999)
    }

    /// A person's second number.
    func secondNumber(of person: Int) -> String { Self.valid(person % 900_000, prefix: 997) }

    /// A larger prime than any range is long, so that multiples of it visit every place once.
    private static let step = 7_368_787

    /// Valid numbers before each block of ten nine-digit beginnings, for one range of a million beginnings.
    private static let blockStarts: [Int: [Int32]] = Dictionary(
        uniqueKeysWithValues: [997, 998, 999].map { ($0, starts(prefix: $0)) })

    private static func count(prefix: Int) -> Int { Int(blockStarts[prefix]?.last ?? 0) }

    private static func starts(prefix: Int) -> [Int32] {
        var total: Int32 = 0
        var starts: [Int32] = [0]
        starts.reserveCapacity(100_001)
        for block in 0..<100_000 {
            for last in 0..<10 where checkDigit(prefix * 1_000_000 + block * 10 + last) != nil { total += 1 }
            starts.append(total)
        }
        return starts
    }

    /// The valid number at a place of a range.
    private static func valid(_ place: Int, prefix: Int) -> String {
        guard let starts = blockStarts[prefix] else { return "" }
        var low = 0
        var high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= place { low = middle } else { high = middle }
        }
        var left = place - Int(starts[low])
        for last in 0..<10 {
            let beginning = prefix * 1_000_000 + low * 10 + last
            guard let check = checkDigit(beginning) else { continue }
            if left == 0 { return "\(beginning)\(check)" }
            left -= 1
        }
        return ""
    }

    /// The check digit; nil where there is none and for 9999999999, a placeholder.
    private static func checkDigit(_ beginning: Int) -> UInt8? {
        guard beginning != 999_999_999 else { return nil }
        var rest = beginning
        var sum = 0
        for weight in 2...10 {
            sum += rest % 10 * weight
            rest /= 10
        }
        let check = (11 - sum % 11) % 11
        return check == 10 ? nil : UInt8(check)
    }
}
