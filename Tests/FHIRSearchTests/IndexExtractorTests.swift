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
                ["315532800 315619200", "315532800 -"]
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
        ] as [(String, String, String, [String])])
    func extracts(type: String, code: String, members: String, wanted: [String]) throws {
        let parameter = try #require(ParameterCatalog.r4.parameter(code, for: type))
        let resource = try Resource(#"{"resourceType":"\#(type)",\#(members)}"#.utf8)
        let extractor = IndexExtractor(base: "https://here.example/fhir")
        let own = extractor.entries(of: resource, parameter: parameter.ordinal)
        #expect(own.told == wanted)
        // The walk for one parameter and the walk for all take the same.
        #expect(extractor.entries(of: resource).of(parameter.ordinal).told == own.told)
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
        // status, identifier, subject and patient, date.
        #expect(IndexExtractor().entries(of: try Resource(json.utf8)).count == 5)
    }
}

extension IndexEntries {
    /// The entries of one parameter.
    func of(_ parameter: Int) -> IndexEntries {
        var own = IndexEntries()
        own.tokens = tokens.filter { $0.parameter == parameter }
        own.identifiers = identifiers.filter { $0.parameter == parameter }
        own.periods = periods.filter { $0.parameter == parameter }
        own.references = references.filter { $0.parameter == parameter }
        own.texts = texts.filter { $0.parameter == parameter }
        return own
    }

    /// All entries as texts, in order.
    var told: [String] {
        func seconds(_ microseconds: Int64) -> String {
            if microseconds == .min || microseconds == .max { return "-" }
            let tenths = microseconds / 100_000 % 10
            return "\(microseconds / 1_000_000)" + (tenths == 0 ? "" : ".\(tenths)")
        }
        return (tokens + identifiers).map { "\($0.system ?? "")|\($0.code)" }
            + periods.map { "\(seconds($0.low)) \(seconds($0.high))" }
            + references.map { reference in
                switch reference.target {
                case .local(let id): id.reference
                case .contained(let text): "#\(text)"
                case .external(let text): "<\(text)>"
                }
            } + texts.map { "'\($0.folded)'" }
    }
}
