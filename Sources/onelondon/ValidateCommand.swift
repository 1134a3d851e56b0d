// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import CareTypes
import FHIRValidation
import Foundation

/// The command `onelondon validate FILE…`.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks resources against FHIR R4.",
        discussion: """
            Reads JSON, XML and, from files named .ndjson or .jsonl, one resource a line. Prints each issue as a compiler \
            does: file:line:column: error: what is wrong (code, where). Structure, codes of R4 and its constraints are \
            checked; profiles are not. The exit status is 1 where there is an error.

            Example: onelondon validate patient.json export.ndjson
            """
    )

    @Argument(help: "Files with resources; - for one resource on standard input.", completion: .file())
    var files: [String]

    @Flag(help: "Print remarks too, such as good practice that is not followed.")
    var notes = false

    func run() throws {
        var tally = ValidationTally(showsNotes: notes)
        for file in files {
            let bytes: [UInt8]
            if file == "-" {
                bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
            } else if let data = FileManager.default.contents(atPath: file) {
                bytes = Array(data)
            } else {
                throw ValidationError("\(file) cannot be read; give the path of a file with resources")
            }
            let form = ResourceFileCheck.Form(name: file, bytes)
            tally.resources += ResourceFileCheck().check(bytes, as: form) { tally.note($0, in: file) }
        }
        try tally.close()
    }
}

/// What was found in all files.
private struct ValidationTally {
    let showsNotes: Bool
    var resources = 0
    private var counts: [CareIssue.Severity: Int] = [:]

    init(showsNotes: Bool) { self.showsNotes = showsNotes }

    /// Prints the issues of a resource.
    mutating func note(_ issues: [CareIssue], in file: String) {
        for issue in issues {
            let severity: CareIssue.Severity = issue.severity == .fatal ? .error : issue.severity
            counts[severity, default: 0] += 1
            if severity == .information, !showsNotes { continue }
            let place = issue.place.map { ":\($0.line):\($0.column)" } ?? ""
            let word = severity == .information ? "note" : severity.rawValue
            let path = issue.expression.map { ", \($0)" } ?? ""
            print("\(file)\(place): \(word): \(issue.diagnostics) (\(issue.kind.rawValue)\(path))")
        }
    }

    /// Prints the numbers; ends the program with status 1 where there was an error or nothing to check.
    func close() throws {
        let errors = counts[.error, default: 0]
        var text = "\(resources) resources, \(errors) errors, \(counts[.warning, default: 0]) warnings"
        let notes = counts[.information, default: 0]
        if notes > 0, !showsNotes { text += ", \(notes) notes (shown with --notes)" }
        FileHandle.standardError.write(Data((text + "\n").utf8))
        if errors > 0 || resources == 0 { throw ExitCode(1) }
    }
}
