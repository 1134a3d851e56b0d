// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("Every data type in XML")
struct XMLDataTypeTests {
    /// A value of each type that an extension can have.
    static let values: [String: String] = [
        "base64Binary": #""TG9uZG9u""#, "boolean": "false", "canonical": #""http://example.org/a|1.0#x""#,
        "code": #""final""#, "date": #""2026-11""#, "dateTime": #""2026-11-23T09:30:00+00:00""#, "decimal": "1.00",
        "id": #""a-1.b""#, "instant": #""2026-11-23T09:30:00.120Z""#, "integer": "-7", "markdown": #""*a*\n\n- b\tc""#,
        "oid": #""urn:oid:2.16.840.1.113883.2.1.4.1""#, "positiveInt": "1", "string": #"" a  b ""#,
        "time": #""09:30:00""#, "unsignedInt": "0", "uri": #""urn:x?a=1&b=<2>""#,
        "url": #""https://example.org/?q=%20""#,
        "uuid": #""urn:uuid:c757873d-ec9a-4326-a141-556f43239520""#,
        "Address": """
        {"use":"home","type":"both","text":"1 Road","line":["1 Road","Flat 2"],"_line":[null,{"id":"l"}],"city":"London",
         "district":"Camden","state":"-","postalCode":"NW1 1AA","country":"GB","period":{"start":"2020"}}
        """,
        "Age": #"{"value":44.50,"unit":"years","system":"http://unitsofmeasure.org","code":"a"}"#,
        "Annotation": #"{"authorString":"Dr A","time":"2026-11-23T09:30:00Z","text":"**Note**\nof \"two\" lines"}"#,
        "Attachment": """
        {"id":"at","contentType":"text/plain","language":"en-GB","data":"TG9uZG9u","url":"https://example.org/a","size":6,
         "hash":"2jmj7l5rSw0yVb/vlWAYkK/YBwk=","title":"A & B","creation":"2026-11-23"}
        """,
        "CodeableConcept": #"{"coding":[{"system":"http://snomed.info/sct","code":"73211009"}],"text":"Diabetes"}"#,
        "Coding": #"{"system":"http://loinc.org","version":"2.72","code":"718-7","display":"Hb","userSelected":true}"#,
        "ContactPoint": #"{"system":"phone","value":"020 7946 0000","use":"work","rank":1,"period":{"end":"2026"}}"#,
        "Count": #"{"value":3,"system":"http://unitsofmeasure.org","code":"1"}"#,
        "Distance": #"{"comparator":"<","value":1.609344e3,"unit":"m"}"#,
        "Duration": #"{"value":20,"unit":"min","system":"http://unitsofmeasure.org","code":"min"}"#,
        "HumanName": """
        {"use":"official","text":"Ms Ada May Okoro","family":"Okoro","_family":{"extension":[{"url":"urn:own",
         "valueString":"Okoro"}]},"given":["Ada","May"],"prefix":["Ms"],"suffix":["RN"],"period":{"start":"1980"}}
        """,
        "Identifier": """
        {"use":"official","type":{"text":"NHS number"},"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9000000009",
         "period":{"start":"1980"},"assigner":{"display":"NHS England"}}
        """,
        "Money": #"{"value":10.50,"currency":"GBP"}"#,
        "Period": #"{"start":"2026-11-23T09:30:00Z","_end":{"extension":[{"url":"urn:why","valueCode":"unknown"}]}}"#,
        "Quantity":
            #"{"value":0.10,"comparator":">=","unit":"mg/L","system":"http://unitsofmeasure.org","code":"mg/L"}"#,
        "Range": #"{"low":{"value":3.5,"unit":"mmol/L"},"high":{"value":5.30,"unit":"mmol/L"}}"#,
        "Ratio": #"{"numerator":{"value":1,"code":"mg"},"denominator":{"value":2.0,"code":"mL"}}"#,
        "Reference": """
        {"reference":"Patient/1","type":"Patient","identifier":{"value":"A"},"display":"Ada","_display":{"id":"d"}}
        """,
        "SampledData": """
        {"origin":{"value":2048.0},"period":10,"factor":1.612,"lowerLimit":-3300,"upperLimit":3300,"dimensions":1,
         "data":"2041 2043 E U L"}
        """,
        "Signature": """
        {"type":[{"system":"urn:iso-astm:E1762-95:2013","code":"1.2.840.10065.1.12.1.1"}],"when":"2026-11-23T09:30:00Z",
         "who":{"reference":"Practitioner/1"},"onBehalfOf":{"reference":"Organization/1"},
         "targetFormat":"application/fhir+xml","sigFormat":"application/jose","data":"c2lnbmVk"}
        """,
        "Timing": """
        {"id":"t","modifierExtension":[{"url":"urn:m","valueBoolean":true}],"event":["2026-11-23","2026-11-24T09:00:00Z"],
         "_event":[null,{"id":"e"}],"repeat":{"boundsPeriod":{"start":"2026"},"count":3,"countMax":4,"duration":1.5,
         "durationMax":2.0,"durationUnit":"h","frequency":1,"frequencyMax":2,"period":1,"periodMax":1.50,"periodUnit":"d",
         "dayOfWeek":["mon","fri"],"timeOfDay":["08:00:00","20:00:00"],"when":["ACM"],"offset":30},"code":{"text":"BD"}}
        """,
        "ContactDetail": #"{"name":"Desk","telecom":[{"system":"email","value":"desk@example.org"}]}"#,
        "Contributor": #"{"type":"author","name":"A","contact":[{"name":"B"}]}"#,
        "DataRequirement": """
        {"type":"Observation","profile":["http://example.org/p"],"subjectReference":{"reference":"Group/1"},
         "mustSupport":["code"],"codeFilter":[{"path":"code","code":[{"code":"1"}]}],"dateFilter":[{"path":"issued",
         "valueDuration":{"value":1}}],"limit":10,"sort":[{"path":"issued","direction":"ascending"}]}
        """,
        "Expression": #"{"description":"d","name":"n","language":"text/fhirpath","expression":"a > 1 and b < 2"}"#,
        "ParameterDefinition": #"{"name":"p","use":"in","min":0,"max":"*","documentation":"d","type":"string"}"#,
        "RelatedArtifact": """
        {"type":"citation","label":"1","display":"d","citation":"*c*","url":"https://example.org","document":{"title":"t"},
         "resource":"http://example.org/r"}
        """,
        "TriggerDefinition": #"{"type":"periodic","name":"n","timingDate":"2026","data":[{"type":"Patient"}]}"#,
        "UsageContext": #"{"code":{"code":"age"},"valueRange":{"low":{"value":18}}}"#,
        "Dosage": """
        {"modifierExtension":[{"url":"urn:m","valueBoolean":true}],"sequence":1,"text":"One a day",
         "additionalInstruction":[{"text":"with food"}],"patientInstruction":"Take with food","timing":{"repeat":
         {"frequency":1,"period":1,"periodUnit":"d"}},"asNeededBoolean":false,"site":{"text":"arm"},"route":{"text":"oral"},
         "method":{"text":"swallow"},"doseAndRate":[{"type":{"text":"ordered"},"doseQuantity":{"value":1.0,"unit":"tablet"},
         "rateRatio":{"numerator":{"value":1},"denominator":{"value":2}}}],"maxDosePerPeriod":{"numerator":{"value":4},
         "denominator":{"value":1,"unit":"d"}},"maxDosePerAdministration":{"value":1},"maxDosePerLifetime":{"value":9}}
        """,
        "Meta": """
        {"versionId":"3","lastUpdated":"2026-11-23T09:30:00Z","source":"urn:s","profile":["http://example.org/a",
         "http://example.org/b"],"security":[{"code":"R"}],"tag":[{"code":"t"}]}
        """,
    ]

