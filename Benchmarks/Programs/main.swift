// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// The benchmarks that call a library rather than the program; script/bench runs them.

import Foundation

let usage = """
    usage: onelondon-bench json FILE.ndjson [ROUNDS]
           onelondon-bench record [--people N]
    """
let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("json", 2...3):
    try JSONBenchmark(file: arguments[1], rounds: arguments.count > 2 ? Int(arguments[2]) ?? 9 : 9).run()
case ("record", 1), ("record", 3) where arguments.count == 1 || arguments[1] == "--people":
    var benchmark = RecordBenchmark()
    if arguments.count == 3 { benchmark.people = Int(arguments[2]) ?? benchmark.people }
    try await benchmark.run()
default:
    FileHandle.standardError.write(Data((usage + "\n").utf8))
    exit(2)
}
