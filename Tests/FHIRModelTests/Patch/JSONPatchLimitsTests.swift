// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

/// Patches that are made to cost more than they weigh.
@Suite struct JSONPatchLimitsTests {
    private static func operations(_ count: Int, _ operation: (Int) -> String) throws -> JSONPatch {
        try JSONPatch.parse("[\((0..<count).map(operation).joined(separator: ","))]".utf8)
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test(
        "A patch that doubles the document again and again is stopped soon",
        arguments: [
            #"{"op":"copy","from":"/a","path":"/a/-"}"#, #"{"op":"copy","from":"/a","path":"/a/0"}"#,
            #"{"op":"copy","from":"","path":"/a/-"}"#,
            #"{"op":"copy","from":"/a","path":"/b"},{"op":"move","from":"/b","path":"/a/-"}"#,
        ])
    func copyBomb(operation: String) throws {
        let document = try JSONDocument.parse(#"{"a":["\#(String(repeating: "x", count: 1_000))"]}"#)
        let patch = try Self.operations(90) { _ in operation }
        let clock = ContinuousClock()
        var failure: JSONPatchFailure?
        let spent = clock.measure {
            failure = #expect(throws: JSONPatchFailure.self) { try patch.apply(to: document) }
        }
        #expect(failure?.code == .tooMuchCarried)
        #expect((failure?.operation ?? 99) < 40)
        #expect(spent < .seconds(5))
    }

    @Test("What copies carry counts even where it is overwritten, and what they may carry is allowed")
    func carriedValues() throws {
        let document = try JSONDocument.parse(#"{"a":[1,2,3]}"#)
        let patch = try Self.operations(3) { _ in #"{"op":"copy","from":"/a","path":"/b"}"# }
        let enough = JSONLimits(byteCount: 1_000, depth: 10, nodeCount: 12)
        #expect(try patch.apply(to: document, limits: enough).root["b"]?.count == 3)
        let tooFew = JSONLimits(byteCount: 1_000, depth: 10, nodeCount: 11)
        let failure = #expect(throws: JSONPatchFailure.self) { try patch.apply(to: document, limits: tooFew) }
        #expect(failure?.code == .tooMuchCarried)
        #expect(failure?.operation == 2)
    }

    @Test("A result beyond the limits is refused, one at the limits is not")
    func resultSize() throws {
        let document = try JSONDocument.parse(#"{"a":1}"#)
        let patch = try JSONPatch.parse(#"[{"op":"add","path":"/b","value":"12"}]"#.utf8)
        let result = #"{"a":1,"b":"12"}"#
        let fits = JSONLimits(byteCount: result.utf8.count, depth: 1, nodeCount: 3)
        #expect(try patch.apply(to: document, limits: fits).bytes == Array(result.utf8))
        for limits in [
            JSONLimits(byteCount: result.utf8.count - 1, depth: 1, nodeCount: 3),
            JSONLimits(byteCount: result.utf8.count, depth: 1, nodeCount: 2),
        ] {
            let failure = try #require(throws: JSONPatchFailure.self) { try patch.apply(to: document, limits: limits) }
            guard case .resultRefused = failure.code else {
                Issue.record("refused as \(failure.code)")
                continue
            }
        }
    }

    @Test("Nesting deeper than the limit is refused at the operation that makes it, nesting at the limit is not")
    func depth() throws {
        let document = try JSONDocument.parse(#"{"a":\#(Self.nested(50))}"#)
        let path = "/a" + String(repeating: "/0", count: 49) + "/-"
        for (depth, isAllowed) in [(49, true), (50, false)] {
            let patch = try Self.operations(1) { _ in
                #"{"op":"add","path":"\#(path)","value":\#(Self.nested(depth))}"#
            }
            let failure = Result { try patch.apply(to: document) }
            switch failure {
            case .success(let deep): #expect(isAllowed && deep.nodeCount == 51 + depth)
            case .failure(let failure as JSONPatchFailure): #expect(!isAllowed && failure.code == .tooDeep)
            case .failure: Issue.record("another error")
            }
        }
        let copies = try Self.operations(60) { _ in #"{"op":"copy","from":"","path":"/b"}"# }
        let moves = try Self.operations(99) { _ in
            #"{"op":"add","path":"/b","value":[]},{"op":"move","from":"/a","path":"/b/0"},{"op":"move","from":"/b","path":"/a"}"#
        }
        for patch in [copies, moves] {
            let failure = #expect(throws: JSONPatchFailure.self) { try patch.apply(to: document) }
            #expect(failure?.code == .tooDeep)
        }
    }

    @Test("A name that our reader would refuse is not made")
    func nameLength() throws {
        let document = try JSONDocument.parse("{}")
        for (length, isAllowed) in [(65_535, true), (65_536, false)] {
            let patch = try Self.operations(1) { _ in
                #"{"op":"add","path":"/\#(String(repeating: "n", count: length))","value":1}"#
            }
            let failure = Result { try patch.apply(to: document) }
            switch failure {
            case .success(let document): #expect(isAllowed && document.root.count == 1)
            case .failure(let failure as JSONPatchFailure): #expect(!isAllowed && failure.code == .nameTooLong)
            case .failure: Issue.record("another error")
            }
        }
    }

    @Test("More operations than the limit are refused before any is read")
    func operationCount() throws {
        let text = "[" + Array(repeating: "0", count: JSONPatch.operationLimit + 1).joined(separator: ",") + "]"
        let failure = #expect(throws: JSONPatchFailure.self) { try JSONPatch.parse(text.utf8) }
        #expect(failure?.code == .tooManyOperations(limit: JSONPatch.operationLimit))
        let two = #"[{"op":"add","path":"","value":1},{"op":"add","path":"","value":2}]"#
        #expect(try JSONPatch.parse(two.utf8, operationLimit: 2).operations.count == 2)
        #expect(throws: JSONPatchFailure.self) { try JSONPatch.parse(two.utf8, operationLimit: 1) }
    }

    @Test(
        "The time does not grow with the product of the document and the patch",
        arguments: [
            #"{"op":"add","path":"/l/0","value":1}"#, #"{"op":"remove","path":"/l/0"}"#,
            #"{"op":"move","from":"/l/7","path":"/l/199000"}"#, #"{"op":"test","path":"/l/199999","value":0}"#,
            #"{"op":"test","path":"/o/m99999","value":99999}"#, #"{"op":"replace","path":"/o/m99998","value":1}"#,
            #"{"op":"add","path":"/o/n#","value":1}"#, #"{"op":"remove","path":"/o/m#"}"#,
            #"{"op":"move","from":"/o/m#","path":"/o/n#"}"#, #"{"op":"copy","from":"/o/m#","path":"/l/-"}"#,
            #"{"op":"test","path":"/s","value":"x"}"#, #"{"op":"test","path":"/n","value":1}"#,
        ])
    func manyOperations(operation: String) throws {
        let items = Array(repeating: "0", count: 200_000).joined(separator: ",")
        let members = (0..<100_000).map { #""m\#($0)":\#($0)"# }.joined(separator: ",")
        let text = String(repeating: "\\n", count: 1_000_000)
        let number = "1" + String(repeating: "0", count: 1_000_000) + "e-1000000"
        let document = try JSONDocument.parse(
            #"{"l":[\#(items)],"o":{\#(members)},"s":"\#(text)","n":\#(number)}"#)
        let patch = try Self.operations(10_000) { operation.replacing("#", with: String($0)) }
        let clock = ContinuousClock()
        var result: Result<JSONDocument, any Error> = .success(document)
        let spent = clock.measure { result = Result { try patch.apply(to: document) } }
        if case .failure(let failure as JSONPatchFailure) = result { #expect(failure.code == .testFailed) }
        // Some tenths of a second; with the product of both it would take minutes.
        #expect(spent < .seconds(10))
    }

    @Test("Copies that are changed at once are stopped before they cost the product of the document and the patch")
    func copiesThatAreOpened() throws {
        let members = (0..<100_000).map { #""m\#($0)":\#($0)"# }.joined(separator: ",")
        let document = try JSONDocument.parse(#"{"a":{\#(members)}}"#)
        let patch = try Self.operations(5_000) { _ in
            #"{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/x","value":1}"#
        }
        let clock = ContinuousClock()
        let spent = clock.measure {
            let failure = #expect(throws: JSONPatchFailure.self) { try patch.apply(to: document) }
            #expect(failure?.code == .tooMuchCarried)
        }
        #expect(spent < .seconds(20))
    }
}