    /// Resources with the types that no extension can have.
    static let others: [String: String] = [
        "Extension": """
        {"resourceType":"Basic","extension":[{"id":"e","url":"urn:a","extension":[{"url":"b","valueInteger":1},{"url":"c",
         "_valueString":{"extension":[{"url":"urn:why","valueCode":"masked"}]}}]}],"modifierExtension":[{"url":"urn:m"}]}
        """,
        "Narrative": """
        {"resourceType":"Basic","text":{"extension":[{"url":"urn:n","valueBoolean":true}],"status":"generated",
         "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">A &amp; B &#233; <b>é</b></div>"}}
        """,
        "ElementDefinition": """
        {"resourceType":"StructureDefinition","snapshot":{"element":[{"id":"Patient.name:a","path":"Patient.name",
         "representation":["xmlAttr"],"slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"},
         "min":0,"max":"*","type":[{"code":"HumanName","profile":["http://example.org/p"]}],"fixedDecimal":1.0,
         "example":[{"label":"a","valueString":"<b>"}],"constraint":[{"key":"k","severity":"error","human":"h",
         "expression":"a.exists() and b < 1"}],"patternCoding":{"code":"c"},"minValueInteger":-1,"isModifier":false}]}}
        """,
        "MarketingStatus": """
        {"resourceType":"MedicinalProduct","marketingStatus":[{"country":{"text":"GB"},"status":{"text":"on"},
         "dateRange":{"start":"2026"},"restoreDate":"2027"}]}
        """,
        "Population": """
        {"resourceType":"MedicinalProductIndication","population":[{"ageRange":{"low":{"value":18}},"race":{"text":"a"}}]}
        """,
        "ProdCharacteristic": """
        {"resourceType":"MedicinalProductPackaged","packageItem":[{"type":{"text":"box"},"quantity":{"value":1},
         "physicalCharacteristics":{"height":{"value":1.50},"color":["red","blue"],"imprint":["A"],"image":[{"title":"t"}]}}]}
        """,
        "ProductShelfLife": """
        {"resourceType":"MedicinalProductManufactured","manufacturedDoseForm":{"text":"f"},"quantity":{"value":1}}
        """,
        "SubstanceAmount": """
        {"resourceType":"SubstancePolymer","repeat":[{"numberOfUnits":1,"repeatUnit":[{"amount":{"amountRange":
         {"low":{"value":1.0}},"amountType":{"text":"t"},"referenceRange":{"lowLimit":{"value":0.10}}}}]}]}
        """,
        "Binary": #"{"resourceType":"Binary","id":"b","contentType":"application/pdf","data":"JVBERi0="}"#,
    ]

