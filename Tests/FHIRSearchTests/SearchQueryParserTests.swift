// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Testing

@Suite("The parameters of a search")
struct SearchQueryParserTests {
    private static let parser = SearchQueryParser(
        base: "https://here.example/fhir", clock: ManualClock(Timestamp(seconds: 1_790_000_000)),
        codeSets: { name in
            switch name {
            case .members("http://none"): .failure(CareIssue(.notFound, "There is no such set"))
            case .members(let text): .success([.init(system: "s", code: "in \(text)")])
            case .below(let system, let code): .success([.init(system: system, code: code + "+")])
            case .above(let system, let code): .success([.init(system: system, code: code + "-")])
            }
        })

    @Test(
        "are read as values",
        arguments: [
            ("Observation", "code:in=http://a|1", "code: {s#in http://a|1}"),
            ("Observation", "code:not-in=ValueSet/1,b", "not (code: {s#in ValueSet/1} | {s#in b})"),
            ("Observation", "code:below=s|a,t|b", "code: {s#a+} | {t#b+}"),
            ("Observation", "combo-code:above=s|a", "combo-code: {s#a-}"),
            ("Patient", "gender:in=x", "gender: {none#in x, s#in x}"),
            ("Patient", "_has:Observation:patient:code:in=x", "Observation by patient (code: {s#in x})"),
            ("Patient", "_list=1,List/2", "List by item (id: 1 | 2)"), ("Patient", "_contained=false", ""),
            ("Patient", "_text=Head  ÁCHE", "all ('head' in narrative; 'ache' in narrative)"),
            (
                "Patient", "_content=a (b OR \"c  d\") AND NOT x-ray",
                "all ('a' in all; any ('b' in all; 'c d' in all); not ('x ray' in all))"
            ),
            ("Patient", "_content=a OR b c,d", "any (any ('a' in all; all ('b' in all; 'c' in all)); 'd' in all)"),
            ("Patient", "_content=and or not", "all ('and' in all; 'or' in all; 'not' in all)"),
            (
                "Observation", "patient._text=a",
                "any (patient -> Patient ('a' in narrative); patient -> Group ('a' in narrative))"
            ),
            ("Patient", "_id=a,b", "id: a | b"), ("Patient", "gender=male", "gender: *male"),
            ("Patient", "gender=male,female", "gender: *male | *female"), ("Observation", "code=s|a", "code: s#a"),
            ("Observation", "code=|a", "code: none#a"), ("Observation", "code=s|", "code: s#*"),
            ("Observation", #"code=urn:a\|b|c\,d"#, "code: urn:a|b#c,d"),
            ("Observation", #"code=a\\b"#, #"code: *a\b"#),
            ("Observation", #"code=s|x\|y"#, "code: s#x|y"), ("Patient", "identifier=1", "identifier: *1"),
            ("Observation", "subject=Patient/1", "subject: Patient/1"),
            ("Observation", "subject:Patient=1", "subject: Patient/1"),
            ("Observation", "subject:Patient=Patient/1", "subject: Patient/1"),
            ("Observation", "patient=1", "patient: Patient/1+Group/1"),
            ("Patient", "gender:not=male", "not (gender: *male)"), ("Patient", "name:missing=true", "name missing"),
            ("Patient", "name:missing=false", "name there"),
            ("Observation", "code:text=Head Ache", "code: 'head ache'…"),
            ("Patient", "identifier:of-type=s|MR|1", "identifier: s#MR of 1"),
            ("Observation", "subject:identifier=s|1", "subject: identifier s#1"),
            ("Observation", "patient.name=x", "patient -> Patient (name: 'x')"),
            (
                "Observation", "subject.name=x",
                "any (subject -> Patient (name: 'x'); subject -> Location (name: 'x'))"
            ),
            (
                "Observation", "subject:Patient.general-practitioner:Organization.name=x",
                "subject -> Patient (general-practitioner -> Organization (name: 'x'))"
            ),
            ("Patient", "_has:Observation:patient:code=x", "Observation by patient (code: *x)"),
            (
                "Patient", "_has:Observation:patient:_has:AuditEvent:entity:agent=x",
                "Observation by patient (AuditEvent by entity (agent: Practitioner/x+Organization/x+Device/x+Patient/x+PractitionerRole/x+RelatedPerson/x))"
            ),
            ("RiskAssessment", "probability=5.40", "probability: eq 5.4 [5.395, 5.405)"),
            ("RiskAssessment", "probability=gt100", "probability: gt 100.0 [99.5, 100.5)"),
            ("RiskAssessment", "probability=1e2", "probability: eq 100.0 [95.0, 105.0)"),
            ("RiskAssessment", "probability=-0.5", "probability: eq -0.5 [-0.55, -0.45)"),
            (
                "Observation", "value-quantity=5.4|http://unitsofmeasure.org|mg",
                "value-quantity: eq 0.0054 [0.00535, 0.00545) g"
            ),
            ("Observation", "value-quantity=5.4||mg", "value-quantity: eq 5.4 [5.35, 5.45) named mg"),
            ("Observation", "value-quantity=le5|urn:x|m", "value-quantity: le 5.0 [4.5, 5.5) urn:x#m"),
            (
                "Observation", "value-quantity=5|http://unitsofmeasure.org|nonsense",
                "value-quantity: eq 5.0 [4.5, 5.5) http://unitsofmeasure.org#nonsense"
            ),
            ("ValueSet", "url:below=http://a/b", "url: below http://a/b"),
            ("Location", "near=51.5|-0.12|2|km", "near: 51.5 -0.12 2000.0"),
            ("Location", "near=51.5|-0.12", "near: 51.5 -0.12 10000.0"),
            ("Observation", "code-value-quantity=s|a$gt5", "code-value-quantity: s#a $ gt 5.0 [4.5, 5.5)"),
            (
                "Patient", "_filter=name co \"pet\" and (active eq true or birthdate gt 1990)",
                "all (name: ~pet; any (active: *true; birthdate: gt 631152000..662688000))"
            ),
            (
                "Patient", "_filter=general-practitioner.name eq \"x\"",
                "any (general-practitioner -> Practitioner (name: ==x); general-practitioner -> Organization (name: ==x))"
            ),
            ("Observation", "subject=https://here.example/fhir/Patient/1", "subject: Patient/1"),
            ("Observation", "subject=https://there.example/Patient/1", "subject: <https://there.example/Patient/1>"),
            ("Observation", "subject=urn:uuid:7", "subject: <urn:uuid:7>"),
            ("Observation", "patient=Patient/1,Patient/2", "patient: Patient/1 | Patient/2"),
            ("Patient", "name=O'N, Ó", "name: 'o'n' | 'o'"), ("Patient", #"name=a\,b"#, "name: 'a,b'"),
            ("Patient", "family:exact=Çelik", "family: =Çelik"), ("Patient", "family:contains=ÇEL", "family: ~cel"),
            ("Patient", "birthdate=ge1980", "birthdate: ge 315532800..347155200"),
            (
                "Patient", "birthdate=1980-01-01,1980-01-02",
                "birthdate: eq 315532800..315619200 | eq 315619200..315705600"
            ),
            ("Patient", "_lastUpdated=gt1980-01-01T00:00:00Z", "lastUpdated: gt 315532800..315532801"),
            ("Patient", "name=a&name=b", "name: 'a'; name: 'b'"), ("Patient", "_tag=s|t", "_tag: s#t"),
        ])
    func readsValues(type: String, text: String, wanted: String) throws {
        #expect(try Self.parse(type, text).clauses.map(\.told).joined(separator: "; ") == wanted)
    }

    @Test("control the answer")
    func readsControls() throws {
        let plain = try Self.parse("Patient", "")
        #expect(plain == SearchQuery(resourceType: "Patient"))
        #expect(try Self.parse("Patient", "_count=7").count == 7)
        #expect(try Self.parse("Patient", "_count=100000").count == SearchQueryParser.maximumCount)
        #expect(try Self.parse("Patient", "_count=0").onlyTotal)
        #expect(try Self.parse("Patient", "_summary=count").onlyTotal)
        #expect(try !Self.parse("Patient", "_summary=false").onlyTotal)
        #expect(try Self.parse("Patient", "_total=accurate").wantsTotal)
        #expect(try !Self.parse("Patient", "_total=none").wantsTotal)
        #expect(try Self.parse("Patient", "_format=application/fhir json") == plain)
        #expect(try Self.parse("Patient", "_sort=-_lastUpdated").sort == [SortKey(.lastUpdated, descending: true)])
        let birthdate = try #require(ParameterCatalog.r4.parameter("birthdate", for: "Patient")).ordinal
        #expect(
            try Self.parse("Patient", "_sort=birthdate").sort == [SortKey(.parameter(birthdate), descending: false)])
        let subject = try #require(ParameterCatalog.r4.parameter("subject", for: "Observation")).ordinal
        #expect(
            try Self.parse("Observation", "_include=Observation:subject:Group&_include=Observation:subject").includes
                == [
                    SearchInclude(parameter: subject, targetType: "Group", reverse: false),
                    SearchInclude(parameter: subject, targetType: nil, reverse: false),
                ])
        #expect(
            try Self.parse("Patient", "_revinclude=Observation:subject").includes == [
                SearchInclude(parameter: subject, targetType: "Patient", reverse: true)
            ])
    }

    @Test(
        "are refused with what would be right",
        arguments: [
            ("Patient", "colour=red", "http.colour", ["birthdate", "identifier", "_lastUpdated", "_count"]),
            ("Patient", "=x", "http.", ["birthdate"]), ("Patient", ":exact=x", "http.", ["birthdate"]),
            ("Observation", "value-quantity=high", "http.value-quantity", ["5.4|http"]),
            ("Observation", "value-quantity=5|mg", "http.value-quantity", ["number|system|code"]),
            ("RiskAssessment", "probability=1/2", "http.probability", ["5.40"]),
            ("Observation", "code-value-quantity=a", "http.code-value-quantity", ["2 values"]),
            ("Location", "near=91|0", "http.near", ["51.5|-0.12|2|km"]),
            ("Location", "near=1|1|2|feet", "http.near", ["km"]),
            ("Patient", "identifier:of-type=MR|1", "http.identifier:of-type", ["system|code|value"]),
            ("Patient", "phonetic=a b", "http.phonetic", ["one name"]),
            ("Patient", "birthdate:missing=yes", "http.birthdate:missing", ["true or false"]),
            ("Patient", "birthdate:exact=2026", "http.birthdate:exact", ["missing"]),
            ("Patient", "name:not=x", "http.name:not", ["exact", "contains"]),
            ("Observation", "code:in=http://none", "http.code:in", ["no such set"]),
            ("Observation", "code:below=a", "http.code:below", ["system|code"]),
            ("Observation", "code:above=|a", "http.code:above", ["system|code"]),
            ("Patient", "identifier:in=x", "http.identifier:in", ["not, text, of-type, missing"]),
            ("Patient", "birthdate:not-in=x", "http.birthdate:not-in", ["missing"]),
            ("Bundle", "_text=x", "http._text", ["_content"]),
            ("Patient", "_text:exact=x", "http._text:exact", ["takes none"]),
            ("Patient", "_text=", "http._text", ["words"]),
            ("Patient", "_text=--", "http._text", ["letters or digits"]),
            ("Patient", "_content=a AND", "http._content", ["words"]),
            ("Patient", "_content=(a OR b", "http._content", ["closing parenthesis"]),
            ("Patient", "_content=a) b", "http._content", ["opening parenthesis"]),
            ("Patient", "_content=\"a b", "http._content", ["closing quote"]),
            ("Patient", "_query=current", "http._query", ["no named queries"]),
            ("Patient", "_list=$current-allergies", "http._list", ["by its id"]),
            ("Patient", "_list=a b", "http._list", ["the id of a List"]),
            ("Patient", "_contained=true", "http._contained", ["only be false"]),
            ("Patient", "_contained=both", "http._contained", ["only be false"]),
            ("Patient", "_contained=maybe", "http._contained", ["false, true or both"]),
            ("Patient", "_containedType=x", "http._containedType", ["container or contained"]),
            ("Patient", "_type=Patient", "http._type", ["here Patient is searched"]),
            ("Patient", "_filter=name", "http._filter", ["eq, ne, co"]),
            ("Patient", "_filter=name co", "http._filter", ["a value"]),
            ("Patient", "_filter=(name co x", "http._filter", ["closing parenthesis"]),
            ("Patient", "_filter=name co x y", "http._filter", ["'and' or 'or'"]),
            ("Patient", "_filter=colour eq red", "http.colour", ["birthdate"]),
            ("Patient", "_filter=gender gt male", "http._filter", ["does not go with"]),
            (
                "Observation", "subject:Organization=1", "http.subject:Organization",
                ["Group", "Device", "Patient", "Location"]
            ),
            ("Observation", "subject:Patient=Group/1", "http.subject:Patient", ["type Patient"]),
            ("Observation", "code.name=x", "http.code", ["no reference"]),
            ("Observation", "patient.colour=x", "http.colour", ["birthdate"]),
            ("Observation", "patient.birthdate=x", "http.birthdate", ["2026-03-07"]),
            ("Observation", "subject:Organization.name=x", "http.subject:Organization", ["Patient"]),
            ("Patient", "_has:Observation:patient", "http._has", ["_has:Observation:patient:code"]),
            ("Patient", "_has:Observation:code:x=y", "http._has", ["patient", "performer"]),
            ("Patient", "birthdate=07/03/2026", "http.birthdate", ["2026-03-07", "ge2026"]),
            ("Patient", "birthdate=xx2026", "http.birthdate", ["2026-03-07"]),
            ("Patient", "name=", "http.name", ["a value"]),
            ("Patient", "name=a,,b", "http.name", ["a value"]), ("Observation", "code=|", "http.code", ["system|code"]),
            ("Patient", "_id=", "http._id", ["ids"]), ("Patient", "_id=a b", "http._id", ["ids"]),
            ("Patient", "_id:not=a", "http._id:not", ["takes none"]),
            ("Patient", "_lastUpdated=x", "http._lastUpdated", ["2026-03"]),
            ("Patient", "_count=-1", "http._count", ["from 0"]),
            ("Patient", "_count=many", "http._count", ["whole number"]),
            ("Patient", "_total=yes", "http._total", ["none, estimate or accurate"]),
            ("Patient", "_summary=short", "http._summary", ["count or false"]),
            ("Patient", "_format=xml", "http._format", ["json"]),
            ("Patient", "_sort=colour", "http._sort", ["birthdate", "death-date", "_lastUpdated"]),
            ("Observation", "_sort=code-value-quantity", "http._sort", ["value-quantity"]),
            ("Patient", "_sort=birthdate&_sort=birthdate", "http._sort", ["all keys in one"]),
            ("Observation", "_include=Patient:link", "http._include", ["Observation:parameter"]),
            ("Observation", "_include=Observation:code", "http._include", ["subject", "encounter"]),
            ("Observation", "_include=Observation:subject:Medication", "http._include", ["Group", "Patient"]),
            ("Patient", "_revinclude=Nonsense:subject", "http._revinclude", ["resource type"]),
            ("Medication", "_revinclude=Observation:subject", "http._revinclude", ["Group", "Patient"]),
            ("Patient", "_elements=", "http._elements", ["names of elements"]),
        ])
    func refuses(type: String, text: String, place: String, remedies: [String]) throws {
        let failure = try #require(throws: SearchQueryFailure.self) { _ = try Self.parse(type, text) }
        #expect(failure.issues.count == 1)
        let issue = try #require(failure.issues.first)
        #expect(issue.expression == place)
        for remedy in remedies { #expect(issue.diagnostics.contains(remedy), "\(issue.diagnostics)") }
        // Values may be about someone: an issue names parameters only.
        for secret in ["red", "07/03/2026", "xx2026", "many"] { #expect(!issue.diagnostics.contains(secret)) }
    }

    @Test("are all looked at before a refusal")
    func reportsAll() throws {
        let failure = try #require(throws: SearchQueryFailure.self) {
            _ = try Self.parse("Patient", "colour=red&name=ok&birthdate=never&_count=x")
        }
        #expect(failure.issues.map(\.expression) == ["http.colour", "http.birthdate", "http._count"])
        #expect(failure.issues.map(\.kind) == [.notSupported, .value, .value])
    }

    @Test(
        "are refused where they are more than any question needs, before they are looked at",
        arguments: [
            (1_000, 1, nil), (1_001, 1, .tooCostly), (1, 10_000, nil), (1, 10_001, .tooCostly), (100, 101, .tooCostly),
        ] as [(Int, Int, CareIssue.Kind?)])
    func bounds(_ parameters: Int, _ values: Int, _ refusal: CareIssue.Kind?) throws {
        let value = (0..<values).map { "code\($0)" }.joined(separator: ",")
        let asked = Array(repeating: (name: "identifier", value: value), count: parameters)
        guard let refusal else {
            #expect(try Self.parser.parse(resourceType: "Patient", parameters: asked).clauses.count == parameters)
            return
        }
        let failure = try #require(throws: SearchQueryFailure.self) {
            _ = try Self.parser.parse(resourceType: "Patient", parameters: asked)
        }
        #expect(failure.issues.map(\.kind) == [refusal])
    }

    @Test("are not told of one by one where very many are wrong")
    func reportsSome() throws {
        let failure = try #require(throws: SearchQueryFailure.self) {
            _ = try Self.parser.parse(
                resourceType: "Patient", parameters: (0..<900).map { (name: "colour\($0)", value: "red") })
        }
        #expect(failure.issues.count == SearchQueryParser.largestReport)
    }

