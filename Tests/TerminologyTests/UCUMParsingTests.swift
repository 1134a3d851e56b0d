// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

private let failures: [(text: String, reason: UCUMFailure.Reason, position: Int)] = [
    ("", .empty, 0),
    (String(repeating: "m", count: 1001), .tooLong, 1000),
    (" ", .characterNotAllowed, 0), ("m g", .characterNotAllowed, 1), ("mg ", .characterNotAllowed, 2),
    ("µg", .characterNotAllowed, 0), ("m²", .characterNotAllowed, 1), ("{a b}", .characterNotAllowed, 2),
    ("[in i]", .characterNotAllowed, 3), ("{né}", .characterNotAllowed, 2), ("m\u{0}", .characterNotAllowed, 1),
    ("m)", .unexpectedCharacter, 1), ("(m)2", .unexpectedCharacter, 3), ("mg}", .unexpectedCharacter, 2),
    ("[in[_i]]", .unexpectedCharacter, 3), ("{a{b}}", .unexpectedCharacter, 2), ("-m", .unexpectedCharacter, 0),
    ("m{a}2", .unexpectedCharacter, 4), ("{a}m", .unexpectedCharacter, 3), ("m{a}{b}", .unexpectedCharacter, 4),
    ("m=2", .unexpectedCharacter, 1), ("m\"", .unexpectedCharacter, 1), ("m2-3", .unexpectedCharacter, 2),
    ("m(s)", .unexpectedCharacter, 1), ("(/m)", .missingUnit, 1),
    ("foo", .unknownUnit, 0), ("MG/DL", .unknownUnit, 3), ("12a", .unknownUnit, 0), ("2.5e3", .unknownUnit, 2),
    ("mcg", .unknownUnit, 0), ("IU/L", .unknownUnit, 0), ("dm^3", .unknownUnit, 0), ("sec", .unknownUnit, 0),
    ("mmHg", .unknownUnit, 0), ("[foo]", .unknownUnit, 0), ("k", .unknownUnit, 0), ("kkg", .unknownUnit, 0),
    ("kmin", .prefixNotAllowed, 0), ("k[in_i]", .prefixNotAllowed, 0), ("mg/k%", .prefixNotAllowed, 3),
    ("m[pH]", .prefixNotAllowed, 0), ("Mid", .prefixNotAllowed, 0),
    ("/", .missingUnit, 1), ("mg/", .missingUnit, 3), (".m", .missingUnit, 0), ("m..g", .missingUnit, 2),
    ("m//g", .missingUnit, 2), ("()", .missingUnit, 1), ("(m/)", .missingUnit, 3), ("//m", .missingUnit, 1),
    ("m-", .missingExponent, 2), ("m+/s", .missingExponent, 2), ("m--2", .missingExponent, 2),
    ("0", .zero, 0), ("m/00", .zero, 2),
    ("[in_i", .unclosedBracket, 0), ("mg/m[Hg", .unclosedBracket, 4),
    ("{abc", .unclosedBrace, 0), ("mg{abc/L", .unclosedBrace, 2),
    ("(m", .unclosedParenthesis, 0), ("m/(s.(kg)", .unclosedParenthesis, 2),
    (String(repeating: "(", count: 33) + "m" + String(repeating: ")", count: 33), .tooDeep, 32),
    ("m128", .tooLarge, 1), ("m-128", .tooLarge, 1), ("m127.m", .tooLarge, 4), ("10*101", .tooLarge, 0),
    ("g/10*-101", .tooLarge, 2), ("s99999999999999999999999", .tooLarge, 1), ("18446744073709551616", .tooLarge, 0),
    ("Ym4.Ym", .tooLarge, 3), ("[pi]21", .tooLarge, 0), ("[iU]99.[iU]99", .tooLarge, 6), ("[mi_us]99", .tooLarge, 0),
    ("Cel2", .specialUnitInTerm, 0), ("/Cel", .specialUnitInTerm, 0), ("J/Cel", .specialUnitInTerm, 1),
    ("Cel.m", .specialUnitInTerm, 3), ("dB/m", .specialUnitInTerm, 2), ("Cel.Cel", .specialUnitInTerm, 3),
    ("(mg/[pH])", .specialUnitInTerm, 3), ("[pH].[iU]", .specialUnitInTerm, 4),
]

