// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Foundation
import Ingest
import Platform

/// The command `onelondon import …`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings files of FHIR resources into a store.",
        discussion: """
            Takes NDJSON with one resource a line and JSON with one Bundle, plain or gzip. A Bundle of type \
            transaction is written whole or not at all. An import that was broken off goes on where it stopped; \
            the same file twice is one import. Every resource is stored or rejected with a reason, else the run fails.

            Example: onelondon import --store sqlite:north.sqlite gp.ndjson.gz bundles/*.json
            """
    )

    @Option(help: "Where the records go: sqlite:PATH, which no node may have open, or postgres://USER@HOST/DATABASE.")
    var store: String?

    @Option(
        name: [.customLong("base"), .customLong("base-url")],
        help:
            "The address of the node that will have the store, so that absolute references to it lead to its records (default: \(ImportRun.standardBase))."
    )
    var base: String?

    @Option(
        help:
            "An index of all words for _text and _content, 'on' or 'off' (default: as the store has it, at first off).")
    var fullText: String?

    @Argument(help: "The files.", completion: .file())
    var files: [String]

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings(["node.store": store, "node.baseUrl": base, "node.fullText": fullText])
        guard let address = settings.text("node.store") else {
            throw ValidationError(
                "Say where the records go: --store sqlite:PATH or --store postgres://USER@HOST/DATABASE")
        }
        let display = ProgressDisplay(fileCount: files.count)
        let started = ContinuousClock.now
        let run = ImportRun(
            store: try StoreAddress(address, fullText: settings.text("node.fullText")),
            base: settings.text("node.baseUrl") ?? ImportRun.standardBase)
        if let warning = run.volumeWarning {
            FileHandle.standardError.write(Data("warning: for made-up people only: \(warning)\n".utf8))
        }
        let report = try await run.run(files: files) { display.show($0) }
        display.finish()
        print(ImportSummary.text(report, elapsed: started.duration(to: .now)))
        guard report.isComplete else {
            print("The counts do not add up: something was lost. This is a fault of the program.")
            throw ExitCode.failure
        }
        if report.rejectedTotal > 0 { throw ExitCode(2) }
    }
}

/// The closing words of an import.
enum ImportSummary {
    static func text(_ report: ImportReport, elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        var lines = [
            "in        \(report.read)",
            "stored    \(report.stored)  (created \(report.created), updated \(report.updated), deleted \(report.deleted), unchanged \(report.unchanged), imported before \(report.alreadyImported))",
            "rejected  \(report.rejectedTotal)",
        ]
        if report.withoutPerson > 0 {
            lines.append("note      concerns no Patient held here: \(report.withoutPerson)")
        }
        for (reason, count) in report.rejected.sorted(by: { $0.value > $1.value }) {
            lines.append("  \(count) × \(reason)")
        }
        if !report.firstRejections.isEmpty {
            lines.append("first rejections:")
            lines += report.firstRejections.map { "  " + $0 }
        }
        let fresh = report.read - report.alreadyImported
        let rate = seconds > 0 ? Int(Double(fresh) / seconds) : 0
        lines.append("time      \((seconds * 10).rounded() / 10) s, \(rate) resources/s")
        if let rates = report.rates {
            lines.append("tenths    first \(rates.firstTenth), slowest \(rates.slowestTenth) resources/s")
        }
        return lines.joined(separator: "\n")
    }
}
