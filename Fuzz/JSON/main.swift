// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

/// Any bytes are refused or read; what is read can be walked, written anew and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let document = try JSONDocument.parse(bytes)
        precondition(document.bytes == bytes)
        let text = written(document.root)
        let again = try JSONDocument.parse(text, limits: JSONLimits(byteCount: text.count, depth: 100))
        precondition(again.nodeCount == document.nodeCount)
        precondition(written(again.root) == text)
    } catch {
        precondition((0...count).contains(error.offset))
        precondition(!error.message.isEmpty)
    }
    return 0
}

private func written(_ root: JSONNode) -> [UInt8] {
    var writer = JSONWriter()
    write(root, to: &writer)
    return writer.bytes
}

private func write(_ node: JSONNode, to writer: inout JSONWriter) {
    precondition(node.children.reduce(0) { count, _ in count + 1 } == node.count)
    switch node.kind {
    case .object:
        writer.object { writer in
            for child in node.children {
                precondition(node[dynamic: child.name ?? ""].map { $0.range == child.range } == true)
                writer.key(child.name ?? "")
                write(child, to: &writer)
            }
        }
    case .array: writer.array { writer in for child in node.children { write(child, to: &writer) } }
    case .string: writer.string(node.string ?? "")
    case .number: writer.number(node.numberText ?? "")
    case .true: writer.bool(true)
    case .false: writer.bool(false)
    case .null: writer.number("null")
    }
}
