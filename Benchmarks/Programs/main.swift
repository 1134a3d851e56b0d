// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// The benchmarks that call a library rather than the program; script/bench runs them.

import Foundation

let usage = """
    usage: onelondon-bench json FILE.ndjson [ROUNDS]
           onelondon-bench fhirpath FILE.ndjson EXPRESSIONS [RESOURCES [ROUNDS]]
           onelondon-bench store FILE.ndjson DIRECTORY [RESOURCES]
           onelondon-bench postgres FILE.ndjson DIRECTORY [RESOURCES]
           onelondon-bench audit DIRECTORY [EVENTS]
           onelondon-bench record [PEOPLE]
    """
let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("json", 2...3):
    try JSONBenchmark(file: arguments[1], rounds: arguments.count > 2 ? Int(arguments[2]) ?? 9 : 9).run()
case ("fhirpath", 3...5):
    try FHIRPathBenchmark(
        file: arguments[1], table: arguments[2], most: arguments.count > 3 ? Int(arguments[3]) ?? 2_000 : 2_000,
        rounds: arguments.count > 4 ? Int(arguments[4]) ?? 9 : 9
    ).run()
case ("store", 3...4):
    try await StoreBenchmark(
        file: arguments[1], directory: arguments[2], count: arguments.count > 3 ? Int(arguments[3]) ?? 50_000 : 50_000
    ).run()
case ("postgres", 3...4):
    try await PostgresBenchmark(
        file: arguments[1], place: arguments[2], count: arguments.count > 3 ? Int(arguments[3]) ?? 50_000 : 50_000
    ).run()
case ("audit", 2...3):
    try await AuditBenchmark(
        directory: arguments[1], events: arguments.count > 2 ? Int(arguments[2]) ?? 100_000 : 100_000
    ).run()
case ("record", 1...2):
    try await RecordBenchmark(people: arguments.count > 1 ? Int(arguments[1]) ?? 2_000 : 2_000).run()
default:
    FileHandle.standardError.write(Data((usage + "\n").utf8))
    exit(2)
}
