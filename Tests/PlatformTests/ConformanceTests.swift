// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import ProcessTesting
import PublicSuites
import Testing

@Suite("The public conformance suites, run by the program")
struct ConformanceTests {
    @Test(
        "Every FHIRPath case passes",
        .enabled(if: PublicSuites.areNeeded("fhirpath"), Comment(rawValue: PublicSuites.absence)))
    func fhirPath() async throws {
        let folder = try TrialFolder()
        let text = try await RunningProgram.output(
            ["conformance", "fhirpath", PublicSuites.place("fhirpath").path],
            log: folder.url.appending(path: "log"))
        #expect(text.contains(", 0 failed"))
        #expect(text.contains(/[1-9][0-9]* passed/))
    }

    @Test(
        "Every patch case passes",
        .enabled(if: PublicSuites.areNeeded("patch"), Comment(rawValue: PublicSuites.absence)))
    func patch() async throws {
        let folder = try TrialFolder()
        let text = try await RunningProgram.output(
            ["conformance", "patch", PublicSuites.place("patch").path], log: folder.url.appending(path: "log"))
        #expect(text.contains(", 0 failed"))
        #expect(text.contains(/[1-9][0-9]* passed/))
    }

    @Test("A patch case that gives something else, or does not fail, is told and counted")
    func patchFailures() async throws {
        let folder = try TrialFolder()
        let json = #"""
            [{"comment":"right","doc":{},"patch":[{"op":"add","path":"/a","value":1}],"expected":{"a":1.0}},
            {"comment":"wrong","doc":{},"patch":[],"expected":{"a":1}},{"comment":"off","doc":{},"patch":1,"disabled":true},
            {"comment":"doesNotFail","doc":{},"patch":[],"error":"it should"},{"comment":"fails","doc":{},"patch":{}}]
            """#
        let xml = """
            <tests xmlns:f="http://hl7.org/fhir">
            <case name="right"><target><f:a><f:b/></f:a></target><f:patch><f:remove sel="f:a/f:b"/></f:patch>
            <patched><f:a> </f:a></patched></case>
            <case name="other"><target><f:a/></target><f:patch><f:add sel="f:a" type="@c">1</f:add></f:patch>
            <patched><f:a c="2"/></patched></case>
            <case name="rightResource"><input><f:Patient><f:active value="true"/></f:Patient></input>
            <diff><f:Parameters/></diff><output><f:Patient><f:active value="true"/></f:Patient></output></case>
            <case name="otherResource"><input><f:Patient/></input><diff><f:Parameters/></diff>
            <output><f:Patient><f:active value="true"/></f:Patient></output></case>
            <case name="noResource"><input/><diff/><output/></case>
            </tests>
            """
        try Data(json.utf8).write(to: folder.url.appending(path: "own-patch-tests.json"))
        try Data(xml.utf8).write(to: folder.url.appending(path: "own-patch-tests.xml"))
        let text = try await RunningProgram.output(
            ["conformance", "patch", folder.url.path], log: folder.url.appending(path: "log"), status: 1)
        for name in ["JSON Patch: wrong", "JSON Patch: doesNotFail", "JSON Patch: fails", "XML Patch: other"] {
            #expect(text.contains("✘ \(name)\n"))
        }
        for name in ["otherResource", "noResource"] { #expect(text.contains("✘ FHIRPath Patch: \(name)\n")) }
        #expect(text.contains("3 passed, 6 failed"))
    }

    @Test("A case that gives something else, or fails otherwise, is told and counted")
    func failures() async throws {
        let folder = try TrialFolder()
        let suite = """
            <tests><group name="g">
            <test name="right"><expression>1 + 1</expression><output type="integer">2</output></test>
            <test name="wrong"><expression>1 + 1</expression><output type="integer">3</output></test>
            <test name="otherType"><expression>1 + 1</expression><output type="decimal">2</output></test>
            <test name="fails"><expression invalid="syntax">1 +</expression></test>
            <test name="failsOtherwise"><expression invalid="semantic">1 +</expression></test>
            <test name="doesNotFail"><expression invalid="execution">1</expression></test>
            </group></tests>
            """
        try Data(suite.utf8).write(to: folder.url.appending(path: "tests-own.xml"))
        let text = try await RunningProgram.output(
            ["conformance", "fhirpath", folder.url.path], log: folder.url.appending(path: "log"), status: 1)
        for name in ["wrong", "otherType", "failsOtherwise", "doesNotFail"] { #expect(text.contains("✘ g \(name)")) }
        #expect(text.contains("2 passed, 4 failed"))
    }

    @Test("A resource is asked on the command line, in either form; a fault is shown below its place")
    func command() async throws {
        let folder = try TrialFolder()
        let log = folder.url.appending(path: "log")
        try Data(#"{"resourceType":"Patient","name":[{"given":["Ada"]}]}"#.utf8).write(
            to: folder.url.appending(path: "p.json"))
        try Data(#"<Patient xmlns="http://hl7.org/fhir"><name><given value="Ada"/></name></Patient>"#.utf8).write(
            to: folder.url.appending(path: "p.xml"))
        for file in ["p.json", "p.xml"] {
            let text = try await RunningProgram.output(["fhirpath", "name.given", folder.path(file)], log: log)
            #expect(text == "string\tAda\n")
        }
        let fault = try await RunningProgram.output(
            ["fhirpath", "name.given.", folder.path("p.json")], log: log, status: 1)
        #expect(fault.contains("syntax error") && fault.contains("  name.given.\n             ^"))
        let strict = try await RunningProgram.output(
            ["fhirpath", "--strict", "name.givn", folder.path("p.json")], log: log, status: 1)
        #expect(strict.contains("semantic error") && strict.contains("HumanName has no element “givn”"))
    }
}
