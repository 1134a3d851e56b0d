// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FoundationEssentials
import Terminology
import Testing

/// Value, unit, other unit, value in the other unit.
///
/// Worked out by hand or with fractions from the definitions in the tables of UCUM 2.2, which the headings name.
private let conversions: [(value: String, from: String, to: String, result: String)] = [
    // Prefixes and powers (UCUM §2.1.2, §9): a prefix is raised with its unit.
    ("4.0000", "g", "mg", "4000"),
    ("1", "kg", "g", "1000"),
    ("2.5", "ug", "ng", "2500"),
    ("1", "cm3", "m3", "0.000001"),
    ("1", "cm3", "mL", "1"),
    ("1", "m2", "cm2", "10000"),
    ("1", "km2", "m2", "1000000"),
    ("3", "dam", "m", "30"),
    ("1", "hPa", "Pa", "100"),
    ("1", "GiBy", "KiBy", "1048576"),
    ("1", "TiBy", "By", "1099511627776"),
    ("1", "KiBy", "bit", "8192"),
    ("1", "Ym", "ym", "1E+48"),
    ("1", "s-1", "Hz", "1"),
    ("7", "10*3/uL", "10*9/L", "7"),
    ("5", "10*6/mm3", "10*12/L", "5"),
    ("250", "10*9/L", "10*3/uL", "250"),
    ("1", "10^3", "10*3", "1"),
    ("8", "2+10", "1", "8192"),
    // Numbers: % and parts of a whole.
    ("5", "%", "1", "0.05"),
    ("48", "%", "[ppth]", "480"),
    ("1", "[ppm]", "[ppb]", "1000"),
    ("1", "[ppb]", "[pptr]", "1000"),
    ("7", "%", "mmol/mol", "70"),
    ("25", "{score}", "1", "25"),
    // Concentrations: a litre is dm3, a mole 6.02214076e23.
    ("5.5", "mmol/L", "mol/m3", "5.5"),
    ("5.5", "mmol/L", "umol/mL", "5.5"),
    ("90", "mg/dL", "g/L", "0.9"),
    ("13.5", "g/dL", "g/L", "135"),
    ("13.5", "g%", "g/L", "135"),
    ("88.4", "umol/L", "mmol/L", "0.0884"),
    ("1", "meq/L", "mmol/L", "1"),
    ("285", "mosm/kg", "mmol/kg", "285"),
    ("3", "mg/mmol", "g/mol", "3"),
    ("140", "ug/g", "mg/kg", "140"),
    ("1", "mol", "10*23", "6.02214076"),
    ("1", "[iU]/L", "[iU]/mL", "0.001"),
    ("2.5", "m[IU]/L", "u[iU]/mL", "2.5"),
    ("40", "[CFU]/mL", "[CFU]/L", "40000"),
    ("30", "ng/mL", "ug/L", "30"),
    // Enzymes: a unit U is umol/min, a katal mol/s.
    ("60", "U/L", "ukat/L", "1"),
    ("1", "ukat", "U", "60"),
    ("35", "U/L", "mU/mL", "35"),
    // Time (ISO 1000): a year is 365.25 d, a month its twelfth.
    ("7", "d", "wk", "1"),
    ("2", "wk", "d", "14"),
    ("90", "min", "h", "1.5"),
    ("1", "d", "s", "86400"),
    ("1", "a", "d", "365.25"),
    ("1", "mo", "d", "30.4375"),
    ("12", "mo", "a", "1"),
    ("1", "a_t", "d", "365.24219"),
    ("1", "a_g", "mo_g", "12"),
    ("1", "mo_s", "d", "29.53059"),
    ("500", "ms", "s", "0.5"),
    ("72", "/min", "Hz", "1.2"),
    ("2", "h-1", "d-1", "48"),
    // Lengths: international inch 2.54 cm, US foot 1200/3937 m, British inch 2.539998 cm.
    ("1", "[in_i]", "cm", "2.54"),
    ("6", "[ft_i]", "[in_i]", "72"),
    ("1", "[mi_i]", "km", "1.609344"),
    ("1", "[nmi_i]", "m", "1852"),
    ("1", "[kn_i]", "km/h", "1.852"),
    ("3937", "[ft_us]", "m", "1200"),
    ("1", "[mi_us]", "[ft_us]", "5280"),
    ("1", "[in_br]", "cm", "2.539998"),
    ("1", "[acr_br]", "[yd_br]2", "4840"),
    ("1", "[sin_i]", "cm2", "6.4516"),
    ("1", "[cft_i]", "[cin_i]", "1728"),
    ("3", "[Ch]", "mm", "1"),
    ("10", "Ao", "nm", "1"),
    ("1", "[smoot]", "cm", "170.18"),
    ("1", "[pied]", "[pouce]", "12"),
    // Masses: a grain is 64.79891 mg, a pound 7000 of them.
    ("1", "[lb_av]", "g", "453.59237"),
    ("1", "[oz_av]", "g", "28.349523125"),
    ("11", "[stone_av]", "kg", "69.85322498"),
    ("1", "[oz_tr]", "g", "31.1034768"),
    ("1", "[lb_tr]", "[gr]", "5760"),
    ("1", "[dr_ap]", "[sc_ap]", "3"),
    ("1", "[lton_av]", "[lb_av]", "2240"),
    ("1", "t", "kg", "1000"),
    ("1", "[car_m]", "mg", "200"),
    ("1", "[oz_m]", "g", "28"),
    // Volumes: US gallon 231 in3, imperial gallon 4.54609 L, a drop a twentieth of a millilitre.
    ("1", "[gal_us]", "L", "3.785411784"),
    ("1", "[foz_us]", "mL", "29.5735295625"),
    ("1", "[pt_br]", "mL", "568.26125"),
    ("1", "[foz_br]", "mL", "28.4130625"),
    ("1", "[tsp_m]", "mL", "5"),
    ("1", "[cup_us]", "[tbs_us]", "16"),
    ("3", "[tsp_us]", "[tbs_us]", "1"),
    ("20", "[drp]", "mL", "1"),
    ("1", "st", "m3", "1"),
    ("1", "[bu_us]", "[gal_wi]", "8"),
    // Pressure: a metre of mercury is 133.322 kPa, of water 9.80665 kPa.
    ("120", "mm[Hg]", "Pa", "15998.64"),
    ("120", "mm[Hg]", "kPa", "15.99864"),
    ("10", "cm[H2O]", "Pa", "980.665"),
    ("1", "atm", "kPa", "101.325"),
    ("1", "bar", "kPa", "100"),
    ("1", "[in_i'Hg]", "mm[Hg]", "25.4"),
    ("1", "att", "Pa", "98066.5"),
    ("1", "[PRU]", "mm[Hg].min/L", "16.666666666666666666666666666666666667"),
    ("1", "[wood'U]", "Pa.s/m3", "7999320"),
    // Temperature: from absolute zero 273.15 K, 459.67 degrees Fahrenheit, 218.52 degrees Réaumur.
    ("37", "Cel", "K", "310.15"),
    ("310.15", "K", "Cel", "37"),
    ("98.6", "[degF]", "Cel", "37"),
    ("37", "Cel", "[degF]", "98.6"),
    ("-40", "Cel", "[degF]", "-40"),
    ("32", "[degF]", "K", "273.15"),
    ("491.67", "[degR]", "Cel", "0"),
    ("80", "[degRe]", "Cel", "100"),
    ("100", "Cel", "[degRe]", "80"),
    ("-459.67", "[degF]", "K", "0"),
    ("37000", "mCel", "Cel", "37"),
    ("0", "Cel", "mK", "273150"),
    ("212", "[degF]", "[degRe]", "80"),
    // Energy, power, force and the rest of SI and CGS.
    ("1", "kcal", "J", "4184"),
    ("2000", "[Cal]", "kJ", "8368"),
    ("1", "cal_IT", "J", "4.1868"),
    ("1", "[Btu_IT]", "J", "1055.05585262"),
    ("1", "J", "N.m", "1"),
    ("1", "kW.h", "MJ", "3.6"),
    ("1", "eV", "J", "1.602176634E-19"),
    ("1", "dyn", "uN", "10"),
    ("1", "erg", "nJ", "100"),
    ("1", "gf", "mN", "9.80665"),
    ("1", "cP", "mPa.s", "1"),
    ("1", "cSt", "mm2/s", "1"),
    ("1", "Ci", "GBq", "37"),
    ("1", "RAD", "mGy", "10"),
    ("1", "REM", "mSv", "10"),
    ("1", "R", "uC/g", "0.258"),
    ("1", "G", "uT", "100"),
    ("1", "V/A", "Ohm", "1"),
    ("1", "mho", "S", "1"),
    ("1", "F.V", "C", "1"),
    ("1", "Wb/m2", "T", "1"),
    ("1", "lm/m2", "lx", "1"),
    ("1", "[c]", "km/s", "299792.458"),
    ("1", "[ly]", "m", "9460730472580800"),
    ("1", "[g]", "Gal", "980.665"),
    ("1", "AU", "m", "149597870691"),
    ("1", "Bd", "/s", "1"),
    ("1", "b", "m2", "1E-28"),
    ("1", "tex", "[den]", "9"),
    // Angles: the number pi cancels.
    ("180", "deg", "[pi].rad", "1"),
    ("1", "circ", "deg", "360"),
    ("100", "gon", "deg", "90"),
    ("1", "deg", "'", "60"),
    ("1", "'", "''", "60"),
    ("1", "sph", "[pi].sr", "4"),
    // Clearance, indices, body surface and doses per kilogram.
    ("60", "mL/min/{1.73_m2}", "L/h", "3.6"),
    ("1", "kg/m2", "g/cm2", "0.1"),
    ("5", "mg/kg/d", "ug/g/d", "5"),
    ("5", "mg/kg/d", "ug/(g.d)", "5"),
    ("3.5", "mL/min/kg", "[MET]", "1"),
    ("10", "10.L/(min.m2)", "L/min/m2", "100"),
    ("1", "[diop]", "m-1", "1"),
    ("1", "[LPF]", "[HPF]", "100"),
    // Levels: only into multiples of themselves.
    ("30", "dB", "B", "3"),
    ("7.4", "[pH]", "[pH]", "7.4"),
    ("65", "dB[SPL]", "B[SPL]", "6.5"),
    ("2", "Np", "dNp", "20"),
]

