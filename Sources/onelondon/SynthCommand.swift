// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import CareTypes
import Foundation
import SyntheticLondon

/// The command `onelondon synth …`.
struct SynthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Makes a synthetic London: people who do not exist, and what each source would send about them.",
        discussion: """
            Writes a folder for each node with one file for each feed, the truth about who is who beside it, and the \
            staff and people who can sign in to a demonstration. The same seed and day give the same bytes.

            Example: onelondon synth --people 2000 --seed 1 --out london
            """
    )

    @Option(help: "How many people, 1 to 1,000,000.")
    var people: Int

    @Option(help: "The seed; another seed makes other people.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write to; it is made where it is missing.")
    var out: String

    @Option(help: "The moment the data is as of, such as 2026-11-23T09:00:00Z (default: now).")
    var asOf: String?

    @Flag(help: "Write plain files instead of gzip.")
    var plain = false

    func validate() throws {
        guard (1...1_000_000).contains(people) else { throw ValidationError("--people is 1 to 1,000,000") }
        if let asOf, PartialDate(asOf) == nil {
            throw ValidationError("--as-of is a time such as 2026-11-23T09:00:00Z")
        }
    }

    func run() async throws {
        let moment = asOf.flatMap { PartialDate($0) }?.earliest ?? SystemClock().now()
        let started = ContinuousClock.now
        do {
            var sink = try DirectorySink(folder: out, people: people, isCompressed: !plain)
            try SyntheticLondon(seed: seed, people: people, asOf: moment).write(to: &sink)
        } catch let failure as SyntheticFailure {
            throw ValidationError(failure.message)
        }
        let elapsed = started.duration(to: .now)
        print(
            "\(people) people written to \(out) in \(elapsed.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))"
        )
    }
}
