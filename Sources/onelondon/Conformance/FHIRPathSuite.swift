// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Foundation

/// A suite of FHIRPath cases in the form of the official one: groups of tests with an expression and its outputs.
struct FHIRPathSuite {
    private let root: XMLElement
    private let inputs: String

    /// Reads a suite.
    ///
    /// - Parameter inputs: the folder of the resources that its tests name.
    init(file: String, inputs: String) throws {
        root = try XMLElement(parsing: Array(try Data(contentsOf: URL(filePath: file))))
        self.inputs = inputs
    }

    /// Runs every test.
    func run(_ tally: inout ConformanceTally) throws {
        var nodes: [String: FHIRNode] = [:]
        for group in root.elements where group.name == "group" {
            for test in group.elements where test.name == "test" {
                let name = "\(group.attribute("name") ?? "") \(test.attribute("name") ?? "")"
                do {
                    tally.note(name, try problem(of: test, &nodes))
                } catch {
                    tally.note(name, "\(error)")
                }
            }
        }
    }

    /// What is wrong with what a test gave; nil where nothing is.
    private func problem(of test: XMLElement, _ nodes: inout [String: FHIRNode]) throws -> String? {
        guard let asked = test.elements.first(where: { $0.name == "expression" }) else {
            return "There is no expression"
        }
        let invalid = asked.attribute("invalid")
        let node = try test.attribute("inputfile").flatMap { $0.isEmpty ? nil : try input($0, &nodes) }
        let wanted = test.elements.filter { $0.name == "output" }.map {
            Output(type: $0.attribute("type") ?? "", text: $0.text)
        }
        let found: [Output]
        do {
            found = try Self.outputs(asked.text, node, test)
        } catch let failure as FHIRPathFailure {
            guard let invalid else { return "\(asked.text)\nfailed: \(failure)" }
            let isWanted = invalid == "true" || invalid == failure.kind.rawValue
            return isWanted ? nil : "\(asked.text)\nfailed as \(failure.kind.rawValue), not as \(invalid): \(failure)"
        }
        if let invalid, invalid != "false" { return "\(asked.text)\ngave \(found) where it has to fail (\(invalid))" }
        let isSame =
            test.attribute("ordered") == "false"
            ? wanted.map(\.form).sorted() == found.map(\.form).sorted()
            : wanted.count == found.count && zip(wanted, found).allSatisfy { $0.matches($1) }
        return isSame ? nil : "\(asked.text)\ngave   \(found)\nwanted \(wanted)"
    }

    private static func outputs(_ text: String, _ node: FHIRNode?, _ test: XMLElement) throws -> [Output] {
        let expression = try FHIRPathExpression(text)
        if test.attribute("mode") == "strict", let node { try expression.check(on: node.typeName) }
        let result = try expression.evaluate(on: node, FHIRPathEnvironment(now: SystemClock().now()))
        if test.attribute("predicate") == "true" {
            return [Output(type: "boolean", text: try result.condition() ?? false ? "true" : "false")]
        }
        return result.lines.map { Output(type: $0.type, text: $0.text) }
    }

    private func input(_ name: String, _ nodes: inout [String: FHIRNode]) throws -> FHIRNode? {
        if let known = nodes[name] { return known }
        // A resource may stand there in the other form than the one that the test names.
        let stem = name.split(separator: ".").dropLast().joined(separator: ".")
        let path = [name, stem + ".xml", stem + ".json"].map { inputs + "/" + $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
        let node = FHIRNode(resource: try ResourceFile.document(at: path ?? inputs + "/" + name))
        nodes[name] = node
        return node
    }

    /// An item, as a suite writes it.
    private struct Output: CustomStringConvertible {
        var type: String
        var text: String

        var description: String { "\(type) \(text)" }

        /// Without the mark of dates.
        var form: String { text.hasPrefix("@") ? String(text.dropFirst()) : text }

        /// Whether an item is this output; numbers count by their value, types where the suite names them.
        func matches(_ found: Output) -> Bool {
            guard type.isEmpty || type.lowercased() == found.type.lowercased() else { return false }
            if form == found.form { return true }
            guard let wanted = Decimal(string: form), let value = Decimal(string: found.form) else { return false }
            return form.allSatisfy { $0.isNumber || "+-.".contains($0) } && wanted == value
        }
    }
}
