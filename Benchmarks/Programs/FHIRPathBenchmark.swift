// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import FHIRSearch
import FHIRValidation
import Foundation

/// Reads expressions once and asks many parsed resources each of them, on one thread; then the rules of R4 and the index
/// entries, which expressions are part of.
struct FHIRPathBenchmark {
    /// Fewest evaluations whose time is taken together: small types are asked several times.
    private static let leastEvaluations = 2_000

    private let expressions: [(type: String, text: String)]
    private let resources: [String: [Resource]]
    private let rounds: Int

    /// - Parameters:
    ///   - table: a type and an expression a line, with a tab between.
    ///   - most: how many resources of a type are asked, from the first on.
    init(file: String, table: String, most: Int, rounds: Int) throws {
        expressions = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return (String(parts[0]), String(parts[1]))
        }
        var found: [String: [Resource]] = [:]
        let wanted = Set(expressions.map(\.type))
        for line in [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))).split(separator: UInt8(ascii: "\n")) {
            let resource = try Resource(Array(line))
            if wanted.contains(resource.type), found[resource.type, default: []].count < most {
                found[resource.type, default: []].append(resource)
            }
        }
        resources = found
        self.rounds = rounds
    }

    func run() throws {
        let sizes = resources.map { "\($0.value.count) \($0.key)" }.sorted().joined(separator: ", ")
        print("resources: \(sizes); \(rounds) rounds, medians, one thread")
        print("compile µs\tns/evaluation\tevaluations/s\titems\tresource\texpression")
        var total = 0.0
        for (type, text) in expressions { total += try report(type, text) }
        print("all expressions: geometric mean \(Int(exp(total / Double(expressions.count)))) ns/evaluation")
        let all = resources.sorted { $0.key < $1.key }.flatMap(\.value)
        let validator = ResourceValidator()
        let rules = median(over: all.count) { all.reduce(0) { $0 &+ validator.issues(in: $1).count } }
        print("structure and rules of R4: \(Int(rules.time / 1_000)) µs/resource (\(rules.check) issues)")
        let extractor = IndexExtractor()
        let index = median(over: all.count) { all.reduce(0) { $0 &+ extractor.entries(of: $1).tokens.count } }
        print("index entries: \(Int(index.time / 100) / 10) µs/resource (\(index.check) tokens)")
    }

    /// Prints the figures of one expression and returns the logarithm of its nanoseconds.
    private func report(_ type: String, _ text: String) throws -> Double {
        let compiling = try median(over: 200) {
            for _ in 0..<200 { _ = try FHIRPathExpression(text) }
            return 0
        }
        let expression = try FHIRPathExpression(text)
        let nodes = (resources[type] ?? []).compactMap { FHIRNode(resource: $0.document) }
        let environment = FHIRPathEnvironment(now: Timestamp(seconds: 1_793_491_200))
        let turns = max(1, (Self.leastEvaluations + nodes.count - 1) / max(1, nodes.count))
        let asking = try median(over: turns * nodes.count) {
            var items = 0
            for _ in 0..<turns {
                for node in nodes { items &+= try expression.evaluate(on: node, environment).count }
            }
            return items
        }
        let figures = [
            "\(Int(compiling.time / 100) / 10)", "\(Int(asking.time))", "\(Int(1e9 / asking.time))",
            "\(asking.check / turns)",
        ]
        print((figures + [type, text]).joined(separator: "\t"))
        return log(asking.time)
    }

    /// The median over all rounds of the nanoseconds that one of `count` turns takes, and what the last round gave.
    private func median(over count: Int, _ body: () throws -> Int) rethrows -> (time: Double, check: Int) {
        var times: [Double] = []
        var check = 0
        for _ in 0..<rounds {
            let time = try secondsTaken { check = try body() }
            times.append(time * 1e9 / Double(max(1, count)))
        }
        return (times.sorted()[rounds / 2], check)
    }
}
