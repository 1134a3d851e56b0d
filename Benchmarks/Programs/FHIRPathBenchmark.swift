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
        print("compile µs\tns/evaluation\tfastest round\tevaluations/s\titems\tresource\texpression")
        var (medians, fastest) = (0.0, 0.0)
        for (type, text) in expressions {
            let time = try report(type, text)
            medians += log(time.median)
            fastest += log(time.fastest)
        }
        let means = [medians, fastest].map { "\(Int(exp($0 / Double(expressions.count))))" }
        print("all expressions: geometric mean \(means[0]) ns/evaluation, of the fastest rounds \(means[1])")
        let all = resources.sorted { $0.key < $1.key }.flatMap(\.value)
        let validator = ResourceValidator()
        let rules = timed(over: all.count) { all.reduce(0) { $0 &+ validator.issues(in: $1).count } }
        print("structure and rules of R4: \(micro(rules)) µs/resource (\(rules.check) issues)")
        let extractor = IndexExtractor()
        let index = timed(over: all.count) { all.reduce(0) { $0 &+ extractor.entries(of: $1).tokens.count } }
        print("index entries: \(micro(index)) µs/resource (\(index.check) tokens)")
    }

    private func micro(_ time: Time) -> String {
        let texts = [time.median, time.fastest].map { "\(($0 / 100).rounded() / 10)" }
        return "\(texts[0]), fastest round \(texts[1])"
    }

    /// Prints the figures of one expression.
    private func report(_ type: String, _ text: String) throws -> Time {
        let compiling = try timed(over: 200) {
            for _ in 0..<200 { _ = try FHIRPathExpression(text) }
            return 0
        }
        let expression = try FHIRPathExpression(text)
        let nodes = (resources[type] ?? []).compactMap { FHIRNode(resource: $0.document) }
        let environment = FHIRPathEnvironment(now: Timestamp(seconds: 1_793_491_200))
        let turns = max(1, (Self.leastEvaluations + nodes.count - 1) / max(1, nodes.count))
        let asking = try timed(over: turns * nodes.count) {
            var items = 0
            for _ in 0..<turns {
                for node in nodes { items &+= try expression.evaluate(on: node, environment).count }
            }
            return items
        }
        let figures = [
            "\((compiling.median / 100).rounded() / 10)", "\(Int(asking.median))", "\(Int(asking.fastest))",
            "\(Int(1e9 / asking.median))", "\(asking.check / turns)",
        ]
        print((figures + [type, text]).joined(separator: "\t"))
        return asking
    }

    /// Nanoseconds of one turn, and what the last round gave.
    private struct Time {
        var median: Double
        var fastest: Double
        var check: Int
    }

    /// Times `count` turns in each of several rounds.
    private func timed(over count: Int, _ body: () throws -> Int) rethrows -> Time {
        var times: [Double] = []
        var check = 0
        for _ in 0..<rounds {
            let time = try secondsTaken { check = try body() }
            times.append(time * 1e9 / Double(max(1, count)))
        }
        times.sort()
        return Time(median: times[rounds / 2], fastest: times[0], check: check)
    }
}
