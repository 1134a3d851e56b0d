// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Asked {
    static let resource = #"""
        {"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"1"}]},
        "_status":{"extension":[{"url":"u","valueCode":"x"}]},"effectiveDateTime":"2024-02-29T10:00:00+01:00",
        "valueQuantity":{"value":70.50,"system":"http://unitsofmeasure.org","code":"kg"},"note":[{"text":"a"},{"text":"b"}],
        "component":[{"code":{"text":"c"},"valueInteger":3},{"code":{"text":"d"},"valueString":"e"}]}
        """#
    static let node = (try? JSONDocument.parse(resource)).flatMap { FHIRNode(resource: $0) }
    static let environment = {
        var environment = FHIRPathEnvironment(now: Timestamp(seconds: 1_795_426_200))
        environment.mostSteps = 20_000
        return environment
    }()
}

/// Any text is an expression or refused, and an expression has a result or fails.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let node = Asked.node, let expression = try? FHIRPathExpression(text) else { return 0 }
    try? expression.check(on: "Observation")
    if let result = try? expression.evaluate(on: node, Asked.environment) {
        precondition(result.lines.count == result.count)
    }
    return 0
}
