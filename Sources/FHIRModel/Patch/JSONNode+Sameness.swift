// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension JSONNode {
    /// Whether both are the same value as RFC 6902 means it in a test: strings by their characters, numbers by what they
    /// are worth, arrays item by item, objects whatever the order of their members.
    package func isSame(as other: JSONNode) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .true, .false, .null: return true
        case .number:
            return withText(range, and: other) { $0.elementsEqual($1) || NumberValue.areEqual($0, $1) }
        case .string:
            let escaped = (tape.flags | other.tape.flags) & TapeNode.valueHasEscapes != 0
            guard escaped else { return withText(range, and: other) { $0.elementsEqual($1) } }
            // An escape takes six bytes at most for one, so the lengths tell most strings apart before a copy is made.
            guard tape.length <= 6 * Int(other.tape.length), other.tape.length <= 6 * Int(tape.length) else {
                return false
            }
            return (string ?? "").utf8.elementsEqual((other.string ?? "").utf8)
        case .array:
            guard count == other.count else { return false }
            var theirs = other.children
            return children.allSatisfy { item in theirs.next().map(item.isSame(as:)) == true }
        case .object: return count == other.count && hasSameMembers(as: other)
        }
    }

    private func hasSameMembers(as other: JSONNode) -> Bool {
        var theirs = other.children
        var byName: [JSONPointer.Token: JSONNode]?
        for member in children {
            if byName == nil, let next = theirs.next(), member.hasSameName(as: next) {
                guard member.isSame(as: next) else { return false }
                continue
            }
            // From here on the order differs: theirs are found by name.
            let known = byName ?? other.membersByName
            byName = known
            guard let match = known[JSONPointer.Token(member.name ?? "")], member.isSame(as: match) else {
                return false
            }
        }
        return true
    }

    private var membersByName: [JSONPointer.Token: JSONNode] {
        var members: [JSONPointer.Token: JSONNode] = [:]
        members.reserveCapacity(count)
        for child in children { members[JSONPointer.Token(child.name ?? "")] = child }
        return members
    }

    private func hasSameName(as other: JSONNode) -> Bool {
        (name ?? "").utf8.elementsEqual((other.name ?? "").utf8)
    }

    private func withText(
        _ range: Range<Int>, and other: JSONNode,
        _ body: (Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>) -> Bool
    ) -> Bool {
        document.withBytes { own in other.document.withBytes { body(own[range], $0[other.range]) } }
    }
}

/// What a JSON number is worth: digits without zeros at either end, times a power of ten.
private struct NumberValue: Equatable {
    /// Longest number that is taken apart; longer ones are equal only where they are written alike.
    private static let longestText = 4_096
    /// Most digits of an exponent that is reckoned with.
    private static let longestExponent = 17

    private let isNegative: Bool
    private let digits: [UInt8]
    private let exponent: Int

    static func areEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        guard let one = NumberValue(one), let other = NumberValue(other) else { return false }
        return one == other
    }

    private init?(_ text: some Collection<UInt8>) {
        guard text.count <= Self.longestText else { return nil }
        let mantissa = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let power = text.dropFirst(mantissa.count + 1)
        var digits: [UInt8] = []
        var decimals = 0
        var isFraction = false
        for byte in mantissa where byte != UInt8(ascii: "-") {
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            if isFraction { decimals += 1 }
            if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            decimals -= 1
        }
        self.digits = digits
        guard !digits.isEmpty else {
            (isNegative, exponent) = (false, 0)
            return
        }
        guard let written = Self.exponent(power) else { return nil }
        isNegative = text.first == UInt8(ascii: "-")
        exponent = written - decimals
    }

    private static func exponent(_ text: some Collection<UInt8>) -> Int? {
        let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "0") }
        guard digits.count <= longestExponent else { return nil }
        let size = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return text.first == UInt8(ascii: "-") ? -size : size
    }
}
