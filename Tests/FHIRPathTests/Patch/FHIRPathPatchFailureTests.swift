// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRPath
import Testing

@Suite("FHIRPath Patches that cannot be made")
struct FHIRPathPatchFailureTests {
    private typealias Text = PatchText

    private static let patient = PatchCase.patient(
        #"""
        "id":"p","active":true,"name":[{"given":["a","b"]},{"given":["c"]}],"deceasedBoolean":false,
        "contact":[{"name":{"text":"t"}}]
        """#)

    @Test(
        "What is no operation is refused with its number and the remedy",
        arguments: [
            (#"{"name":"op"}"#, .notAnOperation), (#"{"name":"operation"}"#, .noType),
            (#"{"name":"operation","part":[{"name":"type","valueCode":"delete"}]}"#, .noPath),
            (#"{"name":"operation","part":[{"name":"type","valueInteger":1}]}"#, .notAText),
            (#"{"name":"operation","part":[{"name":"type"}]}"#, .noValue),
            (#"{"name":"operation","part":[{"name":"type","valueCode":"x","valueString":"x"}]}"#, .severalValues),
            (Text.operation("remove", "Patient.name"), .unknownType),
            (Text.operation("delete", "Patient.name", Text.name("x")), .unexpectedPart),
            (Text.operation("delete", "Patient.name", #"{"name":"pfad","valueString":"x"}"#), .unexpectedPart),
            (Text.operation("delete", "Patient.name", #"{"name":"path","valueString":"x"}"#), .repeatedPart),
            (Text.operation("add", "Patient", Text.value(#""valueBoolean":true"#)), .noName),
            (Text.operation("add", "Patient", Text.name("active")), .noValue),
            (Text.operation("add", "Patient", Text.name("name"), Text.value(#""valueHumanName":{}"#)), .noValue),
            (Text.operation("replace", "Patient.active", Text.value(#""valueNothing":true"#)), .noValue),
            (Text.operation("insert", "Patient.name", Text.value(#""valueString":"x""#)), .noIndex),
            (Text.operation("insert", "Patient.name", Text.number("index", -1)), .notAPosition),
            (Text.operation("move", "Patient.name", Text.number("source", 1)), .noSourceOrDestination),
        ] as [(String, FHIRPathPatchFailure.Code)])
    func unreadable(_ operation: String, _ code: FHIRPathPatchFailure.Code) throws {
        let failure = try Text.failure(Self.patient, [Text.operation("delete", "Patient.active"), operation])
        #expect(failure.code == code)
        #expect(failure.operation == 1)
        #expect(failure.message.contains("[1]"))
    }

    @Test(
        "What the resource does not allow is refused with its number and the remedy",
        arguments: [
            (Text.operation("add", "Patient", Text.name("active"), Text.value(#""valueBoolean":true"#)), .alreadyThere),
            (
                Text.operation("add", "Patient", Text.name("deceased"), Text.value(#""valueDateTime":"2020""#)),
                .alreadyThere
            ),
            (
                Text.operation("add", "Patient", Text.name("nme"), Text.value(#""valueString":"x""#)),
                .unknownElement(of: "Patient")
            ),
            (
                Text.operation("add", "Patient", Text.name("resourceType"), Text.value(#""valueString":"x""#)),
                .unknownElement(of: "Patient")
            ),
            (
                Text.operation("add", "Patient.active", Text.name("value"), Text.value(#""valueBoolean":true"#)),
                .unknownElement(of: "boolean")
            ),
            (
                Text.operation("add", "Patient", Text.name("multipleBirth"), Text.value(#""valueString":"x""#)),
                .notOfChoice(["boolean", "integer"])
            ),
            (
                Text.operation("add", "Patient", Text.name("gender"), Text.value(#""valueInteger":1"#)),
                .wrongType(wanted: "code")
            ),
            (
                Text.operation(
                    "add", "Patient", Text.name("maritalStatus"), Text.value(#""valueCoding":{"code":"M"}"#)),
                .wrongType(wanted: "CodeableConcept")
            ),
            (
                Text.operation("add", "Patient", Text.name("contact"), Text.value(#""valueHumanName":{"text":"x"}"#)),
                .wrongType(wanted: "Patient.contact")
            ),
            (
                Text.operation(
                    "add", "Patient", Text.name("contact"),
                    Text.value(#""part":[{"name":"gender","valueCode":"a"},{"name":"gender","valueCode":"b"}]"#)),
                .repeatedPart
            ),
            (
                Text.operation("add", "Patient.name", Text.name("text"), Text.value(#""valueString":"x""#)),
                .severalElements
            ),
            (
                Text.operation(
                    "add", "Patient.photo.where(title = 'x')", Text.name("title"), Text.value(#""valueString":"x""#)),
                .noElement
            ),
            (
                Text.operation("add", "Patient.birthDate", Text.name("id"), Text.value(#""valueString":"x""#)),
                .noElement
            ),
            (Text.operation("replace", "Patient.birthDate", Text.value(#""valueDate":"2020""#)), .noElement),
            (
                Text.operation("replace", "Patient.name", Text.value(#""valueHumanName":{"text":"x"}"#)),
                .severalElements
            ),
            (
                Text.operation("replace", "Patient", Text.value(#""resource":{"resourceType":"Patient"}"#)),
                .wholeResource
            ),
            (Text.operation("delete", "Patient"), .wholeResource),
            (Text.operation("delete", "Patient.name"), .severalElements),
            (Text.operation("delete", "'x'"), .notAnElement),
            (Text.operation("delete", "Patient.name.count()"), .notAnElement),
            (
                Text.operation(
                    "insert", "Patient.name.given", Text.number("index", 0), Text.value(#""valueString":"x""#)),
                .severalLists
            ),
            (
                Text.operation(
                    "insert", "Patient.name[0].given[1]", Text.number("index", 0), Text.value(#""valueString":"x""#)),
                .notWholeList
            ),
            (
                Text.operation(
                    "insert", "Patient.name[0].given", Text.number("index", 3), Text.value(#""valueString":"x""#)),
                .beyondEnd(count: 2)
            ),
            (
                Text.operation(
                    "insert", "Patient.active", Text.number("index", 0), Text.value(#""valueBoolean":true"#)),
                .notAList
            ),
            (
                Text.operation("insert", "Patient.gender", Text.number("index", 0), Text.value(#""valueCode":"male""#)),
                .notAList
            ),
            (
                Text.operation(
                    "move", "Patient.name[0].given", Text.number("source", 0), Text.number("destination", 2)),
                .beyondEnd(count: 2)
            ),
            (
                Text.operation("move", "Patient.photo", Text.number("source", 0), Text.number("destination", 0)),
                .noElement
            ),
        ] as [(String, FHIRPathPatchFailure.Code)])
    func unfit(_ operation: String, _ code: FHIRPathPatchFailure.Code) throws {
        let failure = try Text.failure(Self.patient, [Text.operation("delete", "Patient.photo"), operation])
        #expect(failure.code == code)
        #expect(failure.operation == 1)
        #expect(failure.message.count > 20)
    }

    @Test("A path that is none, or that no such resource can answer, is refused by its kind")
    func paths() throws {
        for (path, kind) in [("Patient.name[", FHIRPathFailure.Kind.syntax), ("Patient.nmae", .semantic)] {
            let failure = try Text.failure(Self.patient, [Text.operation("delete", path)])
            guard case .invalidPath(let reason) = failure.code else {
                Issue.record("refused as \(failure.code)")
                continue
            }
            #expect(reason.kind == kind)
        }
    }

    @Test("A path's own texts are not told again")
    func silence() throws {
        for path in [
            "Patient.identifier.where(value = '9990000018'", "Patient.name[9990000018", "9990000018 9990000018",
        ] {
            #expect(!(try Text.failure(Self.patient, [Text.operation("delete", path)])).message.contains("9990000018"))
        }
    }

    @Test("Parameters are needed, of a resource that R4 knows, and not too many")
    func wholes() throws {
        let other = try JSONDocument.parse(Self.patient)
        #expect(throws: FHIRPathPatchFailure.self) { try FHIRPathPatch(other.root) }
        let unknown = try Text.failure(#"{"resourceType":"Patiant","id":"1"}"#, [])
        #expect(unknown.code == .notAResource)
        let many = Array(repeating: Text.operation("delete", "Patient.photo"), count: FHIRPathPatch.operationLimit + 1)
        #expect(try Text.failure(Self.patient, many).code == .tooManyOperations(limit: FHIRPathPatch.operationLimit))
        #expect(try Text.patched(Self.patient, many.dropLast()).bytes == Array(Self.patient.utf8))
    }

    @Test("Paths that never end in reasonable time are given up, however many there are")
    func costly() throws {
        let path = "Patient.repeatAll($this).name"
        let operations = Array(repeating: Text.operation("delete", path), count: 50)
        guard case .invalidPath(let reason) = try Text.failure(Self.patient, operations).code else {
            Issue.record("not refused for its path")
            return
        }
        #expect(reason.kind == .execution)
    }

    @Test("A value that would make the resource too deep is refused")
    func deep() throws {
        var value = #""part":[{"name":"url","valueUri":"u"},{"name":"value","valueCode":"x"}]"#
        for _ in 0..<40 {
            value = #""part":[{"name":"url","valueUri":"u"},{"name":"extension",\#(value)}]"#
        }
        let limits = JSONLimits(byteCount: 1_000_000, depth: 50)
        let text = Text.parameters([
            Text.operation("add", "Patient", Text.name("extension"), Text.value(value))
        ])
        let parameters = try JSONDocument.parse(text, limits: JSONLimits(byteCount: 1_000_000, depth: 200))
        let patch = try FHIRPathPatch(parameters.root)
        let patient = try JSONDocument.parse(Self.patient)
        let failure = try #require(throws: FHIRPathPatchFailure.self) {
            try patch.apply(to: patient, now: Text.monday, limits: limits)
        }
        #expect(failure.operation == 0)
    }
}
