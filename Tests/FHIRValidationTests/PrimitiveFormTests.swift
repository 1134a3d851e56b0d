// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Forms of primitive values")
struct PrimitiveFormTests {
    /// A place of each primitive type, and values that are right or wrong there.
    static let table: [(place: String, right: [String], wrong: [String])] = [
        ("Patient.active", ["true", "false"], [#""true""#, "1", "{}", #""""#]),
        (
            "Patient.multipleBirthInteger", ["0", "-1", "2147483647", "-2147483648"],
            ["1.0", "1e2", "2147483648", #""1""#, "true"]
        ),
        ("Appointment.priority", ["0", "7"], ["-1", "0.5", #""7""#]),
        ("Appointment.minutesDuration", ["1", "60"], ["0", "-5", #""60""#, "1.5"]),
        ("Quantity.value", ["1.00", "-0.5e-9", "1e400", "0"], [#""1.00""#, "true", "[]"]),
        (
            "Patient.birthDate", ["2026", "2026-11", "2026-11-23", "1900-02-28"].map(quoted),
            ["26", "2026-13", "2026-02-30", "23/11/2026", "2026-11-23T09:30:00Z", "", " 2026"].map(quoted) + ["2026"]
        ),
        (
            "Patient.deceasedDateTime",
            ["2026", "2026-11-23", "2026-11-23T09:30:00Z", "2026-11-23T09:30:00.123+01:00"].map(quoted),
            ["2026-11-23T25:00:00Z", "yesterday", "2026-11-23 09:30", ""].map(quoted) + ["20261123"]
        ),
        (
            "Observation.issued",
            ["2026-11-23T09:30:00Z", "2026-11-23T09:30:00.1Z", "2026-11-23T09:30:00-05:00"].map(quoted),
            ["2026-11-23", "2026-11-23T09:30:00", "2026-11", ""].map(quoted) + ["1795426200"]
        ),
        (
            "Patient.id", ["a", "A-1.b", String(repeating: "x", count: 64)].map(quoted),
            ["", "a b", "a_b", "é", String(repeating: "x", count: 65)].map(quoted) + ["5"]
        ),
        (
            "Patient.gender", ["male", "two words"].map(quoted),
            ["", " male", "male ", "two  words"].map(quoted) + ["1"]
        ),
        ("Patient.implicitRules", ["http://a.example/x", "urn:oid:1.2"].map(quoted), [#""""#, "1", "{}"]),
        ("HumanName.family", ["Okafor", "李", " "].map(quoted), [#""""#, "7", "false", "{}"]),
        ("Annotation.text", ["*bold*"].map(quoted), [#""""#, "7"]),
        ("Attachment.data", ["aGVsbG8="].map(quoted), [#""""#, "7"]),
        ("Timing.event[0]", ["2026-11-23"].map(quoted), ["never"].map(quoted)),
    ]

    static func quoted(_ text: String) -> String { "\"\(text)\"" }

    static let cases = table.flatMap { row in
        row.right.map { (row.place, $0, true) } + row.wrong.map { (row.place, $0, false) }
    }

    @Test("A value has the form of its type", arguments: cases)
    func form(_ place: String, _ value: String, _ isRight: Bool) throws {
        let (json, path) = Self.resource(place, value)
        let issues = StructureCheck().issues(in: try Resource(json.utf8))
        #expect(issues.isEmpty == isRight, "\(json): \(issues.map(\.diagnostics))")
        if !isRight {
            #expect(issues.map(\.expression) == [path])
            #expect(
                issues.allSatisfy { !$0.diagnostics.isEmpty && (value.count < 5 || !$0.diagnostics.contains(value)) })
        }
    }

    /// A resource that holds the value at a place, and the path there.
    private static func resource(_ place: String, _ value: String) -> (json: String, path: String) {
        let parts = place.split(separator: ".").map(String.init)
        switch parts[0] {
        case "Quantity":
            return (
                #"{"resourceType":"Observation","valueQuantity":{"value":\#(value)}}"#,
                "Observation.value.value"
            )
        case "HumanName":
            return (#"{"resourceType":"Patient","name":[{"family":\#(value)}]}"#, "Patient.name[0].family")
        case "Annotation":
            return (#"{"resourceType":"Observation","note":[{"text":\#(value)}]}"#, "Observation.note[0].text")
        case "Attachment": return (#"{"resourceType":"Patient","photo":[{"data":\#(value)}]}"#, "Patient.photo[0].data")
        case "Timing":
            return (
                #"{"resourceType":"Observation","effectiveTiming":{"event":[\#(value)]}}"#,
                "Observation.effective.event[0]"
            )
        default:
            let path = place.replacing("deceasedDateTime", with: "deceased").replacing("BirthInteger", with: "Birth")
            return (#"{"resourceType":"\#(parts[0])","\#(parts[1])":\#(value)}"#, path)
        }
    }
}