    private static func parse(_ type: String, _ text: String) throws -> SearchQuery {
        let parameters = text.split(separator: "&").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(pieces[0]), value: pieces.count > 1 ? String(pieces[1]) : "")
        }
        return try parser.parse(resourceType: type, parameters: parameters)
    }
}

extension SearchClause {
    /// The clause as text.
    fileprivate var told: String {
        func code(_ ordinal: Int) -> String { ParameterCatalog.r4.parameters[ordinal].code }
        func all(_ clauses: [SearchClause]) -> String { clauses.map(\.told).joined(separator: "; ") }
        switch self {
        case .id(let ids): return "id: " + ids.joined(separator: " | ")
        case .lastUpdated(let patterns): return "lastUpdated: " + patterns.map(\.told).joined(separator: " | ")
        case .parameter(let ordinal, let values):
            return code(ordinal) + ": " + values.map(\.told).joined(separator: " | ")
        case .presence(let ordinal, let isThere): return code(ordinal) + (isThere ? " there" : " missing")
        case .reference(let ordinal, let type, let clause): return "\(code(ordinal)) -> \(type) (\(clause.told))"
        case .referenced(let type, let ordinal, let clause): return "\(type) by \(code(ordinal)) (\(clause.told))"
        case .phrase(let words, let part): return "'\(words.text)' in \(part)"
        case .all(let clauses): return "all (\(all(clauses)))"
        case .any(let clauses): return "any (\(all(clauses)))"
        case .not(let clause): return "not (\(clause.told))"
        }
    }
}

