// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Foundation

/// A suite of patches: JSON cases with `doc`, `patch` and `expected` or `error`; XML cases with `target`, `patch` and
/// `patched` or `error` for XML Patch, and with `input`, `diff` and `output` for FHIRPath Patch.
struct PatchSuite {
    private let bytes: [UInt8]
    private let isJSON: Bool

    init(file: String) throws {
        bytes = Array(try Data(contentsOf: URL(filePath: file)))
        isJSON = file.hasSuffix(".json")
    }

    /// Runs every case.
    func run(_ tally: inout ConformanceTally) throws {
        if isJSON {
            for (position, test) in try JSONDocument.parse(bytes).root.children.enumerated() {
                guard test["disabled"]?.bool != true else { continue }
                let name = test["comment"]?.string ?? "case \(position + 1)"
                tally.note("JSON Patch: \(name)", Self.outcome { try Self.problem(ofJSON: test) })
            }
        } else {
            for test in try XMLElement(parsing: bytes).elements where test.name == "case" {
                let isFHIR = test.elements.contains { $0.name == "input" }
                let name = (isFHIR ? "FHIRPath Patch: " : "XML Patch: ") + (test.attribute("name") ?? "")
                tally.note(
                    name, Self.outcome { try isFHIR ? Self.problem(ofFHIRPath: test) : Self.problem(ofXML: test) })
            }
        }
    }

    /// What a suite does not hold itself to.
    private struct MalformedCase: Error, CustomStringConvertible {
        var description: String
    }

    private static func outcome(_ problem: () throws -> String?) -> String? {
        do {
            return try problem()
        } catch {
            return "failed: \(error)"
        }
    }

    // MARK: Cases

    private static func problem(ofJSON test: JSONNode) throws -> String? {
        guard let doc = test["doc"], let patch = test["patch"] else {
            throw MalformedCase(description: "There is no doc or patch")
        }
        let result = Result { try JSONPatch(patch).apply(to: JSONDocument.parse(doc.bytes)) }
        if let error = test["error"] { return problem(of: result, wantedFailure: error.string ?? "") }
        let patched = try result.get().root
        guard let expected = test["expected"], !patched.isSame(as: expected) else { return nil }
        return "gave   \(String(decoding: patched.bytes, as: UTF8.self))"
    }

    private static func problem(ofXML test: XMLElement) throws -> String? {
        let target = try element("target", of: test)
        guard let patch = test.elements.first(where: { $0.name == "patch" || $0.name == "diff" }) else {
            throw MalformedCase(description: "There is no patch")
        }
        let result = Result { try XMLPatch(patch).apply(to: target) }
        if let error = test.elements.first(where: { $0.name == "error" }) {
            return problem(of: result, wantedFailure: error.attribute("message") ?? "")
        }
        let expected = EditedElement(try element("patched", of: test))
        let patched = try result.get()
        return patched.isSame(as: expected) ? nil : "gave another document than the one wanted"
    }

    private static func problem(ofFHIRPath test: XMLElement) throws -> String? {
        let input = try resource("input", of: test)
        let parameters = try resource("diff", of: test)
        let result = Result {
            try FHIRPathPatch(parameters.root).apply(to: input, now: SystemClock().now())
        }
        if let error = test.elements.first(where: { $0.name == "error" }) {
            return problem(of: result, wantedFailure: error.attribute("message") ?? "")
        }
        let expected = try resource("output", of: test).root
        let patched = try result.get().root
        guard !patched.isSame(as: expected) else { return nil }
        return """
            gave   \(String(decoding: patched.bytes, as: UTF8.self))
            wanted \(String(decoding: expected.bytes, as: UTF8.self))
            """
    }

    private static func problem<Success>(of result: Result<Success, any Error>, wantedFailure: String) -> String? {
        if case .success = result { "was made where it has to fail: \(wantedFailure)" } else { nil }
    }

    /// The element that a part of a case holds.
    private static func element(_ part: String, of test: XMLElement) throws -> XMLElement {
        guard let element = test.elements.first(where: { $0.name == part })?.elements.first else {
            throw MalformedCase(description: "There is no element in \(part)")
        }
        return element
    }

    private static func resource(_ part: String, of test: XMLElement) throws -> JSONDocument {
        try JSONDocument.parse(EditedElement(element(part, of: test)).resourceJSON())
    }
}
