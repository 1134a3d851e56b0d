// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Testing

/// A resource with no others beside it.
struct LoneSubject: SearchSubject {
    let id: String
    let lastUpdated: Timestamp
    let entries: IndexEntries
    var resource: Resource?

    func words() -> ResourceWords { ResourceWords(resource) }
    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) -> Bool { false }
    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) -> Bool { false }
}

@Suite("Matching")
struct SearchMatchingTests {
    /// A patient and an observation with two of most things.
    private static let patient = """
        {"resourceType":"Patient","id":"p1","name":[{"family":"Çelik","given":["Ana Maria"]},{"family":"Okafor"}],
        "gender":"female","birthDate":"1980-03-07","identifier":[{"system":"s","value":"1"},{"value":"2"}],
        "deceasedBoolean":false}
        """
    private static let observation = """
        {"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"s","code":"a","display":"Acute headache"},{"code":"b"}]},
        "valueQuantity":{"value":5.40,"unit":"milligram","system":"http://unitsofmeasure.org","code":"mg"},
        "subject":{"reference":"Patient/p1"},"effectivePeriod":{"start":"2026-03-01","end":"2026-03-10"},
        "hasMember":[{"reference":"Observation/o2"},{"reference":"urn:uuid:3"}]}
        """

    @Test(
        "finds what is there and nothing else",
        arguments: [
            ("Patient", "_content=celik female", true), ("Patient", "_content=ana-maria", true),
            ("Patient", "_content=NOT celik", false), ("Patient", "_text=celik", false),
            ("Patient", "_content=\"maria ana\" OR p1", false), ("Observation", "_content=(headache OR x) NOT y", true),
            ("Patient", "name=celik", true), ("Patient", "name=CEL", true), ("Patient", "name=elik", false),
            ("Patient", "name=maria", false), ("Patient", "name=ana m", true), ("Patient", "family=x,oka", true),
            ("Patient", "family:exact=Okafor", true), ("Patient", "family:exact=Oka", false),
            ("Patient", "family:exact=okafor", false), ("Patient", "family:exact=Celik", false),
            ("Patient", "family:contains=kaf", true), ("Patient", "family:contains=KAF", true),
            ("Patient", "family:contains=kafx", false), ("Patient", "gender:not=male", true),
            ("Patient", "gender:not=male,female", false), ("Patient", "address:missing=true", true),
            ("Patient", "family:missing=true", false), ("Patient", "family:missing=false", true),
            ("Patient", "phonetic=Ocafur", true), ("Patient", "phonetic=Smith", false),
            ("Patient", "_filter=family co \"kaf\" and gender eq female", true),
            ("Patient", "_filter=family eq \"oka\" or gender eq male", false),
            ("Patient", "_filter=not (gender eq male) and (birthdate lt 1970 or birthdate eq 1980-03)", true),
            ("Patient", "_filter=family ew for", true), ("Patient", "_filter=address pr true", false),
            ("Observation", "code:text=acute", true), ("Observation", "code:text=head", true),
            ("Observation", "code:text=ache", false), ("Observation", "status:not=final", false),
            ("Observation", "code-value-quantity=s|a$5.40", true), ("Observation", "code-value-quantity=s|a$5.4", true),
            ("Observation", "code-value-quantity=b$lt5||mg", false),
            ("Observation", "code-value-quantity=c$5.40", false),
            ("Observation", "combo-code-value-quantity=b$ge5|http://unitsofmeasure.org|mg", true),
            ("Observation", "value-quantity=5.40", true), ("Observation", "value-quantity=5", true),
            ("Observation", "value-quantity=5.3", false), ("Observation", "value-quantity=5.41", false),
            ("Observation", "value-quantity=5.40||mg", true), ("Observation", "value-quantity=5.40||milligram", true),
            ("Observation", "value-quantity=5.40||g", false),
            ("Observation", "value-quantity=0.0054|http://unitsofmeasure.org|g", true),
            ("Observation", "value-quantity=gt5400|http://unitsofmeasure.org|ug", false),
            ("Observation", "value-quantity=ge5400|http://unitsofmeasure.org|ug", true),
            ("Observation", "value-quantity=ne5.40|http://unitsofmeasure.org|mg", false),
            ("Observation", "value-quantity=ap5|http://unitsofmeasure.org|mg", true),
            ("Observation", "value-quantity=5.40|http://unitsofmeasure.org|mL", false),
            ("Patient", "family=celik&family=oka", true), ("Patient", "family=celik&family=x", false),
            ("Patient", "given=okafor", false), ("Patient", "gender=female", true), ("Patient", "gender=|female", true),
            ("Patient", "gender=Female", false), ("Patient", "identifier=s|1", true), ("Patient", "identifier=1", true),
            ("Patient", "identifier=|1", false), ("Patient", "identifier=|2", true),
            ("Patient", "identifier=s|2", false),
            ("Patient", "identifier=s|", true), ("Patient", "identifier=t|", false),
            ("Patient", "deceased=false", true),
            ("Patient", "deceased=true", false), ("Patient", "birthdate=1980", true),
            ("Patient", "birthdate=gt1980-03-07", false),
            ("Patient", "_id=p2,p1", true), ("Patient", "_id=p2", false), ("Patient", "death-date=ge1900", false),
            ("Patient", "_lastUpdated=2026-09-21T14:13:20.000Z", true),
            ("Patient", "_lastUpdated=gt2026-09-21T14:13:20.000Z", false),
            ("Patient", "_lastUpdated=2026-09", true), ("Observation", "code=s|a&code=b", true),
            ("Observation", "code=s|b", false),
            ("Observation", "code=t|a", false), ("Observation", "subject=Patient/p1", true),
            ("Observation", "patient=p1", true),
            ("Observation", "subject:Group=p1", false), ("Observation", "has-member=Observation/o2", true),
            ("Observation", "has-member=urn:uuid:3", true), ("Observation", "has-member=urn:uuid:4", false),
            ("Observation", "date=2026-03", true), ("Observation", "date=2026-03-05", false),
            ("Observation", "date=ap2026-03-05", true),
            ("Observation", "date=sa2026-03-05", false), ("Observation", "date=eb2026-03-11", true),
            ("Observation", "", true),
        ])
    func matches(type: String, text: String, wanted: Bool) throws {
        let json = type == "Patient" ? Self.patient : Self.observation
        let resource = try Resource(json.utf8)
        let parameters = text.split(separator: "&").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: pieces[0], value: pieces[1])
        }
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        let query = try SearchQueryParser(clock: clock).parse(resourceType: type, parameters: parameters)
        let subject = LoneSubject(
            id: resource.id ?? "", lastUpdated: Timestamp(seconds: 1_790_000_000),
            entries: IndexExtractor().entries(of: resource), resource: resource)
        let found = try query.clauses.allSatisfy { try $0.matches(subject, in: .r4) }
        #expect(found == wanted)
    }

    @Test(
        "is limited to what the reader may see",
        arguments: [
            (Visibility.unrestricted, "p1", SensitivityLabels.hiv, true),
            (Visibility(people: .everyone, hiddenLabels: .hiv), "p1", .hiv, false),
            (Visibility(people: .everyone, hiddenLabels: .hiv), "p1", [.mentalHealth], true),
            (Visibility(people: .everyone, hiddenLabels: [.hiv, .gender]), nil, [.gender, .safeguarding], false),
            (Visibility(people: .only(["p1"]), hiddenLabels: []), "p1", [], true),
            (Visibility(people: .only(["p1"]), hiddenLabels: []), "p2", [], false),
            (Visibility(people: .only(["p1"]), hiddenLabels: []), nil, [], false),
            (Visibility(people: .everyone, hiddenLabels: []), nil, [], true),
            (Visibility(people: .only([]), hiddenLabels: []), "p1", [], false),
            (Visibility(people: .only(["p1"]), hiddenLabels: .hiv), "p1", .hiv, false),
        ] as [(Visibility, String?, SensitivityLabels, Bool)])
    func visibility(_ visibility: Visibility, person: String?, labels: SensitivityLabels, wanted: Bool) {
        #expect(visibility.permits(type: "Observation", person: person, labels: labels) == wanted)
    }

    @Test(
        "shows what is of no person only if its type describes none",
        arguments: [
            ("Organization", true), ("Practitioner", true), ("PractitionerRole", true), ("Location", true),
            ("HealthcareService", true), ("Medication", true), ("Binary", true), ("Endpoint", true),
            ("Questionnaire", true), ("ValueSet", true), ("Patient", false), ("Observation", false),
            ("DocumentReference", false), ("Task", false), ("Device", false), ("Group", false),
            ("RelatedPerson", false),
            ("Provenance", false), ("Basic", false), ("Coverage", false),
        ])
    func nobody(_ type: String, isVisible: Bool) {
        let restricted = Visibility(people: .only(["p1"]), hiddenLabels: [])
        #expect(restricted.permits(type: type, person: nil, labels: []) == isVisible)
        #expect(Visibility.unrestricted.permits(type: type, person: nil, labels: []))
    }
}