extension SearchValue {
    fileprivate var told: String {
        switch self {
        case .token(let pattern): return pattern.told
        case .codes(let codes):
            return "{" + codes.map { "\($0.system ?? "none")#\($0.code)" }.sorted().joined(separator: ", ") + "}"
        case .wording(let text): return "'\(text)'…"
        case .typedIdentifier(let type, let value): return "\(type.told) of \(value)"
        case .period(let pattern): return pattern.told
        case .reference(let targets):
            return targets.map { target in
                switch target {
                case .local(let id): id.reference
                case .contained(let text): "#\(text)"
                case .external(let text): "<\(text)>"
                }
            }.joined(separator: "+")
        case .referenceIdentifier(let pattern): return "identifier " + pattern.told
        case .textPrefix(let text): return "'\(text)'"
        case .textExactly(let text): return "=\(text)"
        case .textPart(let text): return "~\(text)"
        case .textEqual(let text): return "==\(text)"
        case .textEnd(let text): return "…\(text)"
        case .number(let pattern): return pattern.told
        case .quantity(let pattern):
            switch pattern.unit {
            case .any: return pattern.number.told
            case .code(let system, let code): return "\(pattern.number.told) \(system)#\(code)"
            case .named(let name): return "\(pattern.number.told) named \(name)"
            case .dimensions(let dimensions): return "\(pattern.number.told) \(dimensions)"
            }
        case .uri(let pattern): return "\(pattern.relation) \(pattern.uri)"
        case .near(let pattern): return "\(pattern.latitude) \(pattern.longitude) \(pattern.distance)"
        case .composite(let values): return values.map(\.told).joined(separator: " $ ")
        }
    }
}

extension TokenPattern {
    fileprivate var told: String {
        switch system {
        case .any: "*" + (code ?? "*")
        case .none: "none#" + (code ?? "*")
        case .exactly(let system): system + "#" + (code ?? "*")
        }
    }
}

extension PeriodPattern {
    fileprivate var told: String { "\(comparison) \(low / 1_000_000)..\(high / 1_000_000)" }
}

extension NumberPattern {
    fileprivate var told: String { "\(comparison) \(exact) [\(low), \(high))" }
}
