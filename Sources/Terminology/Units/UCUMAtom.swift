// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A symbol of UCUM's own tables.
struct UCUMAtom: Sendable {
    let meaning: UCUMMeaning
    let takesPrefix: Bool

    /// All atoms by their case-sensitive codes; a line of the table that cannot be read is left out.
    static let all: [String: UCUMAtom] = {
        var atoms: [String: UCUMAtom] = [:]
        for (code, dimensions) in UCUMDimensions.bases {
            atoms[code] = UCUMAtom(meaning: UCUMMeaning(dimensions: dimensions), takesPrefix: true)
        }
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ").map(String.init)
            guard fields.count >= 3, let meaning = defined(fields[1], as: Array(fields[2...]), among: atoms) else {
                continue
            }
            atoms[fields[1]] = UCUMAtom(meaning: meaning, takesPrefix: fields[0] == "m")
        }
        return atoms
    }()

    /// Prefixes by their codes.
    static let prefixes: [String: UCUMFactor] = {
        let powersOfTen = [
            "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1, "d": -1, "c": -2,
            "m": -3, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21, "y": -24,
        ]
        let powersOfTwo: [String: UInt128] = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40]
        return powersOfTen.compactMapValues { UCUMFactor(1, tens: $0) }
            .merging(powersOfTwo.compactMapValues { UCUMFactor(1 << $0) }) { first, _ in first }
    }()

    private static func defined(_ code: String, as definition: [String], among atoms: [String: UCUMAtom])
        -> UCUMMeaning?
    {
        switch definition[0] {
        case "pi": return UCUMMeaning(factor: .pi)
        case "arbitrary": return UCUMMeaning(dimensions: .only(code))
        case "level": return UCUMMeaning(dimensions: .only(code), scale: .level)
        default: break
        }
        guard definition.count >= 2, let number = UCUMFactor(decimal: definition[0]) else { return nil }
        var parser = UCUMParser(definition[1], atoms: atoms)
        guard var meaning = try? parser.wholeUnit().multiplied(by: UCUMMeaning(factor: number)) else { return nil }
        if definition.count == 3 {
            guard let distance = UCUMFactor(decimal: definition[2]) else { return nil }
            meaning.scale = .aboveAbsoluteZero(distance)
        }
        return meaning
    }
}
