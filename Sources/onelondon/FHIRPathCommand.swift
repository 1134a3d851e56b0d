// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import CareTypes
import FHIRModel
import FHIRPath
import Foundation

/// The command `onelondon fhirpath EXPR FILE`.
struct FHIRPathCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhirpath",
        abstract: "Asks a resource with a FHIRPath expression.",
        discussion: """
            Prints a line for each item of the result: its type and its text, elements as JSON. The exit status is 0 where \
            the expression could be evaluated, whatever it gave.

            Example: onelondon fhirpath "name.where(use = 'official').given" patient.json
            """
    )

    @Argument(help: "The expression (FHIRPath N1 with the functions of FHIR R4).")
    var expression: String

    @Argument(help: "A file with one resource as JSON or XML; - for standard input.", completion: .file())
    var file: String

    @Flag(help: "Refuse what no resource of this type can answer, such as elements it does not have.")
    var strict = false

    func run() throws {
        let resource = try ResourceFile.document(at: file)
        guard let node = FHIRNode(resource: resource) else {
            throw ValidationError("\(file) holds no resource of FHIR R4: its resourceType is missing or unknown")
        }
        do {
            let compiled = try FHIRPathExpression(expression)
            if strict { try compiled.check(on: node.typeName) }
            let result = try compiled.evaluate(on: node, FHIRPathEnvironment(now: SystemClock().now()))
            for line in result.lines { print("\(line.type)\t\(line.text)") }
        } catch {
            var text = "\(error.kind.rawValue) error: \(error)\n"
            if let offset = error.offset, !expression.contains("\n") {
                text += "  \(expression)\n  \(String(repeating: " ", count: offset))^\n"
            }
            FileHandle.standardError.write(Data(text.utf8))
            throw ExitCode(1)
        }
    }
}

/// A resource in a file, in either form.
enum ResourceFile {
    /// Reads JSON or XML; `-` is standard input.
    static func document(at path: String) throws -> JSONDocument {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let held = FileManager.default.contents(atPath: path) else {
                throw ValidationError("\(path) cannot be read; give the path of a file with one resource")
            }
            data = held
        }
        let bytes = Array(data)
        let isXML = bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
        do {
            return try JSONDocument.parse(isXML ? XMLResourceReader().json(bytes) : bytes)
        } catch {
            throw ValidationError("\(path): \(error)")
        }
    }
}
