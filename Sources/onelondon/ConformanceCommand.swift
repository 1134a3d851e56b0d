// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Foundation

/// The command `onelondon conformance …`.
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Runs public conformance suites.",
        subcommands: [FHIRPath.self, Patch.self]
    )

    struct FHIRPath: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fhirpath",
            abstract: "Runs a FHIRPath suite in its official XML form.",
            discussion: """
                Reads every tests-*.xml of the folder; the resources that they name stand in its folder “inputs”. Prints \
                each case that fails and, at the end, how many passed and failed. The exit status is 0 only if all passed.

                Example: onelondon conformance fhirpath suites/fhirpath
                """
        )

        @Argument(help: "The folder of the suite.", completion: .directory)
        var folder: String

        func run() throws {
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                .filter { $0.hasPrefix("tests-") && $0.hasSuffix(".xml") }.sorted()
            guard !files.isEmpty else { throw ValidationError("\(folder) has no file tests-….xml") }
            var tally = ConformanceTally()
            for file in files {
                try FHIRPathSuite(file: folder + "/" + file, inputs: folder + "/inputs").run(&tally)
            }
            try tally.close()
        }
    }

    struct Patch: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "patch",
            abstract: "Runs suites of JSON Patch, XML Patch and FHIRPath Patch.",
            discussion: """
                Reads every *patch-tests.json and *patch-tests.xml of the folder: JSON Patch cases in the form of \
                json-patch-tests, and the XML form of FHIR's cases for XML Patch and FHIRPath Patch. Prints each case that \
                fails and, at the end, how many passed and failed. The exit status is 0 only if all passed.

                Example: onelondon conformance patch suites/patch
                """
        )

        @Argument(help: "The folder of the suites.", completion: .directory)
        var folder: String

        func run() throws {
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                .filter { $0.hasSuffix("patch-tests.json") || $0.hasSuffix("patch-tests.xml") }.sorted()
            guard !files.isEmpty else {
                throw ValidationError("\(folder) has no file …patch-tests.json or …patch-tests.xml")
            }
            var tally = ConformanceTally()
            for file in files { try PatchSuite(file: folder + "/" + file).run(&tally) }
            try tally.close()
        }
    }
}

/// How many cases passed and failed.
struct ConformanceTally {
    private(set) var passed = 0
    private(set) var failed = 0

    /// Notes a case, and prints what was wrong with it.
    mutating func note(_ name: String, _ problem: String?) {
        guard let problem else {
            passed += 1
            return
        }
        failed += 1
        print("✘ \(name)\n    \(problem.replacingOccurrences(of: "\n", with: "\n    "))")
    }

    /// Prints the numbers; ends the program with status 1 where a case failed or none was there.
    func close() throws {
        print("\(passed) passed, \(failed) failed")
        if failed > 0 || passed == 0 { throw ExitCode(1) }
    }
}
