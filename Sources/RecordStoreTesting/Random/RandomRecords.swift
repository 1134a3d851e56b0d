// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
package import FHIRSearch
package import RecordStore

/// Makes random resources: few codes, dates, people and names, so that searches
/// find some, and the odd shapes that real records have.
package struct RandomRecords: Sendable {
    /// The types that are made.
    package static let types = [
        "Patient", "Observation", "Encounter", "Condition", "MedicationRequest", "RiskAssessment", "Location",
        "ValueSet",
    ]

    private static let extractor = IndexExtractor()
    var random: SeededGenerator
    private let idCount: Int

    /// The sequence of a seed.
    ///
    /// - Parameter idCount: how many ids each type has; few make many updates.
    package init(seed: UInt64, idCount: Int = 40) {
        random = SeededGenerator(seed: seed)
        self.idCount = idCount
    }

    /// A batch of one to `largest` changes, a few of them deletions.
    package mutating func batch(largest: Int = 6) throws -> WriteBatch {
        var changes: [WriteChange] = []
        for _ in 0..<Int.random(in: 1...largest, using: &random) {
            let change =
                try oneIn(7)
                ? WriteChange(.delete(ResourceID(pick(Self.types), id()))) : WriteChange(.put(resource()))
            if !changes.contains(where: { $0.id == change.id }) { changes.append(change) }
        }
        return WriteBatch(changes: changes)
    }

    /// A resource, ready to write.
    package mutating func resource() throws -> PreparedResource {
        // Most of what there is are observations.
        let type = pick(Self.types + ["Observation", "Observation", "Patient"])
        let id = id()
        var members = [#""resourceType":"\#(type)""#, #""id":"\#(id)""#]
        if oneIn(3) { members.append(#""meta":{"versionId":"9","tag":[\#(coding())]}"#) }
        let own =
            switch type {
            case "Patient": patient()
            case "Observation": observation()
            case "Encounter": encounter()
            case "Condition": condition()
            case "MedicationRequest": medicationRequest()
            case "RiskAssessment": riskAssessment()
            case "Location": location()
            default: valueSet()
            }
        members += own.shuffled(using: &random)
        members += maybe("text", narrative())
        let json = "{" + members.joined(separator: ",") + "}"
        let labels: SensitivityLabels = oneIn(6) ? pick([.hiv, .mentalHealth, [.hiv, .sexualHealth]]) : []
        return try PreparedResource(Resource(json.utf8), id: id, labels: labels, extractor: Self.extractor)
    }

    /// What may be seen, at random.
    package mutating func visibility() -> Visibility {
        let people: Visibility.People =
            oneIn(3) ? .only(Set((0..<4).map { _ in "id-\(Int.random(in: 0..<idCount, using: &random))" })) : .everyone
        return Visibility(people: people, hiddenLabels: pick([[], [], .hiv, [.mentalHealth, .hiv]]))
    }
}

// MARK: Types

extension RandomRecords {
    private mutating func patient() -> [String] {
        maybe("name", repeated { $0.name() }) + maybe("identifier", repeated { $0.identifier() })
            + maybe("gender", quoted(pick(["male", "female", "unknown"]))) + maybe("birthDate", quoted(day()))
            + maybe("address", repeated { $0.address() })
            + maybe(
                "telecom",
                repeated { #"{"system":"phone","value":\#($0.quoted($0.pick(["020 7946 0001", "07700 900123"])))}"# })
            + choice([
                ("deceasedBoolean", pick(["true", "false"])), ("deceasedDateTime", quoted(moment())),
            ]) + maybe("generalPractitioner", repeated { $0.reference("Practitioner") })
            + maybe("active", pick(["true", "false"]))
    }

    private mutating func observation() -> [String] {
        let values = [
            ("valueQuantity", quantity()), ("valueQuantity", quantity()), ("valueCodeableConcept", concept()),
            ("valueDateTime", quoted(moment())), ("valueString", quoted(pick(Self.words))),
            (
                "valueSampledData",
                #"{"origin":\#(quantity()),"period":10,"factor":0.5,"dimensions":1,"data":"2 E -4 8"}"#
            ),
        ]
        let times = [
            ("effectiveDateTime", quoted(moment())), ("effectivePeriod", period()), ("effectiveTiming", timing()),
            ("effectiveInstant", quoted("2026-03-07T14:05:00.125Z")),
        ]
        return ["\"status\":" + quoted(pick(["final", "amended"])), "\"code\":" + concept()] + choice(values)
            + choice(times)
            + maybe("category", repeated { $0.concept() }) + maybe("subject", subject())
            + maybe("encounter", reference("Encounter")) + maybe("identifier", repeated { $0.identifier() })
            + maybe(
                "component",
                repeated {
                    #"{"code":\#($0.concept()),\#($0.pick([#""valueCodeableConcept":"# + $0.concept(), #""valueQuantity":"# + $0.quantity()]))}"#
                })
            + maybe("performer", repeated { $0.reference($0.pick(["Practitioner", "Organization", "Patient"])) })
    }

    private mutating func encounter() -> [String] {
        ["\"status\":" + quoted(pick(["finished", "planned"])), "\"class\":" + coding()] + maybe("period", period())
            + maybe("subject", subject()) + maybe("type", repeated { $0.concept() })
            + maybe("identifier", repeated { $0.identifier() })
            + maybe("participant", repeated { #"{"individual":\#($0.reference("Practitioner"))}"# })
            + maybe("location", repeated { #"{"location":\#($0.reference("Location")),"period":\#($0.period())}"# })
    }

    private mutating func condition() -> [String] {
        let onsets = [
            ("onsetDateTime", quoted(moment())), ("onsetPeriod", period()), ("onsetString", quoted(pick(Self.words))),
            ("onsetAge", #"{"value":\#(number()),"system":"http://unitsofmeasure.org","code":"a"}"#),
            ("onsetRange", range()),
        ]
        return maybe("code", concept()) + maybe("clinicalStatus", concept()) + choice(onsets)
            + maybe("subject", subject())
            + maybe("recordedDate", quoted(moment())) + maybe("encounter", reference("Encounter"))
            + maybe("category", repeated { $0.concept() })
    }

    private mutating func medicationRequest() -> [String] {
        let medicines = [
            ("medicationCodeableConcept", concept()), ("medicationReference", ##"{"reference":"#m1"}"##),
            ("medicationReference", reference("Medication")),
        ]
        return ["\"status\":\"active\"", "\"intent\":" + quoted(pick(["order", "plan"]))] + choice(medicines)
            + maybe("subject", subject()) + maybe("authoredOn", quoted(moment()))
            + maybe("dosageInstruction", repeated { #"{"timing":\#($0.timing())}"# })
            + maybe("requester", reference("Practitioner"))
    }

    private mutating func riskAssessment() -> [String] {
        let chances = [("probabilityDecimal", number()), ("probabilityRange", range())]
        return ["\"status\":\"final\""] + maybe("subject", subject())
            + maybe("prediction", repeated { "{" + $0.choice(chances).joined(separator: ",") + "}" })
            + maybe("condition", reference("Condition")) + maybe("identifier", identifier())
    }

    private mutating func location() -> [String] {
        maybe("name", quoted(pick(Self.words))) + maybe("identifier", repeated { $0.identifier() })
            + maybe(
                "position",
                #"{"latitude":5\#(Int.random(in: 0...2, using: &random)).\#(pick(["5", "25", "1"])),"longitude":-0.\#(pick(["1", "12", "9"]))}"#
            )
            + maybe("partOf", reference("Location")) + maybe("address", address())
    }

    private mutating func valueSet() -> [String] {
        let addresses = [
            "http://a.example/fhir", "http://a.example/fhir/", "http://a.example/fhir/x", "http://b.example",
        ]
        return ["\"status\":" + quoted(pick(["draft", "active"]))] + maybe("url", quoted(pick(addresses)))
            + maybe("version", quoted(pick(["1", "2"]))) + maybe("title", quoted(pick(Self.words)))
            + maybe("date", quoted(moment()))
            + maybe(
                "useContext",
                repeated {
                    let value = $0.pick([
                        #""valueQuantity":"# + $0.quantity(), #""valueCodeableConcept":"# + $0.concept(),
                    ])
                    return #"{"code":\#($0.coding()),\#(value)}"#
                })
    }
}

// MARK: Data types

extension RandomRecords {
    static let systems = ["http://loinc.org", "http://snomed.info/sct", "urn:a|b", ""]
    static let codes = ["4548-4", "73211009", "44054006", "a,b", #"back\slash"#, "x|y", "É"]
    static let words = [
        "Okafor", "O'Neill", "Çelik", "celik", "Łukasz", "Nguyễn", "van der  Berg", "Søren", "Åsa", "Ana\u{308}is",
        "ANNA",
        "ann", "Straße", "Ελένη", "李", "\u{FB01}nch",
    ]

    private mutating func narrative() -> String {
        let cells = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            "<td>\(pick(Self.phrases)) &amp; \(pick(Self.words))</td>"
        }
        let div =
            #"<div xmlns="http://www.w3.org/1999/xhtml"><p>\#(pick(Self.phrases)), <b>\#(pick(Self.words))</b></p>"#
            + "<table><tr>\(cells.joined())</tr></table></div>"
        return #"{"status":"generated","div":\#(quoted(div))}"#
    }

    private mutating func coding() -> String {
        var members = oneIn(3) ? ["\"display\":" + quoted(pick(Self.phrases))] : []
        if !oneIn(4) { members.append("\"system\":" + quoted(pick(Self.systems))) }
        if !oneIn(8) { members.append("\"code\":" + quoted(pick(Self.codes))) }
        return "{" + members.joined(separator: ",") + "}"
    }

    static let phrases = ["as written", "Acute headache", "headache, chronic", "Açaí", "type 2 diabetes"]

    private mutating func concept() -> String {
        let text = oneIn(3) ? #","text":\#(quoted(pick(Self.phrases)))"# : ""
        if oneIn(8) { return #"{"text":\#(quoted(pick(Self.phrases)))}"# }
        return #"{"coding":\#(repeated { $0.coding() })\#(text)}"#
    }

    private mutating func number() -> String { pick(["0", "1", "0.5", "0.25", "7.10", "7.1", "140", "1e2", "-3"]) }

    private mutating func quantity() -> String {
        let units = [
            #","unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L""#,
            #","unit":"mg","system":"http://unitsofmeasure.org","code":"mg""#,
            #","unit":"grams","system":"http://unitsofmeasure.org","code":"g""#, #","unit":"mg""#, "",
            #","unit":"tablets","system":"http://snomed.info/sct","code":"428673006""#,
            #","system":"http://unitsofmeasure.org","code":"no such unit""#,
        ]
        let comparator = oneIn(8) ? #","comparator":"\#(pick(["<", ">=", ">"]))""# : ""
        return #"{"value":\#(number())\#(comparator)\#(pick(units))}"#
    }

    private mutating func range() -> String {
        "{" + (maybe("low", #"{"value":0.25}"#) + maybe("high", #"{"value":7.1,"unit":"mg"}"#)).joined(separator: ",")
            + "}"
    }

    private mutating func identifier() -> String {
        let system =
            oneIn(4) ? "" : "\"system\":" + quoted(pick(["https://fhir.nhs.uk/Id/nhs-number", "urn:lab"])) + ","
        let type =
            oneIn(4)
            ? #""type":{"coding":[{"system":"urn:types","code":\#(quoted(pick(["MR", "NI"])))}],"text":"Number"},"# : ""
        return "{" + type + system + "\"value\":" + quoted(pick(["1", "2", "3", "A 4", "a,5", "9000000009"])) + "}"
    }

    private mutating func name() -> String {
        #"{"family":\#(quoted(pick(Self.words))),"given":\#(repeated { $0.quoted($0.pick(Self.words)) })}"#
    }

    private mutating func address() -> String {
        #"{"line":["1 \#(pick(["High Street", "Rue de l\u{2019}Église"]))"],"city":"London","postalCode":"\#(pick(["N1 9GU", "SE1 7PB"]))"}"#
    }

    private mutating func subject() -> String { reference(oneIn(8) ? "Group" : "Patient") }

    private mutating func reference(_ type: String) -> String {
        let id = id()
        let text = pick([
            "\(type)/\(id)", "\(type)/\(id)", "\(type)/\(id)", "\(type)/\(id)/_history/2", "urn:uuid:\(id)",
            "https://elsewhere.example/fhir/\(type)/\(id)", "#\(id)",
        ])
        let told = oneIn(2) ? #","type":"\#(type)""# : ""
        return oneIn(12) ? #"{"identifier":{"value":"\#(id)"}\#(told)}"# : #"{"reference":\#(quoted(text))}"#
    }

    private mutating func day() -> String {
        let date = CivilDate(daysSinceEpoch: Int.random(in: 20_400..<20_600, using: &random)).description
        return String(date.prefix(pick([4, 7, 10, 10, 10])))
    }

    private mutating func moment() -> String {
        let day = day()
        guard day.count == 10, !oneIn(3) else { return day }
        let hour = Int.random(in: 10..<24, using: &random)
        return day + "T\(hour):15" + pick(["Z", ":30Z", ":30+01:00", ":30.5-05:00", ":30", ":30.125Z"])
    }

    private mutating func period() -> String {
        // Start and end are independent: some periods are open, some the wrong way round.
        "{" + (maybe("start", quoted(moment())) + maybe("end", quoted(moment()))).joined(separator: ",") + "}"
    }

    private mutating func timing() -> String {
        let event = #""event":\#(repeated { $0.quoted($0.moment()) })"#
        let bounds = #""repeat":{"boundsPeriod":\#(period())}"#
        // An event and bounds that begin at the same time make two index rows with one sort value.
        let same = #""event":["2026-01-05"],"repeat":{"boundsPeriod":{"start":"2026-01-05","end":"2026-02-01"}}"#
        return "{" + pick([event, bounds, event + "," + bounds, same]) + "}"
    }
}

// MARK: Chance

extension RandomRecords {
    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func id() -> String { "id-\(Int.random(in: 0..<idCount, using: &random))" }

    private mutating func maybe(_ name: String, _ value: String) -> [String] {
        oneIn(4) ? [] : ["\"\(name)\":\(value)"]
    }

    private mutating func choice(_ values: [(String, String)]) -> [String] {
        let (name, value) = pick(values)
        return maybe(name, value)
    }

    private mutating func repeated(_ make: (inout RandomRecords) -> String) -> String {
        var items: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) { items.append(make(&self)) }
        return "[" + items.joined(separator: ",") + "]"
    }

    private func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return writer.text
    }
}
