// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRPath
import Testing

@Suite("Functions on collections, texts and resources")
struct FunctionTests {
    static let collections = [
        Asked("(1 | 2 | 2).count()", "2"), Asked("1.combine(1).count()", "2"),
        Asked("(3 | 1 | 2).sort()", "1", "2", "3"),
        Asked("(3 | 1 | 2).sort(-$this)", "3", "2", "1"), Asked("('b' | 'a').sort($this desc)", "b", "a"),
        Asked("(1 | 2 | 3).where($this > 1)", "2", "3"), Asked("(1 | 2 | 3).select($this * 2)", "2", "4", "6"),
        Asked("(1 | 2 | 3).all($this > 0)", "true"), Asked("{}.all($this > 0)", "true"), Asked("{}.exists()", "false"),
        Asked("(1 | 2 | 3).exists($this > 2)", "true"), Asked("(1 | 2 | 3)[1]", "2"), Asked("(1 | 2 | 3)[3]"),
        Asked("(1 | 2)[-1]"),
        Asked("(1 | 2).single()", fails: .execution), Asked("{}.single()"), Asked("(1 | 2 | 3).tail()", "2", "3"),
        Asked("(1 | 2 | 3).skip(5)"), Asked("(1 | 2 | 3).take(-1)"), Asked("(1 | 2 | 3).last()", "3"),
        Asked("(1 | 2 | 3).intersect(3 | 1)", "1", "3"), Asked("(1 | 2 | 3).exclude(2)", "1", "3"),
        Asked("1.combine(1).distinct()", "1"), Asked("(1 | 2).subsetOf(1 | 2 | 3)", "true"),
        Asked("(1 | 2).supersetOf(1 | 2 | 3)", "false"), Asked("{}.subsetOf(1)", "true"),
        Asked("(1 | 2 | 3 | 4).aggregate($total + $this, 0)", "10"), Asked("(1 | 2 | 3).select($index)", "0", "1", "2"),
        Asked("(true | false).allTrue()", "false"), Asked("(true | false).anyTrue()", "true"),
        Asked("{}.allTrue()", "true"),
        Asked("{}.anyTrue()", "false"), Asked("(1 | 2).allTrue()", fails: .execution), Asked("coalesce({}, 2, 3)", "2"),
        Asked("1.repeat(iif($this < 5, $this + 1, {}))", "2", "3", "4", "5"), Asked("iif({}, 1, 2)", "2"),
        Asked("iif(false, 1)"),
        Asked("1.defineVariable('a', 5).select(%a + $this)", "6"), Asked("%nothing", fails: .semantic),
        Asked("1.defineVariable('a').select(defineVariable('a', 2))", fails: .execution),
        Asked("1.defineVariable('context', 2)", fails: .execution), Asked("(1 | 2) = 1", "false"), Asked("{} = 1"),
        Asked("(1 | 2) in 1", fails: .execution), Asked("{} in (1 | 2)"), Asked("(1 | 2) contains {}"),
        Asked("1.not()", "false"), Asked("{}.not()"), Asked("true and {}"), Asked("false and {}", "false"),
        Asked("false and (1 | 2).single()", "false"),
    ]

    @Test("Collections are filtered, joined and put in order", arguments: collections)
    func gathered(asked: Asked) throws { try asked.check() }

    static let texts = [
        Asked("'abc'.substring(1)", "bc"), Asked("'abc'.substring(1, 1)", "b"), Asked("'abc'.substring(3)"),
        Asked("'abc'.substring(0, 0)", ""), Asked("'abcabc'.indexOf('ca')", "2"),
        Asked("'abcabc'.lastIndexOf('abc')", "3"),
        Asked("'abc'.indexOf('x')", "-1"), Asked("'Ünïcode'.lower()", "ünïcode"), Asked("'aé😀'.length()", "3"),
        Asked("'a,b,,c'.split(',')", "a", "b", "", "c"), Asked("('a' | 'b').join('-')", "a-b"),
        Asked("('a' | 'b').join()", "ab"),
        Asked("'abc'.replace('', 'x')", "xaxbxcx"), Asked("'a.b.c'.replace('.', '')", "abc"),
        Asked("'abc'.matches('b')", "true"), Asked("'abc'.matchesFull('b')", "false"),
        Asked("'a\\nb'.matches('a.b')", "true"),
        Asked("'abc'.matches('(')", fails: .execution),
        Asked("'11/30/1972'.replaceMatches('(\\\\d+)/(\\\\d+)/(\\\\d+)', '$2-$1-$3')", "30-11-1972"),
        Asked("' a b '.trim()", "a b"), Asked("'abc'.toChars()", "a", "b", "c"), Asked("1.upper()", fails: .execution),
        Asked("('a' | 'b').upper()", fails: .execution), Asked("'616263'.decode('hex')", "abc"),
        Asked("'abc'.encode('hex')", "616263"),
        Asked("'a'.encode('rot13')", fails: .execution), Asked("'<&>'.escape('html').unescape('html')", "<&>"),
        Asked("'a\"b'.escape('json')", "a\\\"b"), Asked("'true'.toBoolean()", "true"), Asked("'maybe'.toBoolean()"),
        Asked("'12'.toInteger()", "12"), Asked("'1.2'.toInteger()"), Asked("2147483648.toInteger()"),
        Asked("'1.20'.toDecimal()", "1.20"), Asked("'1e3'.toDecimal()"),
        Asked("'2024-02-30'.convertsToDate()", "false"),
        Asked("@2024-02-03T10:00:00Z.toDate()", "2024-02-03"), Asked("'10:30'.toTime()", "10:30"),
        Asked("1.toString()", "1"),
        Asked("{}.toString()"), Asked("(1 | 2).toString()", fails: .execution),
    ]

