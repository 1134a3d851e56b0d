// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Testing

@Suite("The parameters of a search")
struct SearchQueryParserTests {
    private static let parser = SearchQueryParser(
        base: "https://here.example/fhir", clock: ManualClock(Timestamp(seconds: 1_790_000_000)))

    @Test(
        "are read as values",
        arguments: [
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
            ("Observation", "subject=https://here.example/fhir/Patient/1", "subject: Patient/1"),
            ("Observation", "subject=https://there.example/Patient/1", "subject: <https://there.example/Patient/1>"),
            ("Observation", "subject=urn:uuid:7", "subject: <urn:uuid:7>"),
            ("Observation", "patient=Patient/1,Patient/2", "patient: Patient/1 | Patient/2"),
            ("Patient", "name=O'N, Ó", "name: 'o'n' | 'o'"), ("Patient", #"name=a\,b"#, "name: 'a,b'"),
            ("Patient", "family:exact=Çelik", "family: =celik"),
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
            ("Observation", "value-quantity=7", "http.value-quantity", ["code", "date"]),
            ("Patient", "gender:not=male", "http.gender:not", ["takes none"]),
            ("Patient", "birthdate:missing=true", "http.birthdate:missing", ["takes none"]),
            ("Patient", "name:contains=x", "http.name:contains", ["exact"]),
            (
                "Observation", "subject:Organization=1", "http.subject:Organization",
                ["Group", "Device", "Patient", "Location"]
            ),
            ("Observation", "subject:Patient=Group/1", "http.subject:Patient", ["type Patient"]),
            ("Observation", "patient.name=x", "http.patient.name", ["two steps"]),
            ("Patient", "_has:Observation:patient:code=x", "http._has:Observation:patient:code", ["two steps"]),
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
            ("Patient", "_summary=text", "http._summary", ["count or false"]),
            ("Patient", "_format=xml", "http._format", ["json"]),
            ("Patient", "_sort=name", "http._sort", ["birthdate", "death-date", "_lastUpdated"]),
            ("Patient", "_sort=birthdate,name", "http._sort", ["one sort key"]),
            ("Patient", "_sort=birthdate&_sort=birthdate", "http._sort", ["one sort key"]),
            ("Observation", "_include=Patient:link", "http._include", ["Observation:parameter"]),
            ("Observation", "_include=*", "http._include", ["Observation:parameter"]),
            ("Observation", "_include=Observation:code", "http._include", ["subject", "encounter"]),
            ("Observation", "_include=Observation:subject:Medication", "http._include", ["Group", "Patient"]),
            ("Patient", "_revinclude=Nonsense:subject", "http._revinclude", ["resource type"]),
            ("Medication", "_revinclude=Observation:subject", "http._revinclude", ["Group", "Patient"]),
            ("Patient", "_include:iterate=Patient:link", "http._include", ["_include"]),
            ("Patient", "_elements=name", "http._elements", ["_summary"]),
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
        let name =
            switch subject {
            case .id: "id"
            case .lastUpdated: "lastUpdated"
            case .parameter(let ordinal): ParameterCatalog.r4.parameters[ordinal].code
            }
        return name + ": " + values.map(\.told).joined(separator: " | ")
    }
}

extension SearchValue {
    fileprivate var told: String {
        switch self {
        case .id(let id): return id
        case .token(let pattern):
            let code = pattern.code ?? "*"
            switch pattern.system {
            case .any: return "*" + code
            case .none: return "none#" + code
            case .exactly(let system): return system + "#" + code
            }
        case .period(let pattern):
            return "\(pattern.comparison) \(pattern.low / 1_000_000)..\(pattern.high / 1_000_000)"
        case .reference(let targets):
            return targets.map { target in
                switch target {
                case .local(let id): id.reference
                case .contained(let text): "#\(text)"
                case .external(let text): "<\(text)>"
                }
            }.joined(separator: "+")
        case .textPrefix(let text): return "'\(text)'"
        case .textExactly(let text): return "=\(text)"
        }
    }
}