@Suite("Converting units")
struct UCUMConversionTests {
    private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }

    @Test("Values convert exactly as UCUM defines the units, and back", arguments: conversions)
    func converts(value: String, from: String, to: String, result: String) throws {
        let (unit, other) = (try UCUMUnit(from), try UCUMUnit(to))
        let (given, expected) = (try decimal(value), try decimal(result))
        #expect(unit.isCommensurable(with: other))
        #expect(unit.convert(given, to: other) == expected)
        let back = try #require(other.convert(expected, to: unit))
        #expect((back - given).magnitude <= (try decimal("1e-34")) * max(1, given.magnitude))
    }

    @Test("The same quantity has the same canonical value and key, whatever its unit", arguments: conversions)
    func agreesInBaseUnits(value: String, from: String, to: String, result: String) throws {
        let (unit, other) = (try UCUMUnit(from), try UCUMUnit(to))
        let value = try #require(unit.canonicalValue(of: try decimal(value)))
        let result = try #require(other.canonicalValue(of: try decimal(result)))
        #expect((value - result).magnitude <= (try decimal("1e-35")) * max(value.magnitude, result.magnitude))
        #expect(unit.dimensions.description == other.dimensions.description)
    }

    @Test(
        "Units of different kinds do not convert",
        arguments: [
            ("g", "L"), ("mg/dL", "mmol/L"), ("[iU]/L", "U/L"), ("[iU]", "[arb'U]"), ("[iU]", "1"), ("[pH]", "1"),
            ("[pH]", "mol/L"), ("B[SPL]", "Pa"), ("B", "Np"), ("[CFU]/mL", "[PFU]/mL"), ("Cel", "J"), ("m", "m2"),
            ("s", "Hz"), ("rad", "1"), ("deg", "%"), ("[hp_X]", "[hp_C]"), ("bit_s", "bit"), ("A", "C"),
        ])
    func keepsApart(unit: String, other: String) throws {
        let (unit, other) = (try UCUMUnit(unit), try UCUMUnit(other))
        #expect(!unit.isCommensurable(with: other))
        #expect(unit.convert(1, to: other) == nil)
        #expect(unit != other)
    }

    @Test(
        "A unit tells how many base units it is and which",
        arguments: [
            ("g/L", "1000", "g.m-3"), ("mg/dL", "10", "g.m-3"), ("mm[Hg]", "133322", "g.m-1.s-2"), ("1", "1", "1"),
            ("%", "0.01", "1"), ("mmol/L", "602214076000000000000000", "m-3"), ("N", "1000", "g.m.s-2"),
            ("V", "1000", "C-1.g.m2.s-2"), ("lm", "1", "cd.rad2"), ("kat", "602214076000000000000000", "s-1"),
            ("[iU]/mL", "1000000", "m-3.[iU]"), ("m[IU]", "0.001", "[iU]"), ("dB[SPL]", "0.1", "B[SPL]"),
            ("[beth'U].[iU]2/[CFU]", "1", "[CFU]-1.[beth'U].[iU]2"), ("Cel", "1", "K"), ("10*-6", "0.000001", "1"),
            ("min", "60", "s"), ("Gy", "1", "m2.s-2"), ("[degF]/1", "0.55555555555555555555555555555555555556", "K"),
        ])
    func isCanonical(code: String, factor: String, key: String) throws {
        let unit = try UCUMUnit(code)
        #expect(unit.canonical.factor == (try decimal(factor)))
        #expect(unit.canonical.dimensions.description == key)
        #expect(try UCUMUnit(key).dimensions == unit.dimensions)
    }

    @Test("A value without an end keeps 38 digits")
    func roundsAtTheEnd() throws {
        let thirds = try #require(try UCUMUnit("[tsp_us]").convert(1, to: try UCUMUnit("[tbs_us]")))
        #expect(thirds == (try decimal("0.33333333333333333333333333333333333333")))
        let sixths = try #require(try UCUMUnit("[tsp_us]").convert(-2, to: try UCUMUnit("[tbs_us]")))
        #expect(sixths == (try decimal("-0.66666666666666666666666666666666666667")))
        let radians = try #require(try UCUMUnit("deg").convert(180, to: try UCUMUnit("rad")))
        #expect((radians - .pi).magnitude < (try decimal("1e-36")))
    }

    @Test("A value that is no number, or leaves the range of Decimal, has no conversion")
    func refusesWhatDoesNotFit() throws {
        let (large, small) = (try UCUMUnit("Ym"), try UCUMUnit("ym"))
        #expect(large.convert(.nan, to: small) == nil)
        #expect(large.canonicalValue(of: .nan) == nil)
        #expect(large.convert(Decimal.greatestFiniteMagnitude, to: small) == nil)
        #expect(large.canonicalValue(of: Decimal.greatestFiniteMagnitude) == nil)
        #expect(small.convert(Decimal.leastNonzeroMagnitude, to: large) == nil)
        #expect(small.canonicalValue(of: Decimal.leastNonzeroMagnitude) == nil)
        #expect(large.convert(0, to: small) == 0)
    }

    @Test(
        "Units multiply and divide",
        arguments: [
            ("m", "m", "m2", "1"), ("mg", "/dL", "mg/dL", "mg.dL"), ("1", "kg", "kg", "kg-1"), ("g", "1", "g", "g"),
            ("g/L", "mL/min", "ug/s.1000/60", "g.min/L/mL"), ("/m", "/s", "/m/s", "s/m"), ("1", "Cel", "Cel", nil),
            ("10*3", "/uL", "10*9/L", "10*3.uL"), ("Cel", "m", nil, nil), ("m", "[pH]", nil, nil),
            ("2", "Cel", "2.Cel", nil), ("dB", "10", "B", "10*-2.B"),
        ])
    func multiplies(left: String, right: String, product: String?, quotient: String?) throws {
        let (left, right) = (try UCUMUnit(left), try UCUMUnit(right))
        if let product {
            #expect(try left.multiplied(by: right) == UCUMUnit(product))
        } else {
            #expect(throws: UCUMFailure.self) { try left.multiplied(by: right) }
        }
        if let quotient {
            #expect(try left.divided(by: right) == UCUMUnit(quotient))
        } else {
            #expect(throws: UCUMFailure.self) { try left.divided(by: right) }
        }
    }
}
