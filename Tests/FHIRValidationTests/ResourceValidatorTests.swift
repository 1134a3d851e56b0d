// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Reports of the validator")
struct ResourceValidatorTests {
    static let text = #""text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}"#

    static func issues(_ json: String) throws -> [CareIssue] {
        ResourceValidator().issues(in: try Resource(json.utf8))
    }

    @Test("A report follows the text, with lines and columns")
    func places() throws {
        let issues = try Self.issues(
            """
            {"resourceType": "Patient", \(Self.text),
              "gender": "né", "birthDate": "2026-13",
              "contact": [
                {"gender": "male"}],
              "activ": true
            }
            """)
        #expect(
            issues.map(\.expression) == ["Patient.gender", "Patient.birthDate", "Patient.contact[0]", "Patient"],
            "\(issues)")
        #expect(
            issues.map(\.place) == [
                TextPlace(line: 2, column: 3), TextPlace(line: 2, column: 19), TextPlace(line: 4, column: 5),
                TextPlace(line: 5, column: 3),
            ])
    }

    @Test("No issue repeats what the resource says")
    func privacy() throws {
        let issues = try Self.issues(
            #"{"resourceType":"Patient","id":"Okafor_1","active":"Okafor","gender":"Okafor","birthDate":"Okafor","name":[{"use":"Okafor"}],"Okafor 1":1,"photo":[{"data":"Okafor"}],"text":{"status":"Okafor","div":"Okafor"},"managingOrganization":{"reference":"Patient/Okafor"},"contained":[{"resourceType":"Basic","id":"Okafor"}]}"#
        )
        #expect(issues.count >= 10)
        for issue in issues { #expect(!"\(issue)".contains("Okafor"), "\(issue)") }
    }

    @Test("A type that R4 does not know is one issue", arguments: ["Horse", "DomainResource", "HumanName"])
    func type(_ type: String) throws {
        #expect(try Self.issues(#"{"resourceType":"\#(type)"}"#).map(\.expression) == ["resourceType"])
    }

    @Test("A long report is cut, remarks before faults, and says so")
    func cut() throws {
        let few = Array(repeating: #"{"use":"x"}"#, count: ResourceValidator.largestReport - 1).joined(separator: ",")
        let whole = try Self.issues(#"{"resourceType":"Patient","name":[\#(few)]}"#)
        #expect(whole.count == ResourceValidator.largestReport)
        #expect(whole.count { $0.kind == .incomplete } == 0)
        let many = Array(repeating: #"{"use":"x"}"#, count: 5_000).joined(separator: ",")
        let cut = try Self.issues(#"{"resourceType":"Patient","name":[\#(many)]}"#)
        #expect(cut.count == ResourceValidator.largestReport + 1)
        #expect(cut.dropLast().allSatisfy { $0.kind == .codeInvalid })
        #expect(cut.last?.kind == .incomplete)
    }

    @Test("Where only remarks are left out, nothing is wrong")
    func cutRemarks() throws {
        let many = Array(repeating: #"{"resource":{"resourceType":"Patient","active":true}}"#, count: 5_000)
        let cut = try Self.issues(
            #"{"resourceType":"Bundle","type":"collection","entry":[\#(many.joined(separator: ","))]}"#)
        #expect(cut.count == ResourceValidator.largestReport + 1)
        #expect(cut.allSatisfy { $0.severity == .information })
        #expect(cut.last?.kind == .incomplete)
    }

    @Test("Broken constraints are cut too")
    func cutConstraints() throws {
        let many = Array(repeating: #"{"value":"x"}"#, count: 5_000).joined(separator: ",")
        let cut = try Self.issues(#"{"resourceType":"Patient","telecom":[\#(many)]}"#)
        #expect(cut.count == ResourceValidator.largestReport + 1)
        #expect(cut.last?.kind == .incomplete)
    }

    @Test("A resource that takes too many steps gets an end, and the report says so")
    func costly() throws {
        let contained = (0..<3_000).map { ##"{"resourceType":"Basic","id":"b\##($0)","code":{"text":"x"}}"## }
        let issues = try Self.issues(#"{"resourceType":"Patient","contained":[\#(contained.joined(separator: ","))]}"#)
        #expect(issues.contains { $0.kind == .incomplete })
    }

    @Test("Constraints are asked of what the structure check finds nothing wrong with")
    func together() throws {
        let issues = try Self.issues(#"{"resourceType":"Patient",\#(Self.text),"telecom":[{"value":"x"},{"value":1}]}"#)
        #expect(issues.filter { $0.severity == .error }.map(\.kind) == [.invariant, .invariant, .value], "\(issues)")
    }
}

@Suite("Files of resources")
struct ResourceFileCheckTests {
    static func issues(_ text: String, name: String) -> (issues: [CareIssue], resources: Int) {
        var all: [CareIssue] = []
        let bytes = Array(text.utf8)
        let count = ResourceFileCheck().check(bytes, as: .init(name: name, bytes)) {
            all += $0.filter { $0.severity != .information }
        }
        return (all, count)
    }

    @Test("JSON is told by line and column")
    func json() {
        let (issues, count) = Self.issues("\u{FEFF}{\"resourceType\":\"Patient\",\n \"gender\":\"x\"}", name: "a.json")
        #expect(count == 1)
        #expect(issues.map(\.place) == [TextPlace(line: 2, column: 2)])
    }

    @Test("What is no JSON is told where it ends to be any")
    func broken() {
        let (issues, _) = Self.issues("{\"resourceType\":\"Patient\",\n \"gender\":}", name: "a.json")
        #expect(issues.map(\.place) == [TextPlace(line: 2, column: 11)], "\(issues)")
        #expect(Self.issues("", name: "a.json").issues.count == 1)
        #expect(Self.issues("[]", name: "a.json").issues.count == 1)
    }

    @Test("Each line of NDJSON is a resource with the line of the file")
    func lines() {
        let text = """
            {"resourceType":"Patient","gender":"x"}

            {"resourceType":"Patient"}
            {"resourceType":"Patient",
            {"resourceType":"Patient","active":true,"gender":"x"}
            """
        let (issues, count) = Self.issues(text, name: "a.ndjson")
        #expect(count == 4)
        #expect(issues.map { $0.place?.line } == [1, 4, 5])
        #expect(issues.first?.place?.column == 27)
    }

    @Test("XML is checked as the JSON it stands for, and told by path")
    func xml() {
        let right = #"<Patient xmlns="http://hl7.org/fhir"><gender value="male"/></Patient>"#
        #expect(Self.issues(right, name: "a.xml").issues.isEmpty)
        let wrong = Self.issues(right.replacing("male", with: "x"), name: "a.xml").issues
        #expect(wrong.map(\.expression) == ["Patient.gender"])
        #expect(wrong.allSatisfy { $0.place == nil })
        let broken = Self.issues("<Patient xmlns=\"http://hl7.org/fhir\">\n<x/></Patient>", name: "a").issues
        #expect(broken.map { $0.place?.line } == [2])
    }
}
