// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Takes the parts of a date or a time from the front of its bytes.
struct MomentReader {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    private static let mostDecimals = 20

    init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes a mark, where it is next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let next = rest.first, UInt32(next) == mark.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes so many digits; nil where something else is among them.
    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// Takes decimals of a second, of which the first three count; nil where there are none or too many.
    mutating func thousandths() -> Int? {
        var number = 0
        var count = 0
        while let digit = digit() {
            count += 1
            if count <= 3 { number = number * 10 + digit }
        }
        guard (1...Self.mostDecimals).contains(count) else { return nil }
        return count == 1 ? number * 100 : count == 2 ? number * 10 : number
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}

/// A whole number that is kept in less room than it is counted with.
@propertyWrapper
struct Narrow<Stored: FixedWidthInteger & Sendable>: Sendable, Hashable {
    private var stored: Stored

    init(wrappedValue: Int) { stored = Stored(truncatingIfNeeded: wrappedValue) }

    var wrappedValue: Int {
        get { Int(stored) }
        set { stored = Stored(truncatingIfNeeded: newValue) }
    }
}