    private func survives(_ json: String, _ name: String) throws {
        let xml = try XMLResourceWriter().xml(Resource(json.utf8))
        let again = try XMLResourceReader().json(xml)
        #expect(try CanonicalJSON.text(of: again) == CanonicalJSON.text(of: json.utf8), "\(name)")
    }

    @Test("Each type of an extension's value survives, alone and in a list", arguments: values.keys.sorted())
    func value(type: String) throws {
        let value = try #require(Self.values[type])
        let name = "value" + type.prefix(1).uppercased() + type.dropFirst()
        let more = R4.structure(named: type)?.kind == .primitiveType ? ",\"_\(name)\":{\"id\":\"i\"}" : ""
        try survives(
            """
            {"resourceType":"Parameters","id":"p","parameter":[{"name":"a","\(name)":\(value)},
             {"name":"b","extension":[{"url":"urn:x","\(name)":\(value)\(more)}]}]}
            """, type)
    }

    @Test("Other types survive in the resources that have them", arguments: others.keys.sorted())
    func resource(type: String) throws {
        try survives(try #require(Self.others[type]), type)
    }

    @Test("No data type is left out")
    func complete() throws {
        let choice = try #require(R4.structure(named: "Extension")?.element(pathName: "value"))
        #expect(Set(choice.types.map(\.name)) == Set(Self.values.keys))
        let types = R4.structures.filter { ($0.kind == .complexType || $0.kind == .primitiveType) && !$0.isAbstract }
        let missing = Set(types.map(\.name)).subtracting(Self.values.keys).subtracting(Self.others.keys)
        #expect(missing == ["xhtml"], "which a Narrative holds")
    }
}