    @Test("Texts are searched, cut and converted", arguments: texts)
    func written(asked: Asked) throws { try asked.check() }

    static let patient = #"""
        {"resourceType":"Patient","id":"p","active":true,"name":[{"use":"official","given":["Ada","May"],"family":"Lo"},
        {"given":["A",null],"_given":[null,{"extension":[{"url":"u","valueCode":"x"}]}]}],"birthDate":"1980-02",
        "_birthDate":{"id":"b","extension":[{"url":"time","valueDateTime":"1980-02-03T04:05:06Z"}]},
        "deceasedBoolean":false,"multipleBirthInteger":2,"contained":[{"resourceType":"Organization","id":"o","name":"Trust"}],
        "managingOrganization":{"reference":"#o"},"extension":[{"url":"weight","valueQuantity":{"value":70.50,
        "unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}],"contact":[{"name":{"family":"X"}}]}
        """#

    static let resources = [
        Asked("Patient.name.given", "Ada", "May", "A", ""), Asked("name.given.hasValue()", "false"),
        Asked("name[1].given[1].extension('u').value", "x"), Asked("birthDate.extension('time').value.hourOf()", "4"),
        Asked("birthDate.id", "b"), Asked("Patient.deceased", "false"), Asked("deceased is boolean", "true"),
        Asked("deceased.is(System.Boolean)", "false"), Asked("multipleBirth + 1", "3"), Asked("Organization.name"),
        Asked("managingOrganization.resolve().name", "Trust"),
        Asked("managingOrganization.resolve() is Organization", "true"),
        Asked("contained.name", "Trust"), Asked("contained.ofType(Organization).id", "o"),
        Asked("contained.ofType(Patient).id"),
        Asked("extension.value > 70 'kg'", "true"), Asked("extension.value.value", "70.50"),
        Asked("extension.value = 70500 'g'", "true"),
        Asked("extension('weight').value is Quantity", "true"), Asked("name.first().type().name", "HumanName"),
        Asked("contact.type().name", "Patient.contact"), Asked("contact is BackboneElement", "true"),
        Asked("birthDate > @1980", ),
        Asked("birthDate > @1979", "true"), Asked("Patient is DomainResource", "true"), Asked("Resource.id", "p"),
        Asked("conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')", "true"),
        Asked("conformsTo('urn:x')", fails: .execution),
        Asked("name.where(use = 'official').family", "Lo"), Asked("name.family.first() = 'Lo'", "true"),
        Asked("nothing"),
        Asked("descendants().where($this is Quantity).count()", "1"), Asked("children().count() > 8", "true"),
        Asked("%resource.id", "p"), Asked("contained.select(%rootResource.id)", "p"),
        Asked("name.given.as(string)", fails: .execution),
        Asked("active.as(nonsense)", fails: .execution), Asked("(name.given as string).count()", "4"),
        Asked("name = name", "true"),
        Asked("active.getValue() is System.Boolean", "true"),
    ]

    @Test("Resources are walked by the types of FHIR, extensions of primitives included", arguments: resources)
    func walked(asked: Asked) throws { try asked.check(on: Self.patient) }

    static let unanswerable = [
        "name.given1", "Encounter.status", "Patient.name.where(nothing = 1)", "children().first()",
        "Patient.contact.select(name.given.family)", "Patient.multipleBirthInteger",
    ]

    @Test("What no Patient can answer is refused before one is asked", arguments: unanswerable)
    func refusedEarly(text: String) throws {
        let expression = try FHIRPathExpression(text)
        #expect {
            try expression.check(on: "Patient")
        } throws: { ($0 as? FHIRPathFailure)?.kind == .semantic }
    }

    @Test("What a Patient can answer is not refused", arguments: resources.filter { $0.fails == nil })
    func answerable(asked: Asked) throws {
        guard !["nothing", "Organization.name"].contains(asked.expression) else { return }
        try FHIRPathExpression(asked.expression).check(on: "Patient")
    }

    static let hostile = [
        "(1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9)))))))",
        "1.repeat($this + 1)", "1.repeatAll($this)",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
    ]

    @Test("An expression that would run on and on is given up with a failure", arguments: hostile)
    func givenUp(text: String) throws {
        var environment = FHIRPathEnvironment.monday
        environment.mostSteps = 200_000
        let expression = try FHIRPathExpression(text)
        #expect {
            try expression.evaluate(on: nil, environment)
        } throws: { ($0 as? FHIRPathFailure)?.kind == .execution }
    }
}
