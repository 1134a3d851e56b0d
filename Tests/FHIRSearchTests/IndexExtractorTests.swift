// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Testing

@Suite("What the index takes from a resource")
struct IndexExtractorTests {
    @Test(
        "is right for every data type",
        arguments: [
            // token
            ("Patient", "gender", #""gender":"female""#, ["|female"]),
            ("Patient", "active", #""active":false"#, ["|false"]),
            ("Patient", "active", #""_active":{"extension":[]}"#, []),
            (
                "Observation", "code",
                #""code":{"text":"x","coding":[{"system":"s","code":"a"},{"code":"b"},{"system":"s"}]}"#, ["s|a", "|b"]
            ),
            (
                "Observation", "code", #""code":{"coding":[{"system":"s","code":"a"},{"system":"s","code":"a"}]}"#,
                ["s|a"]
            ),
            ("Observation", "code", #""code":{"coding":[{"system":"","code":"a"},{"code":""}]}"#, ["|a"]),
            ("Encounter", "class", #""class":{"system":"s","code":"AMB"}"#, ["s|AMB"]),
            (
                "Observation", "category", #""category":[{"coding":[{"code":"a"}]},{"coding":[{"code":"b"}]}]"#,
                ["|a", "|b"]
            ),
            (
                "Patient", "identifier", #""identifier":[{"system":"s","value":"1"},{"value":"2"},{"system":"s"}]"#,
                ["s|1", "|2"]
            ),
            (
                "Patient", "phone",
                #""telecom":[{"system":"phone","value":"020"},{"system":"email","value":"a@b"},{"value":"x"}]"#,
                ["|020"]
            ),
            ("Patient", "telecom", #""telecom":[{"system":"phone","value":"020"},{"value":"x"}]"#, ["|020", "|x"]),
            ("Patient", "_tag", #""meta":{"tag":[{"system":"s","code":"t"}],"security":[{"code":"R"}]}"#, ["s|t"]),
            (
                "Observation", "combo-code",
                #""code":{"coding":[{"code":"a"}]},"component":[{"code":{"coding":[{"code":"b"}]}}]"#, ["|a", "|b"]
            ),
            ("Patient", "deceased", #""deceasedBoolean":true"#, ["|true"]),
            ("Patient", "deceased", #""deceasedDateTime":"2020""#, ["|true"]),
            ("Patient", "deceased", #""deceasedBoolean":false"#, ["|false"]),
            ("Patient", "deceased", #""active":true"#, ["|false"]),
            // date
            // London kept summer time all through 1970.
            ("Patient", "birthdate", #""birthDate":"1970-01-02""#, ["82800 169200"]),
            ("Observation", "date", #""effectiveDateTime":"1980-01""#, ["315532800 318211200"]),
            ("Observation", "date", #""effectiveInstant":"1980-01-01T00:00:01.5Z""#, ["315532801.5 315532801.6"]),
            (
                "Observation", "date", #""effectivePeriod":{"start":"1980-01-01","end":"1980-01-02"}"#,
                ["315532800 315705600"]
            ),
            (
                "Observation", "date", #""effectivePeriod":{"start":"1980-01-03","end":"1980-01-02"}"#,
                ["315619200 315792000"]
            ),
            ("Observation", "date", #""effectivePeriod":{"start":"1980-01-01"}"#, ["315532800 -"]),
            ("Observation", "date", #""effectivePeriod":{"end":"1980-01-02"}"#, ["- 315705600"]),
            ("Observation", "date", #""effectivePeriod":{}"#, []),
            ("Observation", "date", #""effectiveDateTime":"1980-13-01""#, []),
            (
                "Observation", "date", #""effectiveTiming":{"event":["1980-01-05","1980-01-01"]}"#,
                ["315532800 315964800"]
            ),
            (
                "Observation", "date",
                #""effectiveTiming":{"event":["1980-01-01"],"repeat":{"boundsPeriod":{"start":"1980-01-01"}}}"#,
                ["315532800 -"]
            ),
            (
                "MedicationRequest", "date",
                #""dosageInstruction":[{"timing":{"event":["1980-01-01"]}},{"timing":{"event":["1980-01-02"]}}]"#,
                ["315532800 315619200", "315619200 315705600"]
            ),
            // reference
            ("Observation", "subject", #""subject":{"reference":"Patient/1"}"#, ["Patient/1"]),
            ("Observation", "subject", #""subject":{"reference":"Group/1"}"#, ["Group/1"]),
            ("Observation", "patient", #""subject":{"reference":"Group/1"}"#, []),
            ("Observation", "patient", #""subject":{"reference":"Patient/1/_history/4"}"#, ["Patient/1"]),
            (
                "Observation", "subject", #""subject":{"reference":"https://here.example/fhir/Patient/1"}"#,
                ["Patient/1"]
            ),
            (
                "Observation", "subject", #""subject":{"reference":"https://there.example/fhir/Patient/1"}"#,
                ["<https://there.example/fhir/Patient/1>"]
            ),
            ("Observation", "patient", #""subject":{"reference":"https://there.example/fhir/Patient/1"}"#, []),
            ("Observation", "subject", #""subject":{"reference":"urn:uuid:1"}"#, ["<urn:uuid:1>"]),
            ("Observation", "subject", ##""subject":{"reference":"#p"}"##, []),
            ("Observation", "subject", #""subject":{"identifier":{"value":"1"}}"#, []),
            (
                "Observation", "performer", #""performer":[{"reference":"Practitioner/1"},{"reference":"Patient/2"}]"#,
                ["Practitioner/1", "Patient/2"]
            ),
            (
                "Encounter", "location",
                #""location":[{"location":{"reference":"Location/1"}},{"location":{"reference":"Location/2"}}]"#,
                ["Location/1", "Location/2"]
            ),
            (
                "MedicationRequest", "medication", #""medicationReference":{"reference":"Medication/1"}"#,
                ["Medication/1"]
            ),
            ("CarePlan", "instantiates-canonical", #""instantiatesCanonical":["http://a|1"]"#, ["<http://a|1>"]),
            // string
            (
                "Patient", "name",
                #""name":[{"text":"A B","family":"Çelik","given":["Ana","Ana"],"prefix":["Dr"],"suffix":["MBE"]}]"#,
                ["'a b'", "'celik'", "'ana'", "'dr'", "'mbe'"]
            ),
            ("Patient", "family", #""name":[{"family":"Okafor"},{"family":"Adé"}]"#, ["'okafor'", "'ade'"]),
            ("Patient", "given", #""name":[{"given":[null,"Jo"]}]"#, ["'jo'"]),
            (
                "Patient", "address", #""address":[{"line":["1 High  St"],"city":"London","postalCode":"N1 9GU"}]"#,
                ["'1 high st'", "'london'", "'n1 9gu'"]
            ),
            ("Patient", "address-city", #""address":[{"city":"London"}]"#, ["'london'"]),
            ("Organization", "name", #""name":"Guy's","alias":["St Thomas"]"#, ["'guy's'", "'st thomas'"]),
            ("Observation", "value-string", #""valueCodeableConcept":{"text":"As told"}"#, ["'as told'"]),
            ("Patient", "phonetic", #""name":[{"family":"Robert"},{"given":["Rupert"]}]"#, ["'r163'"]),
            // number and quantity
            (
                "RiskAssessment", "probability",
                #""prediction":[{"probabilityDecimal":0.25},{"probabilityRange":{"high":{"value":1}}}]"#,
                ["0.25..0.25", "-inf..1.0"]
            ),
            ("Observation", "value-quantity", #""valueQuantity":{"value":7.10}"#, ["7.1..7.1"]),
            (
                "Observation", "value-quantity",
                #""valueQuantity":{"value":1.5,"comparator":"<","unit":"x","system":"http://unitsofmeasure.org","code":"g"}"#,
                ["-inf..1.5 g = -inf..1.5 g"]
            ),
            (
                "Observation", "value-quantity",
                #""valueSampledData":{"origin":{"value":1},"factor":2,"data":"1 E -1 3.5"}"#, ["-1.0..8.0"]
            ),
            (
                "Observation", "combo-value-quantity",
                #""component":[{"valueQuantity":{"value":250,"system":"http://unitsofmeasure.org","code":"mg"}}]"#,
                ["250.0..250.0 mg = 0.25..0.25 g"]
            ),
            ("Invoice", "totalgross", #""totalGross":{"value":9.99,"currency":"GBP"}"#, ["9.99..9.99 GBP"]),
            // uri, place, composite
            ("ValueSet", "url", #""url":"http://a/b""#, ["|http://a/b"]),
            ("Location", "near", #""position":{"latitude":51.5,"longitude":-0.12}"#, ["51.5,-0.12"]),
            (
                "Observation", "code-value-string",
                #""code":{"coding":[{"code":"a"}]},"valueString":"Seen""#, ["[|a & 'seen']"]
            ),
            ("Observation", "code-value-string", #""code":{"coding":[{"code":"a"}]}"#, []),
            (
                "Observation", "component-code-value-quantity",
                #""component":[{"code":{"coding":[{"code":"a"}]},"valueQuantity":{"value":1}},{"code":{"coding":[{"code":"b"}]}}]"#,
                ["[|a & 1.0..1.0]"]
            ),
            (
                "MolecularSequence", "chromosome-variant-coordinate",
                #""referenceSeq":{"chromosome":{"coding":[{"code":"1"}]}},"variant":[{"start":4,"end":9}]"#,
                ["[|1 & 4.0..4.0 & 9.0..9.0]"]
            ),
            // by expression
            (
                "Patient", "mothersMaidenName",
                #""extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName","valueString":"Jones"}]"#,
                []
            ),
            (
                "Bundle", "composition",
                #""entry":[{"resource":{"resourceType":"Composition","id":"c1"}},{"resource":{"resourceType":"Composition","id":"c2"}}]"#,
                ["Composition/c1"]
            ),
            (
                "Library", "depends-on",
                #""relatedArtifact":[{"type":"depends-on","resource":"http://a/x"},{"type":"citation","resource":"http://a/y"}]"#,
                ["<http://a/x>"]
            ),
        ] as [(String, String, String, [String])])
    func extracts(type: String, code: String, members: String, wanted: [String]) throws {
        let parameter = try #require(ParameterCatalog.r4.parameter(code, for: type))
        let resource = try Resource(#"{"resourceType":"\#(type)",\#(members)}"#.utf8)
        let extractor = IndexExtractor(base: "https://here.example/fhir")
        let own = extractor.entries(of: resource, parameters: Set(parameter.sources.map(\.ordinal)))
        #expect(own.of(parameter).told == wanted)
        // The walk for one parameter and the walk for all take the same.
        #expect(extractor.entries(of: resource).of(parameter).told == wanted)
    }

    @Test("is nothing for a type or members it does not know")
    func unknown() throws {
        let extractor = IndexExtractor()
        #expect(extractor.entries(of: try Resource(#"{"resourceType":"Nonsense","code":"a"}"#.utf8)).count == 0)
        let odd =
            #"{"resourceType":"Observation","code":"text","subject":[1],"status":{"a":1},"effectivePeriod":"2020","name":null}"#
        #expect(extractor.entries(of: try Resource(odd.utf8)).count == 0)
    }

    @Test("is the same for a resource inside a Bundle")
    func insideBundle() throws {
        let own =
            #"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/1"},"effectiveDateTime":"2020"}"#
        let bundle = try Resource(#"{"resourceType":"Bundle","entry":[{"resource":\#(own)}]}"#.utf8)
        let entry = try #require(bundle.items("entry").first { _ in true }?["resource"])
        let extractor = IndexExtractor()
        #expect(extractor.entries(of: try Resource(entry)) == extractor.entries(of: try Resource(own.utf8)))
    }

    @Test("counts its rows")
    func counts() throws {
        let json =
            #"{"resourceType":"Observation","status":"final","identifier":[{"value":"1"}],"subject":{"reference":"Patient/1"},"effectiveDateTime":"2020"}"#
        // status, identifier, subject, which patient shares, and date.
        #expect(IndexExtractor().entries(of: try Resource(json.utf8)).count == 4)
    }
}

extension IndexEntries {
    /// The entries of one parameter, wherever they are kept.
    func of(_ parameter: IndexedParameter) -> IndexEntries {
        let rows = Set(parameter.sources.map(\.ordinal))
        var own = IndexEntries()
        own.tokens = tokens.filter { rows.contains($0.parameter) }
        own.identifiers = identifiers.filter { rows.contains($0.parameter) }
        own.periods = periods.filter { rows.contains($0.parameter) }
        own.references = references.filter { reference in
            parameter.sources.contains { $0.ordinal == reference.parameter && $0.accepts(reference.target) }
        }
        own.texts = texts.filter { rows.contains($0.parameter) }
        own.numbers = numbers.filter { rows.contains($0.parameter) }
        own.quantities = quantities.filter { rows.contains($0.parameter) }
        own.positions = positions.filter { rows.contains($0.parameter) }
        own.composites = composites.filter { rows.contains($0.parameter) }
        return own
    }

    /// All entries as texts, in order.
    var told: [String] {
        func seconds(_ microseconds: Int64) -> String {
            if microseconds == .min || microseconds == .max { return "-" }
            let tenths = microseconds / 100_000 % 10
            return "\(microseconds / 1_000_000)" + (tenths == 0 ? "" : ".\(tenths)")
        }
        var told = (tokens + identifiers).map { "\($0.system ?? "")|\($0.code)" }
        told += periods.map { "\(seconds($0.low)) \(seconds($0.high))" }
        told += references.map { reference in
            switch reference.target {
            case .local(let id): id.reference
            case .contained(let text): "#\(text)"
            case .external(let text): "<\(text)>"
            }
        }
        told += texts.map { "'\($0.folded)'" }
        told += numbers.map { "\($0.low)..\($0.high)" }
        told += quantities.map { quantity in
            let measure = quantity.measure
            let canonical = measure.canonical.map { " = \($0.low)..\($0.high) \($0.dimensions)" } ?? ""
            return "\(measure.low)..\(measure.high)" + (measure.code.map { " " + $0 } ?? "") + canonical
        }
        told += positions.map { "\($0.latitude),\($0.longitude)" }
        told += composites.map { "[" + $0.parts.flatMap(\.told).joined(separator: " & ") + "]" }
        return told
    }
}
