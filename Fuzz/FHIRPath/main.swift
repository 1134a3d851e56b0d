// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Asked {
    static let observation = #"""
        {"resourceType":"Observation","id":"o","status":"final",
        "code":{"coding":[{"system":"http://loinc.org","code":"1"}]},
        "_status":{"extension":[{"url":"u","valueCode":"x"}]},"effectiveDateTime":"2024-02-29T10:00:00+01:00",
        "valueQuantity":{"value":70.50,"system":"http://unitsofmeasure.org","code":"kg"},
        "note":[{"text":"a"},{"text":"b"}],
        "component":[{"code":{"text":"c"},"valueInteger":3},{"code":{"text":"d"},"valueString":"e"}],
        "subject":{"reference":"Patient/p"}}
        """#
    static let patient = ##"""
        {"resourceType":"Patient","id":"p","text":{"status":"generated",
        "div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"},
        "contained":[{"resourceType":"Organization","id":"g","name":"Practice","partOf":{"reference":"#"}}],
        "extension":[{"url":"http://x","valueDecimal":1.50}],"modifierExtension":[{"url":"u","valueBoolean":true}],
        "name":[{"use":"official","family":"Ø","given":["A","B"],"_given":[null,{"id":"g"}]},
        {"use":"usual","given":["C"]}],
        "telecom":[{"system":"phone","value":"020","rank":1},{"system":"email","value":"a@b"}],"gender":"female",
        "birthDate":"1980-12","_birthDate":{"extension":[{"url":"t","valueTime":"10:11:12.5"}]},"deceasedBoolean":false,
        "managingOrganization":{"reference":"#g"}}
        """##
    static let questionnaire = #"""
        {"resourceType":"Questionnaire","id":"q","status":"active","date":"2024","item":[{"linkId":"1","type":"group",
        "item":[{"linkId":"1.1","type":"quantity","initial":[{"valueQuantity":{"value":4,"unit":"days","code":"d",
        "system":"http://unitsofmeasure.org"}}],"item":[{"linkId":"1.1.1","type":"display","maxLength":9}]}]}]}
        """#
    static let nodes = [observation, patient, questionnaire].compactMap { text in
        (try? JSONDocument.parse(text)).flatMap { FHIRNode(resource: $0) }
    }
    static let environment = {
        var environment = FHIRPathEnvironment(now: Timestamp(seconds: 1_795_426_200))
        environment.mostSteps = 10_000
        environment.resolve = { reference in nodes.first { reference.hasPrefix($0.typeName) } }
        environment.subsumes = { ancestor, code, _ in ancestor == code ? true : nil }
        environment.trace = { name, items in precondition(items.count < 10_000 && name.utf8.count < 1_000_000) }
        environment.variables["v"] = try? FHIRPathExpression("1 | 'two' | 3 'kg'").evaluate(on: nil, environment)
        return environment
    }()
}

/// Any text is an expression or refused, and an expression has a result or fails, on resources of several types; asked
/// again it has the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let expression = try? FHIRPathExpression(text) else { return 0 }
    for node in Asked.nodes {
        try? expression.check(on: node.typeName)
        var stepsLeft = Asked.environment.mostSteps
        guard let result = try? expression.evaluate(on: node, Asked.environment, stepsLeft: &stepsLeft) else {
            continue
        }
        precondition(stepsLeft > 0 && stepsLeft < Asked.environment.mostSteps)
        precondition(result.lines.count == result.count)
        let again = try? expression.evaluate(on: node, Asked.environment)
        precondition(again?.lines.map(\.text) == result.lines.map(\.text))
    }
    return 0
}
