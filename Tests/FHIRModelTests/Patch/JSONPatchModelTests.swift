// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Testing

/// Our patches beside a plain implementation on plain trees, on random documents and operations.
@Suite struct JSONPatchModelTests {
    private static let names = [
        "", "a", "b", "~", "/", "~1", "0", "1", "-", "e\u{301}", "\u{e9}", "\u{1F600}", "\"\\\n",
    ]
    private static let numbers = ["0", "-0", "1", "1.0", "1.00", "10e-1", "100", "1e2", "-2.5", "0.1", "1E-1"]

    @Test(
        "Random patches give what the plain model gives, or fail where it fails",
        arguments: 1...8 as ClosedRange<UInt64>)
    func agreesWithModel(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var made = 0
        for _ in 0..<1_000 {
            let count = Int.random(in: 1...12, using: &random)
            made += try compare(value(depth: 0, &random), operationCount: count, &random) ? 1 : 0
        }
        #expect((200...900).contains(made), "\(made) of 1,000 patches could be made; the comparison needs both kinds")
    }

    @Test(
        "Long arrays and objects are changed as the plain model changes them", arguments: 1...4 as ClosedRange<UInt64>)
    func wideDocuments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let items = (0..<1_500).map { PlainJSON.number(String($0)) }
        let members = (0..<60).map { PlainJSON.Member(name: Array("m\($0)".utf8), value: .number(String($0))) }
        var document = PlainJSON.object([
            .init(name: Array("l".utf8), value: .array(items)), .init(name: Array("o".utf8), value: .object(members)),
        ])
        let start = document
        var operations: [PlainOperation] = []
        while operations.count < 1_200 {
            let name = Int.random(in: 0..<60, using: &random)
            let position = Int.random(in: 0..<1_300, using: &random)
            // Adds come first and removals later, so that pieces are halved and emptied.
            let isGrowing = operations.count < 700
            let operation =
                switch Int.random(in: 0...5, using: &random) {
                case 0: PlainOperation(op: "add", path: "/o/m\(name)", value: .number("-1"))
                case 1: PlainOperation(op: "remove", path: "/o/m\(name)")
                case 2: PlainOperation(op: "move", path: "/l/\(position / 2)", from: "/l/\(position)")
                case 3 where isGrowing: PlainOperation(op: "add", path: "/l/\(position)", value: .literal("true"))
                case 4 where isGrowing: PlainOperation(op: "copy", path: "/l/3", from: "/l/\(position)")
                default: PlainOperation(op: isGrowing ? "add" : "remove", path: "/l/\(isGrowing ? 512 : 0)")
                }
            guard let next = operation.applied(to: document) else { continue }
            document = next
            operations.append(operation)
        }
        let patch = "[" + operations.map { $0.text(&random) }.joined(separator: ",") + "]"
        let result = try JSONPatch.parse(patch.utf8).apply(to: try JSONDocument.parse(start.text(&random)))
        #expect(PlainJSON(result.root) == document)
    }

    /// Makes one random patch on both; true where it could be made.
    private func compare(_ start: PlainJSON, operationCount: Int, _ random: inout SeededGenerator) throws -> Bool {
        var document: PlainJSON? = start
        var operations: [PlainOperation] = []
        while let current = document, operations.count < operationCount {
            var operation = operation(on: current, &random)
            // Most that cannot be made are made anew, so that patches get long.
            if operation.applied(to: current) == nil, Int.random(in: 0...9, using: &random) > 0 {
                operation = self.operation(on: current, &random)
            }
            operations.append(operation)
            document = operation.applied(to: current)
        }
        let text = start.text(&random)
        let patch = "[" + operations.map { $0.text(&random) }.joined(separator: ",") + "]"
        let ours = Result { try JSONPatch.parse(patch.utf8).apply(to: try JSONDocument.parse(text)) }
        switch ours {
        case .success(let result): #expect(PlainJSON(result.root) == document, "\(text) \(patch)")
        case .failure(let failure as JSONPatchFailure):
            #expect(document == nil, "\(text) \(patch) \(failure.message)")
            #expect(failure.operation == operations.count - 1, "\(text) \(patch)")
        case .failure(let failure): Issue.record(failure, "\(text) \(patch)")
        }
        return document != nil
    }

    private func operation(on document: PlainJSON, _ random: inout SeededGenerator) -> PlainOperation {
        let pointers = document.pointers
        func pointer(_ random: inout SeededGenerator) -> String {
            let known = pointers.randomElement(using: &random) ?? ""
            switch Int.random(in: 0...9, using: &random) {
            case 0: return known + "/" + (["-", "00", "1e0", "zz", "2", "-1"].randomElement(using: &random) ?? "-")
            case 1, 2, 3:
                return known + "/" + (["a", "b", "~0", "~1", "~01", "0", "-"].randomElement(using: &random) ?? "a")
            default: return known
            }
        }
        let op = ["add", "add", "remove", "replace", "move", "copy", "test"].randomElement(using: &random) ?? "add"
        var operation = PlainOperation(
            op: op, path: pointer(&random), from: pointer(&random), value: value(depth: 2, &random))
        if op == "test", Int.random(in: 0...9, using: &random) > 0 {
            operation.value = same(as: document, at: operation.path, &random) ?? operation.value
        }
        return operation
    }

    /// The value at a pointer, with its members in another order and its numbers written otherwise.
    private func same(as document: PlainJSON, at path: String, _ random: inout SeededGenerator) -> PlainJSON? {
        let copied = PlainOperation(op: "copy", path: "", from: path).applied(to: document)
        return copied.map { shuffled($0, &random) }
    }

    private func shuffled(_ value: PlainJSON, _ random: inout SeededGenerator) -> PlainJSON {
        switch value {
        case .object(let members):
            return .object(
                members.shuffled(using: &random).map { .init(name: $0.name, value: shuffled($0.value, &random)) })
        case .array(let items): return .array(items.map { shuffled($0, &random) })
        case .number(let text):
            return .number(Self.numbers.filter { Double($0) == Double(text) }.randomElement(using: &random) ?? text)
        case .string, .literal: return value
        }
    }

    private func value(depth: Int, _ random: inout SeededGenerator) -> PlainJSON {
        let count = Int.random(in: 0...4, using: &random)
        switch depth < 4 ? Int.random(in: 0...6, using: &random) : 0 {
        case 1, 2: return .array((0..<count).map { _ in value(depth: depth + 1, &random) })
        case 3, 4, 5:
            let names = Self.names.shuffled(using: &random).prefix(count)
            return .object(names.map { .init(name: Array($0.utf8), value: value(depth: depth + 1, &random)) })
        default:
            switch Int.random(in: 0...2, using: &random) {
            case 0: return .string(Array((Self.names.randomElement(using: &random) ?? "").utf8))
            case 1: return .number(Self.numbers.randomElement(using: &random) ?? "0")
            default: return .literal(["true", "false", "null"].randomElement(using: &random) ?? "null")
            }
        }
    }
}
