// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Parses and walks NDJSON, one resource a call, beside Foundation in the same run.
//
// Usage: json-bench FILE.ndjson [ROUNDS]

import FHIRModel
import Foundation

/// Visits every value of a resource and adds up what it sees, so that nothing can be left out.
func walk(_ cursor: JSONCursor) -> Int {
    var sum = 0
    for child in cursor.children {
        sum &+= child.nameBytes.count &+ (child.isContainer ? walk(child) : child.valueBytes.count)
    }
    return sum
}

func walkFoundation(_ value: Any) -> Int {
    switch value {
    case let object as [String: Any]: object.reduce(1) { $0 &+ $1.key.utf8.count &+ walkFoundation($1.value) }
    case let array as [Any]: array.reduce(1) { $0 &+ walkFoundation($1) }
    case let text as String: text.utf8.count
    default: 1
    }
}

/// The median of several timed rounds, in MB/s.
func megabytesPerSecond(_ byteCount: Int, rounds: Int, _ body: () -> Int) -> (median: Double, check: Int) {
    var speeds: [Double] = []
    var check = 0
    for _ in 0..<rounds {
        let time = ContinuousClock().measure { check = body() }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        speeds.append(Double(byteCount) / seconds / 1e6)
    }
    return (speeds.sorted()[speeds.count / 2], check)
}

let arguments = CommandLine.arguments
guard arguments.count > 1, let data = FileManager.default.contents(atPath: arguments[1]) else {
    print("usage: json-bench FILE.ndjson [ROUNDS]")
    exit(1)
}
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5
let lines = [UInt8](data).split(separator: UInt8(ascii: "\n")).map(Array.init)
let byteCount = lines.reduce(0) { $0 + $1.count }

let parse = megabytesPerSecond(byteCount, rounds: rounds) {
    lines.reduce(0) { sum, line in sum &+ ((try? JSONDocument.parse(line).nodeCount) ?? 0) }
}
let full = megabytesPerSecond(byteCount, rounds: rounds) {
    lines.reduce(0) { sum, line in sum &+ ((try? JSONDocument.parse(line).withCursor(walk)) ?? 0) }
}
let sample = lines.prefix(max(1, lines.count / 10))
let sampleBytes = sample.reduce(0) { $0 + $1.count }
let foundation = megabytesPerSecond(sampleBytes, rounds: max(1, rounds / 2)) {
    sample.reduce(0) { sum, line in
        sum &+ ((try? JSONSerialization.jsonObject(with: Data(line))).map(walkFoundation) ?? 0)
    }
}
print("resources \(lines.count), \(byteCount / 1_000_000) MB, nodes \(parse.check)")
print("parse                 \(Int(parse.median)) MB/s")
print("parse and walk        \(Int(full.median)) MB/s")
print("Foundation, the same  \(Int(foundation.median)) MB/s (on a tenth of the resources)")
print("ratio                 \((full.median / foundation.median * 10).rounded() / 10)")
