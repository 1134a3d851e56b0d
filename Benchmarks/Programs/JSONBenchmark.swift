// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation

/// Parses and walks NDJSON, one resource a call, beside Foundation in the same run.
struct JSONBenchmark {
    /// Resources whose time is taken together.
    private static let chunk = 1_000

    var lines: [[UInt8]]
    var rounds: Int

    init(file: String, rounds: Int) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        lines = [UInt8](data).split(separator: UInt8(ascii: "\n")).map(Array.init)
        self.rounds = rounds
    }

    func run() {
        let bytes = lines.reduce(0) { $0 + $1.count }
        print("resources \(lines.count), bytes \(bytes), rounds \(rounds), one thread")
        report("parse", over: lines) { (try? JSONDocument.parse($0).nodeCount) ?? 0 }
        let ours = report("parse and walk", over: lines) { (try? JSONDocument.parse($0).withCursor(walk)) ?? 0 }
        let tenth = Array(lines.enumerated().filter { $0.offset.isMultiple(of: 10) }.map(\.element))
        let theirs = report("Foundation, parse and walk, every tenth resource", over: tenth) { line in
            (try? JSONSerialization.jsonObject(with: Data(line))).map(walkFoundation) ?? 0
        }
        print("ratio of the medians: \((ours / theirs * 10).rounded() / 10)")
    }

    /// Prints the speed of several rounds and returns their median in MB/s.
    ///
    /// "Undisturbed" takes each thousand resources from its fastest round: that leaves out the time in which the
    /// machine did something else.
    @discardableResult
    private func report(_ name: String, over lines: [[UInt8]], _ body: ([UInt8]) -> Int) -> Double {
        let bytes = Double(lines.reduce(0) { $0 + $1.count })
        var fastest = [Double](repeating: .infinity, count: (lines.count + Self.chunk - 1) / Self.chunk)
        var totals: [Double] = []
        var check = 0
        for _ in 0..<rounds {
            check = 0
            var total = 0.0
            for index in fastest.indices {
                let part = lines[index * Self.chunk..<min((index + 1) * Self.chunk, lines.count)]
                let seconds = secondsTaken { for line in part { check &+= body(line) } }
                fastest[index] = min(fastest[index], seconds)
                total += seconds
            }
            totals.append(total)
        }
        totals.sort()
        let speeds = [totals[totals.count / 2], totals[0], fastest.reduce(0, +)].map { bytes / $0 / 1e6 }
        let figures = speeds.map { "\(Int($0))" }
        print("\(name): median \(figures[0]), best \(figures[1]), undisturbed \(figures[2]) MB/s (check \(check))")
        return speeds[0]
    }
}

/// Visits every value of a resource and adds up what it sees, so that nothing can be left out.
private func walk(_ cursor: JSONCursor) -> Int {
    var sum = 0
    for child in cursor.children {
        sum &+= child.nameBytes.count &+ (child.isContainer ? walk(child) : child.valueBytes.count)
    }
    return sum
}

private func walkFoundation(_ value: Any) -> Int {
    switch value {
    case let object as [String: Any]: object.reduce(1) { $0 &+ $1.key.utf8.count &+ walkFoundation($1.value) }
    case let array as [Any]: array.reduce(1) { $0 &+ walkFoundation($1) }
    case let text as String: text.utf8.count
    default: 1
    }
}
