// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Testing

@Suite("Expressions and resources that mean harm, or just are odd")
struct HostileTests {
    static let hundred = "(" + (1...100).map(String.init).joined(separator: "|") + ")"

    static let endless = [
        Asked("\(hundred).aggregate($total & $total, 'x')", fails: .execution),
        Asked("\(hundred).aggregate($total + $total, 'x')", fails: .execution),
        Asked("\(hundred).aggregate($total.replace('x', 'xxxxxxxx'), 'x')", fails: .execution),
        Asked("\(hundred).aggregate($total.replace('', 'xxxxxxxx'), 'x')", fails: .execution),
        Asked("\(hundred).aggregate($total.replaceMatches('.+', '$0$0$0$0'), 'x')", fails: .execution),
        Asked("\(hundred).aggregate($total.encode('hex'), 'x')", fails: .execution),
        Asked("\(hundred).aggregate(\(hundred).select($total), 'x').count()", fails: .execution),
        Asked("\(hundred).aggregate($total.combine($total), 'x').count()", fails: .execution),
        Asked("\(hundred).select(\(hundred).select(\(hundred).select(%resource.note))).count()", fails: .execution),
        Asked("\(hundred).aggregate($total.combine(%resource.note).distinct(), {}).count()", fails: .execution),
        Asked("\(hundred).aggregate(($total & 'xxxxxxxxxxxxxxxx').toChars().join(','), 'x')", fails: .execution),
    ]

    @Test("An expression that makes more and more is given up before there is much of it", arguments: endless)
    func givenUp(asked: Asked) throws {
        var environment = FHIRPathEnvironment.monday
        environment.mostSteps = 20_000
        let notes = (1...40).map { #"{"text":"\#($0)"}"# }.joined(separator: ",")
        let resource = #"{"resourceType":"Observation","note":[\#(notes)]}"#
        try Asked("\(Self.hundred).aggregate($total + $this, 0)", "5050").check(on: resource, environment)
        try asked.check(on: resource, environment)
    }

    @Test("To look for a member among very many costs more")
    func manyMembers() throws {
        var environment = FHIRPathEnvironment.monday
        environment.mostSteps = 20_000
        let many = (1...40_000).map { #""x\#($0)":1,"# }.joined()
        let question = "\(Self.hundred).select(%resource.status).count()"
        try Asked(question, "100").check(on: #"{"resourceType":"Observation","status":"final"}"#, environment)
        try Asked(question, fails: .execution).check(
            on: #"{"resourceType":"Observation",\#(many)"status":"final"}"#, environment)
    }

    static let longest = String(repeating: "0", count: 36) + "1"

    static let extremes = [
        Asked("@2024-01-01 + 1000000000000 weeks"), Asked("@2024-01-01 + 2000000000000 'ms'", "2087-05-18"),
        Asked("@2024-01-01 - (-9223372036854775808 days)", fails: .execution), Asked("@2024 + 400000000000000 years"),
        Asked("@T10:00 + 399999999999999 hours", "01:00"), Asked("0.\(longest).lowBoundary(0)", "0"),
        Asked("0.\(longest).highBoundary(30) > 0", "false"), Asked("(0.\(longest) + 0.1) > 0.1", "true"),
        Asked("'1'.toDecimal() * 99999999999999999999999999999999999.9 > 0", "true"),
        Asked("(-9223372036854775807 - 1) div -1"), Asked("(-9223372036854775807 - 1).abs()"),
        Asked("'x'.substring(9223372036854775807)"), Asked("'abc'.substring(1, 9223372036854775807)", "bc"),
        Asked("(1|2).skip(-9223372036854775807).count()", "2"), Asked("(1|2)[9223372036854775807]"),
        Asked("2.power(9223372036854775807)"), Asked("1.round(9223372036854775807)", fails: .execution),
    ]

    @Test("Numbers at the limits give what they are worth or nothing", arguments: extremes)
    func limits(asked: Asked) throws { try asked.check() }

    @Test("A decimal of a resource with an exponent beyond all measure is no number")
    func exponents() throws {
        for exponent in ["-9223372036854775808", "9223372036854775807", "99999999999999999999"] {
            let resource = #"{"resourceType":"Observation","valueQuantity":{"value":1e\#(exponent)}}"#
            try Asked("value.value > 0").check(on: resource)
            try Asked("value > 0").check(on: resource)
        }
    }

    static let odd = #"""
        {"\u0072esourceType":"Observation","valueInteger":1,"\u0073tatus":"final","_valueInteger":{"id":"x"},
         "_issued":{"id":"i"},"value":3,"_":1,"":2,"note":[{"text":"é"},{"text":"\u0065"},{"text":"K"}],
         "_component":[{"id":"c"}],"category":null,"_code":{"id":"d"},"focus":[null,{"reference":"a"},[1]],"method":7}
        """#

    static let oddities = [
        Asked("value", "1"), Asked("value.id", "x"), Asked("status = 'final'", "true"), Asked("issued.id", "i"),
        Asked("children().count()", "9"), Asked("component"), Asked("code"), Asked("category"),
        Asked("focus.reference", "a"), Asked("note.where(text = 'é').count()", "1"),
        Asked("note.where(text = 'e').count()", "1"), Asked("note.where(text = 'K').count()", "1"),
        Asked("'é' = 'e\u{301}' and note.text.first() = 'é'", "true"), Asked("value.count()", "1"),
        Asked("note.where(text ~ 'E').count()", "1"), Asked("'e' in note.text", "true"),
        Asked("`_`"), Asked("``"), Asked("`resourceType`"), Asked("`value[x]`"), Asked("valueInteger"),
    ]

    @Test("Members in odd places, with escapes or of the wrong kind are read as what they are", arguments: oddities)
    func oddMembers(asked: Asked) throws { try asked.check(on: Self.odd) }
}
