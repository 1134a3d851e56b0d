// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FoundationEssentials
import Terminology
import Testing

/// A unit beside what it should be, told in plain arithmetic.
private struct Model {
    var code: String
    var factor: Double
    var powers: [String: Int]
}

/// Builds random expressions from simple units whose factors are written down here.
private struct ExpressionMaker {
    static let simple: [(code: String, factor: Double, powers: [String: Int])] = [
        ("m", 1, ["m": 1]), ("cm", 0.01, ["m": 1]), ("kg", 1000, ["g": 1]), ("mg", 0.001, ["g": 1]), ("s", 1, ["s": 1]),
        ("min", 60, ["s": 1]), ("L", 0.001, ["m": 3]), ("dL", 0.0001, ["m": 3]), ("[in_i]", 0.0254, ["m": 1]),
        ("mol", 6.022_140_76e23, [:]), ("%", 0.01, [:]), ("[iU]", 1, ["[iU]": 1]), ("m[IU]", 0.001, ["[iU]": 1]),
        ("mm[Hg]", 133_322, ["g": 1, "m": -1, "s": -2]), ("[degR]", 5.0 / 9, ["K": 1]), ("[pi]", .pi, [:]),
        ("10*3", 1000, [:]), ("12", 12, [:]), ("{tot}", 1, [:]), ("mg{creat}", 0.001, ["g": 1]), ("cd", 1, ["cd": 1]),
        ("mV", 1, ["g": 1, "m": 2, "s": -2, "C": -1]), ("[lb_av]", 453.59237, ["g": 1]), ("KiBy", 8192, [:]),
    ]
    var random: UInt64

    mutating func next(below bound: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((random >> 33) % UInt64(bound))
    }

    mutating func expression(depth: Int) -> Model {
        var result = component(depth: depth)
        for _ in 0..<next(below: 4) {
            let right = component(depth: depth)
            let sign = next(below: 2) == 0 ? 1 : -1
            result.code += (sign == 1 ? "." : "/") + right.code
            result.factor = sign == 1 ? result.factor * right.factor : result.factor / right.factor
            for (unit, power) in right.powers { result.powers[unit, default: 0] += sign * power }
        }
        return result
    }

    private mutating func component(depth: Int) -> Model {
        if depth > 0, next(below: 4) == 0 {
            let inner = expression(depth: depth - 1)
            return Model(code: "(\(inner.code))", factor: inner.factor, powers: inner.powers)
        }
        let unit = Self.simple[next(below: Self.simple.count)]
        guard unit.code.last?.isNumber == false, unit.code.last != "}", next(below: 3) == 0 else {
            return Model(code: unit.code, factor: unit.factor, powers: unit.powers)
        }
        let exponent = next(below: 5) - 2
        let power = (0..<abs(exponent)).reduce(1.0) { product, _ in product * unit.factor }
        return Model(
            code: unit.code + String(exponent), factor: exponent < 0 ? 1 / power : power,
            powers: unit.powers.mapValues { $0 * exponent })
    }
}

@Suite("Laws of units")
struct UCUMPropertyTests {
    private static let kinds = [
        "1", "%", "10*3", "mol", "[ppm]", "{tot}", "m", "km", "[ft_i]", "m2", "ar", "L", "cm3", "[gal_br]", "s", "min",
        "a",
        "/s", "Hz", "Bq", "g", "kg", "[lb_av]", "g/L", "mg/dL", "g%", "mmol/L", "/L", "10*9/L", "mmol/mol", "mm[Hg]",
        "kPa", "[psi]", "K", "Cel", "[degF]", "[degR]", "[degRe]", "mCel", "J", "kcal", "U", "kat", "mol/s", "[iU]",
        "[IU]",
        "[iU]/L", "[arb'U]", "[CFU]", "[pH]", "B", "dB", "B[SPL]", "Np", "bit_s", "bit", "deg", "rad", "sr", "lm", "cd",
        "C", "A", "V", "Ohm", "S", "T", "Gy", "Sv", "REM", "kg/m2", "mL/min/{1.73_m2}",
    ]

    @Test("Random expressions mean what plain arithmetic says", arguments: 1...20)
    func agreesWithArithmetic(seed: Int) throws {
        var maker = ExpressionMaker(random: UInt64(seed))
        var read = 0
        for _ in 0..<500 {
            let model = maker.expression(depth: 3)
            guard let unit = try? UCUMUnit(model.code) else { continue }
            read += 1
            let factor = try #require(Double("\(unit.canonical.factor)"), "\(model.code)")
            #expect(abs(factor / model.factor - 1) < 1e-9, "\(model.code)")
            let powers = model.powers.filter { $0.value != 0 }
            let components =
                unit.dimensions == .none ? [] : unit.dimensions.description.split(separator: ".").map(String.init)
            #expect(
                Set(components) == Set(powers.map { $0.value == 1 ? $0.key : $0.key + String($0.value) }),
                "\(model.code)")
        }
        #expect(read > 450)
    }

    @Test("What is printed reads as the same unit, and units obey the laws of a group", arguments: 1...20)
    func obeysTheLaws(seed: Int) throws {
        var maker = ExpressionMaker(random: UInt64(seed) &+ 1000)
        for _ in 0..<200 {
            let (first, second) = (maker.expression(depth: 2), maker.expression(depth: 2))
            guard let left = try? UCUMUnit(first.code), let right = try? UCUMUnit(second.code),
                let product = try? left.multiplied(by: right), let quotient = try? left.divided(by: right)
            else { continue }
            for unit in [left, right, product, quotient] {
                #expect(try UCUMUnit("\(unit)") == unit)
                #expect(try UCUMUnit("\(unit.dimensions)").dimensions == unit.dimensions)
                #expect(try UCUMUnit("\(unit.dimensions)").canonical.factor == 1)
            }
            #expect(try right.multiplied(by: left) == product)
            #expect(try product.divided(by: right) == left)
            #expect(try quotient.multiplied(by: right) == left)
            #expect(try left.divided(by: left) == .one)
        }
    }

    @Test("To be commensurable is an equivalence, and exactly what makes a conversion")
    func isAnEquivalence() throws {
        let units = try Self.kinds.map { try UCUMUnit($0) }
        for left in units {
            #expect(left.isCommensurable(with: left))
            for middle in units {
                let related = left.isCommensurable(with: middle)
                #expect(middle.isCommensurable(with: left) == related)
                #expect((left.convert(7, to: middle) != nil) == related, "\(left) \(middle)")
                guard related else { continue }
                for right in units where middle.isCommensurable(with: right) {
                    #expect(left.isCommensurable(with: right))
                }
            }
        }
        #expect(Set(units.map(\.dimensions)).count == Set(units.map(\.dimensions.description)).count)
    }

    @Test(
        "A value goes to any unit of its kind and back, straight or by a third",
        arguments: ["0", "1", "-17.25", "98.6", "1234567.891"])
    func comesBack(text: String) throws {
        let value = try #require(Decimal(string: text))
        let tolerance = try #require(Decimal(string: "1e-30"))
        let units = try Self.kinds.map { try UCUMUnit($0) }
        for from in units {
            for to in units where from.isCommensurable(with: to) {
                let there = try #require(from.convert(value, to: to))
                let back = try #require(to.convert(there, to: from), "\(from) \(to)")
                #expect((back - value).magnitude <= tolerance * max(1, value.magnitude), "\(from) \(to)")
            }
        }
    }
}
