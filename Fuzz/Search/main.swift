// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Tried {
    static let base = "https://node.example/fhir"
    static let parser = SearchQueryParser(
        base: base,
        codeSets: { _ in .success([IndexEntries.CodePair(system: "http://loinc.org", code: "2823-3")]) })
    static let types = ["Patient", "Observation", "MedicationRequest", "Encounter", "DocumentReference", "Bundle"]
    /// Resources with something of most kinds of values, which refer to each other.
    static let held: [Held] = [
        #"""
        {"resourceType":"Patient","id":"p","text":{"status":"generated","div":"<div>Ada Byron, London</div>"},
        "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9000000009",
        "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"NH"}]}}],
        "name":[{"use":"official","family":"Bÿron","given":["Ada","Augusta"]}],"birthDate":"1980-12-10",
        "gender":"female","deceasedBoolean":false,"address":[{"city":"London","postalCode":"N1 9GU"}],
        "telecom":[{"system":"phone","value":"020 7946 0018"}],"generalPractitioner":[{"reference":"Practitioner/g"}]}
        """#,
        #"""
        {"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p"},
        "encounter":{"reference":"https://node.example/fhir/Encounter/e"},"effectiveDateTime":"2026-03-04T10:00:00Z",
        "code":{"text":"Blood pressure","coding":[{"system":"http://loinc.org","code":"85354-9","display":"BP"}]},
        "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},
        "valueQuantity":{"value":120,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
        {"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"valueString":"low"}],
        "performer":[{"identifier":{"system":"urn:x","value":"1"},"type":"Practitioner"}]}
        """#,
        #"""
        {"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order",
        "subject":{"reference":"Patient/p"},
        "medicationCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"317896006"}],"text":"A B"},
        "authoredOn":"2026-03","encounter":{"reference":"Encounter/e"}}
        """#,
        #"""
        {"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},
        "subject":{"reference":"Patient/p"},
        "period":{"start":"2026-01-01","end":"2026-01-03"},"partOf":{"reference":"Encounter/e"},
        "length":{"value":2,"code":"d","system":"http://unitsofmeasure.org"}}
        """#,
        #"""
        {"resourceType":"DocumentReference","id":"d","status":"current","subject":{"reference":"Patient/p"},
        "date":"2026-01-01T00:00:00Z","relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/d"}}],
        "content":[{"attachment":{"contentType":"text/plain","url":"http://a.example/b/c","creation":"2025"}}]}
        """#,
        #"{"resourceType":"Bundle","id":"b","type":"document","timestamp":"2026-01-01T00:00:00+01:00"}"#,
    ].compactMap {
        (try? Resource(Array($0.utf8))).map { Held(resource: $0, entries: IndexExtractor(base: base).entries(of: $0)) }
    }
}

/// A resource as conditions see it, with all others around it.
private struct Held: SearchSubject {
    let resource: Resource
    let entries: IndexEntries
    let lastUpdated = Timestamp(seconds: 1_795_426_200)
    var id: String { resource.id ?? "" }

    func words() -> ResourceWords { ResourceWords(resource) }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        try Tried.held.contains { other in
            try other.resource.type == type && refers(to: other, by: parameter) && clause.matches(other, in: .r4)
        }
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        try Tried.held.contains { other in
            try other.resource.type == type && other.refers(to: self, by: parameter) && clause.matches(other, in: .r4)
        }
    }

    private func refers(to other: Held, by parameter: IndexedParameter) -> Bool {
        entries.targets(of: parameter).contains(.local(ResourceID(other.resource.type, other.id)))
    }
}

/// A query of names and values, one `name=value` a line behind a byte for the type, is read or refused with issues.
///
/// What is read is asked of resources; one that has a value of a parameter is not without it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let first = bytes.first else { return 0 }
    let parameters = bytes.dropFirst().split(separator: UInt8(ascii: "\n")).map { line in
        let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
        return (name: String(decoding: parts[0], as: UTF8.self), value: value)
    }
    do {
        let query = try Tried.parser.parse(
            resourceType: Tried.types[Int(first) % Tried.types.count], parameters: parameters)
        precondition((0...SearchQueryParser.maximumCount).contains(query.count))
        for held in Tried.held where held.resource.type == query.resourceType {
            for clause in query.clauses {
                guard let matches = try? clause.matches(held, in: .r4) else { preconditionFailure("a match fails") }
                guard matches, case .parameter(let ordinal, _) = clause else { continue }
                precondition((try? SearchClause.presence(ordinal, isThere: true).matches(held, in: .r4)) == true)
            }
        }
        let several = try Tried.parser.read(types: Tried.types, parameters: parameters, leavesOutUnknown: true)
        precondition(several.used.count + several.leftOut.count == parameters.count)
    } catch {
        precondition(!error.issues.isEmpty)
    }
    return 0
}
