// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel

/// JSON as a plain tree, and RFC 6902 done on it in the plainest way: what our patches are compared with.
indirect enum PlainJSON: Equatable {
    struct Member: Equatable {
        var name: [UInt8]
        var value: PlainJSON
    }

    case object([Member])
    case array([PlainJSON])
    case string([UInt8])
    case number(String)
    case literal(String)

    init(_ node: JSONNode) {
        switch node.kind {
        case .object:
            self = .object(node.children.map { Member(name: Array(($0.name ?? "").utf8), value: PlainJSON($0)) })
        case .array: self = .array(node.children.map { PlainJSON($0) })
        case .string: self = .string(Array((node.string ?? "").utf8))
        case .number: self = .number(node.numberText ?? "")
        case .true: self = .literal("true")
        case .false: self = .literal("false")
        case .null: self = .literal("null")
        }
    }

    /// JSON text, with or without needless escapes and white space as chance will have it.
    func text(_ random: inout SeededGenerator) -> String {
        let space = Int.random(in: 0...9, using: &random) == 0 ? " " : ""
        switch self {
        case .object(let members):
            let texts = members.map { Self.quoted($0.name, &random) + space + ":" + $0.value.text(&random) }
            return "{" + space + texts.joined(separator: ",") + "}"
        case .array(let items): return "[" + items.map { $0.text(&random) }.joined(separator: "," + space) + space + "]"
        case .string(let bytes): return Self.quoted(bytes, &random)
        case .number(let text), .literal(let text): return text
        }
    }

    static func quoted(_ bytes: [UInt8], _ random: inout SeededGenerator) -> String {
        var text = "\""
        for unit in String(decoding: bytes, as: UTF8.self).utf16 {
            let mustBeEscaped = unit < 0x20 || unit == 0x22 || unit == 0x5C || (0xD800...0xDFFF).contains(unit)
            if mustBeEscaped || Int.random(in: 0...9, using: &random) == 0 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                text += String(decoding: [unit], as: UTF16.self)
            }
        }
        return text + "\""
    }

    /// Sameness as a test means it.
    ///
    /// Numbers are compared as doubles, so use it for short ones.
    func isSame(as other: PlainJSON) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            mine.count == theirs.count
                && mine.allSatisfy { one in theirs.contains { $0.name == one.name && $0.value.isSame(as: one.value) } }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
        case (.number(let mine), .number(let theirs)): Double(mine) == Double(theirs)
        default: self == other
        }
    }

    /// The pointers of all values, in document order.
    var pointers: [String] {
        switch self {
        case .object(let members):
            [""]
                + members.flatMap { member in
                    let name = String(decoding: member.name, as: UTF8.self).replacing("~", with: "~0")
                        .replacing("/", with: "~1")
                    return member.value.pointers.map { "/" + name + $0 }
                }
        case .array(let items):
            [""] + items.enumerated().flatMap { position, item in item.pointers.map { "/\(position)" + $0 } }
        default: [""]
        }
    }
}

/// One operation of a patch on plain trees.
struct PlainOperation {
    var op: String
    var path: String
    var from = ""
    var value = PlainJSON.literal("null")

    func text(_ random: inout SeededGenerator) -> String {
        var members = [
            #""op":"\#(op)""#, #""path":"# + PlainJSON.quoted(Array(path.utf8), &random),
            #""from":"# + PlainJSON.quoted(Array(from.utf8), &random), #""value":"# + value.text(&random),
            #""more":[1]"#,
        ]
        members.shuffle(using: &random)
        return "{" + members.joined(separator: ",") + "}"
    }

    /// The document after the operation, or nil where it cannot be made.
    func applied(to document: PlainJSON) -> PlainJSON? {
        switch op {
        case "add": return Self.edited(document, Self.steps(path), "add", value)
        case "remove": return path.isEmpty ? nil : Self.edited(document, Self.steps(path), "remove", value)
        case "replace": return Self.edited(document, Self.steps(path), "replace", value)
        case "test":
            return Self.found(document, Self.steps(path)).flatMap { $0.isSame(as: value) ? document : nil }
        case "copy":
            return Self.found(document, Self.steps(from)).flatMap { Self.edited(document, Self.steps(path), "add", $0) }
        case "move":
            guard let moved = Self.found(document, Self.steps(from)) else { return nil }
            if from == path { return document }
            if path.utf8.starts(with: (from + "/").utf8) { return nil }
            return Self.edited(document, Self.steps(from), "remove", value)
                .flatMap { Self.edited($0, Self.steps(path), "add", moved) }
        default: return nil
        }
    }

    private static func steps(_ pointer: String) -> ArraySlice<[UInt8]> {
        let names = pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        return ArraySlice(
            names.map { name in
                var bytes: [UInt8] = []
                for byte in name {
                    if bytes.last == 0, byte == UInt8(ascii: "0") {
                        bytes[bytes.count - 1] = UInt8(ascii: "~")
                    } else if bytes.last == 0, byte == UInt8(ascii: "1") {
                        bytes[bytes.count - 1] = UInt8(ascii: "/")
                    } else {
                        bytes.append(byte == UInt8(ascii: "~") ? 0 : byte)
                    }
                }
                return bytes
            })
    }

    private static func position(_ step: [UInt8]) -> Int? {
        let text = String(decoding: step, as: UTF8.self)
        return Int(text).flatMap { String($0) == text && $0 >= 0 ? $0 : nil }
    }

    private static func found(_ value: PlainJSON, _ steps: ArraySlice<[UInt8]>) -> PlainJSON? {
        guard let step = steps.first else { return value }
        switch value {
        case .object(let members):
            return members.first { $0.name == step }.flatMap { found($0.value, steps.dropFirst()) }
        case .array(let items):
            guard let position = position(step), position < items.count else { return nil }
            return found(items[position], steps.dropFirst())
        default: return nil
        }
    }

    private static func edited(_ value: PlainJSON, _ steps: ArraySlice<[UInt8]>, _ edit: String, _ new: PlainJSON)
        -> PlainJSON?
    {
        guard let step = steps.first else { return new }
        let isLast = steps.count == 1
        switch value {
        case .object(var members):
            let place = members.firstIndex { $0.name == step }
            if let place, isLast, edit == "remove" {
                members.remove(at: place)
            } else if let place {
                guard let inner = edited(members[place].value, steps.dropFirst(), edit, new) else { return nil }
                members[place].value = inner
            } else {
                guard isLast, edit == "add" else { return nil }
                members.append(.init(name: step, value: new))
            }
            return .object(members)
        case .array(var items):
            let isAdd = isLast && edit == "add"
            let end = isAdd && step == Array("-".utf8) ? items.count : nil
            guard let place = end ?? position(step), place < items.count || (isAdd && place == items.count) else {
                return nil
            }
            if isAdd {
                items.insert(new, at: place)
            } else if isLast, edit == "remove" {
                items.remove(at: place)
            } else {
                guard let inner = edited(items[place], steps.dropFirst(), edit, new) else { return nil }
                items[place] = inner
            }
            return .array(items)
        default: return nil
        }
    }
}
