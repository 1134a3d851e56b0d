// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CSimdJSON

/// Why and where a JSON text is not acceptable.
public struct JSONFailure: Error, Sendable, Equatable {
    /// The kind of fault.
    public enum Code: Int32, Sendable {
        case empty = 1
        case invalidUTF8, controlCharacter, unclosedString, expectedValue, expectedMemberName, expectedColon
        case expectedCommaOrEnd, truncated, trailingContent, invalidNumber, invalidLiteral, invalidEscape
        case duplicateMember, tooDeep, nameTooLong, tooLarge, outOfMemory
        case tooManyValues
    }

    /// The kind of fault.
    public var code: Code
    /// Offset of the fault in bytes.
    public var offset: Int
    /// Line of the fault, from 1; 0 where it has none.
    public var line: Int
    /// Column of the fault in characters, from 1; 0 where it has none.
    public var column: Int
    /// Path of the fault as in `Patient.name[0].given[1]`, empty at the root.
    public var path: String

    init(_ code: Code, offset: Int, line: Int, column: Int, path: String) {
        self.code = code
        self.offset = offset
        self.line = line
        self.column = column
        self.path = path
    }

    init(_ result: ol_json_result, text: UnsafeBufferPointer<UInt8>) {
        code = Code(rawValue: result.code) ?? .expectedValue
        offset = Int(result.offset)
        switch code {
        case .invalidUTF8: offset = TextPosition.firstInvalidUTF8(in: text) ?? 0
        case .controlCharacter: offset = TextPosition.firstControlCharacterInString(in: text) ?? 0
        default: break
        }
        (line, column) = TextPosition.lineAndColumn(of: offset, in: text)
        path = JSONFailure.path(of: result, in: text)
    }

    /// What is wrong and how to mend it, without any of the text's content
    /// beyond names of members.
    public var message: String {
        let place = path.isEmpty ? "" : " at \(path)"
        let position = line > 0 ? " (line \(line), column \(column))" : ""
        return code.explanation + place + position
    }

    private static func path(of result: ol_json_result, in text: UnsafeBufferPointer<UInt8>) -> String {
        guard let nodes = result.nodes, result.depth > 0, let open = result.open else { return "" }
        func name(_ start: UInt32, _ length: UInt32) -> String {
            String(decoding: text[Int(start)..<Int(start + length)], as: UTF8.self)
        }
        var path = ""
        for level in 0..<Int(result.depth) {
            let container = nodes[Int(open[level])]
            let last = level + 1 == Int(result.depth)
            if container.kind == OL_JSON_ARRAY {
                // The item that is open or was being read; a closed level counts its open child already.
                let position = last ? Int(container.count) : Int(container.count) - 1
                path += "[\(max(position, 0))]"
            } else if last {
                if result.key_length > 0 { path += "." + name(result.key_start, result.key_length) }
            } else {
                let child = nodes[Int(open[level + 1])]
                path += "." + name(child.key_start, UInt32(child.key_length))
            }
        }
        let trimmed = path.hasPrefix(".") ? String(path.dropFirst()) : path
        return (resourceType(of: result, in: text).map { $0 + (path.hasPrefix("[") ? "" : ".") } ?? "") + trimmed
    }

    /// The root's resourceType, when it was read before the fault and is one that R4 knows.
    private static func resourceType(of result: ol_json_result, in text: UnsafeBufferPointer<UInt8>) -> String? {
        guard let nodes = result.nodes, result.node_count > 1, nodes[0].kind == OL_JSON_OBJECT else { return nil }
        var index = 1
        while index < result.node_count {
            let node = nodes[index]
            let key = text[Int(node.key_start)..<Int(node.key_start) + Int(node.key_length)]
            if key.elementsEqual("resourceType".utf8), node.kind == OL_JSON_STRING {
                let type = String(decoding: text[Int(node.start)..<Int(node.start + node.length)], as: UTF8.self)
                return R4.isResourceType(type) ? type : nil
            }
            guard Int(node.next) > index else { return nil }
            index = Int(node.next)
        }
        return nil
    }
}

extension JSONFailure.Code {
    /// The fault and its remedy in one clause.
    public var explanation: String {
        switch self {
        case .empty: "The text is empty; a JSON object is needed"
        case .invalidUTF8: "The text is not valid UTF-8; send UTF-8"
        case .controlCharacter: "A string holds an unescaped control character; write it as \\uXXXX"
        case .unclosedString: "A string has no closing quote"
        case .expectedValue: "A JSON value is missing here"
        case .expectedMemberName: "A member name in quotes is needed here"
        case .expectedColon: "A colon is needed behind a member name"
        case .expectedCommaOrEnd: "A comma or a closing bracket is needed here"
        case .truncated: "The text ends before its last bracket is closed; send it whole"
        case .trailingContent: "There is more text behind the end of the JSON value"
        case .invalidNumber: "This is not a JSON number"
        case .invalidLiteral: "Only true, false and null may stand without quotes"
        case .invalidEscape: "A string holds an invalid escape"
        case .duplicateMember: "A member name is used twice in one object; keep one of them"
        case .tooDeep: "Objects and arrays are nested too deep"
        case .nameTooLong: "A member name is longer than 65,535 bytes"
        case .tooLarge: "The text is larger than the limit; send large content as a Binary"
        case .tooManyValues: "The text holds more values than the limit; send it in parts"
        case .outOfMemory: "There is not enough memory to read the text"
        }
    }
}