@Suite("Reading units")
struct UCUMParsingTests {
    @Test(
        "Different ways to write one unit are one unit",
        arguments: [
            ("mL", "cm3"), ("L", "l"), ("mg{creat}", "mg"), ("{tot}", "1"), ("{a}/{b}", "1"), ("{}", "1"), ("m1", "m"),
            ("/m", "m-1"), ("m2/s", "m2.s-1"), ("m+2", "m2"), ("m0", "1"), ("/m.s", "s/m"), ("m/s.kg", "m.kg/s"),
            ("m/(s.kg)", "m/s/kg"), ("(m/s)/(K/g)", "m.g/s/K"), ("((m))", "m"), ("10^3", "10*3"), ("10*3", "1000"),
            ("2+10", "1024"), ("2-1", "5.10*-1"), ("10.L", "dal"), ("010", "10"), ("2.5", "10"), ("[IU]", "[iU]"),
            ("kg.m/s2", "N"), ("J/C", "V"), ("g/(8.h){shift}", "g/h/8"), ("10{tablets}", "10"), ("10*3{cell}", "10*3"),
            ("%{vol}", "10*-2"), ("m[Hg]{x}", "m[Hg]"), ("dam", "10.m"), ("mm[Hg]", "m[Hg]/1000"), ("Cel1", "Cel"),
            ("Cel/10", "dCel"), ("10.dB", "B"), ("Cel.%", "cCel"), ("10.uN.s/(cm5.m2)", "10*5.N.s/m7"),
            ("mL/min/{1.73_m2}", "mL/min"), ("ft", "10*-9.g"), ("{[(}", "1"), ("[m/s2/Hz^(1/2)]", "[m/s2/Hz^(1/2)]"),
        ])
    func readsTheSame(text: String, other: String) throws {
        let (unit, same) = (try UCUMUnit(text), try UCUMUnit(other))
        #expect(unit == same)
        #expect(unit.hashValue == same.hashValue)
        #expect(unit.code == text)
    }

    @Test("A text that is no unit fails where it goes wrong", arguments: failures)
    func fails(text: String, reason: UCUMFailure.Reason, position: Int) {
        for failure in [
            #expect(throws: UCUMFailure.self, performing: { try UCUMUnit(text) }),
            #expect(throws: UCUMFailure.self, performing: { try UCUMUnit(Substring(text)) }),
        ] {
            #expect(failure?.reason == reason)
            #expect(failure?.position == position)
        }
    }

    @Test("There is a failing text for every reason", arguments: UCUMFailure.Reason.allCases)
    func covers(reason: UCUMFailure.Reason) {
        #expect(failures.contains { $0.reason == reason })
    }

    @Test("A failure says what is wrong, and nothing of what was written")
    func describesFailures() throws {
        let failure = try #require(throws: UCUMFailure.self) { try UCUMUnit("mg/{Ann Smith}") }
        #expect(failure.description == "UCUM has printable ASCII characters only, and no spaces, at byte 7")
    }

    @Test(
        "A hostile text fails at once",
        arguments: [
            String(repeating: "(", count: 1_000_000), String(repeating: "m", count: 1_000_000),
            String(repeating: "m.", count: 500_000), String(repeating: "{", count: 1_000_000),
            "m" + String(repeating: "9", count: 1_000_000), String(repeating: "é", count: 1_000_000),
            String(repeating: "(", count: 999), String(repeating: "9", count: 999),
            "m" + String(repeating: "9", count: 999),
            String(repeating: "[pi]99.", count: 100), String(repeating: "3.", count: 499) + "3",
            String(repeating: "[iU]127.", count: 100), String(repeating: "mol127/", count: 100),
            "[lb_av]-127", "[ft_us]127", "Yg9", "yg9", "TiBy127", "[min_br]127", "u99", "10*127.10*-127",
        ])
    func refusesQuickly(text: String) {
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(throws: UCUMFailure.self) { try UCUMUnit(text) }
        }
        #expect(time < .seconds(1))
    }
}
