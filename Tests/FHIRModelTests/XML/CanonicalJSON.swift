// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

/// JSON with its members in the order of their names, without white space and with one way of escaping.
///
/// Numbers stay as they are written. Nulls at the end of a list say nothing and are left out.
enum CanonicalJSON {
    static func text(of node: JSONNode) -> String {
        var writer = JSONWriter()
        write(node, to: &writer)
        return writer.text
    }

    static func text(of json: some Sequence<UInt8>) throws -> String {
        text(of: try JSONDocument.parse(Array(json)).root)
    }

    private static func write(_ node: JSONNode, to writer: inout JSONWriter) {
        switch node.kind {
        case .object:
            writer.object { writer in
                for member in node.children.sorted(by: { ($0.name ?? "") < ($1.name ?? "") }) {
                    writer.key(member.name ?? "")
                    write(member, to: &writer)
                }
            }
        case .array:
            var items = Array(node.children)
            while items.last?.kind == .null { items.removeLast() }
            writer.array { writer in for item in items { write(item, to: &writer) } }
        case .string: writer.string(node.string ?? "")
        case .number, .true, .false: writer.number(node.primitiveText ?? "")
        case .null: writer.number("null")
        }
    }
}
