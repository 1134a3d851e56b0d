// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel

/// Resources at random that have the shapes of the R4 structures and mean nothing.
///
/// Their members stand in any order.
struct RandomResource {
    private var random: SeededGenerator
    /// Every structure that was used.
    private(set) var used: Set<String> = []
    /// By the name of a structure, how many were not used yet of it and those nested in it.
    private var unused: [String: Int] = [:]

    private static let deepest = 6
    private static let texts = [
        "a", " ", "A & B", "<b>\"'</b>", "é😀\u{A0}", "line\nline\r\n\tend", "]]>", "&amp;", "\\n", "\u{85}\u{2028}",
        "0",
        "https://example.org/?a=1&b=2", "-->", "<?x?>", "true",
    ]
    private static let decimals = ["1.00", "-0", "0.000", "1e400", "-1.50E-3", "12345678901234567890.12345", "3"]
    private static let divs = [
        "", "a &lt; b", "<p title='\"'>é</p>", "<!-- c --><br/>", "<ul><li>1</li>\n<li>2</li></ul>", "&#160;\r\n\t",
        "<![CDATA[<&>]]>", "<p xml:lang=\"cy\">T</p>",
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed, stream: 0)
        for structure in R4.structures where !structure.isAbstract { count(structure.name, 1) }
    }

    private mutating func count(_ name: String, _ change: Int) {
        var path = ""
        for step in name.split(separator: ".") {
            path += (path.isEmpty ? "" : ".") + step
            unused[path, default: 0] += change
        }
    }

    private mutating func use(_ name: String) {
        if used.insert(name).inserted { count(name, -1) }
    }

    /// A resource of this type.
    mutating func resource(_ type: String, depth: Int = 0) -> String {
        guard let structure = R4.structure(named: type) else { return "" }
        var members = members(of: structure, depth: depth)
        members.append("\"resourceType\":\"\(type)\"")
        return "{" + members.shuffled(using: &random).joined(separator: ",") + "}"
    }

    private mutating func object(_ structure: R4.Structure, depth: Int) -> String {
        var members = members(of: structure, depth: depth)
        // Nothing is empty; every element has room for an id.
        if members.isEmpty { members = [#""id":"\#(Int.random(in: 0...99, using: &random))""#] }
        return "{" + members.shuffled(using: &random).joined(separator: ",") + "}"
    }

    private mutating func members(of structure: R4.Structure, depth: Int) -> [String] {
        use(structure.name)
        var members: [String] = []
        for element in structure.elements where element.maximum != 0 {
            let isDue = Int.random(in: 0..<(depth < 2 ? 4 : 8), using: &random) == 0
            // What was not used yet comes first.
            let fresh = depth < Self.deepest ? element.types.first { unused[$0.name, default: 0] > 0 } : nil
            guard let chosen = fresh ?? (isDue ? element.types.randomElement(using: &random) : nil),
                let type = R4.structure(named: chosen.name)
            else { continue }
            if structure.kind == .primitiveType, element.name == "value" { continue }
            let name = element.memberName(for: chosen)
            if element.isXMLAttribute {
                members.append("\"\(name)\":\(text())")
            } else if type.name == "xhtml" {
                members.append("\"\(name)\":\(div())")
            } else if type.kind == .primitiveType {
                members += primitive(name, type, isRepeating: element.isRepeating, depth: depth)
            } else if depth < Self.deepest {
                members.append("\"\(name)\":" + content(type, isRepeating: element.isRepeating, depth: depth))
            }
        }
        return members
    }

    private mutating func content(_ type: R4.Structure, isRepeating: Bool, depth: Int) -> String {
        let items = (0..<(isRepeating ? Int.random(in: 1...3, using: &random) : 1)).map { _ in
            type.kind == .resource ? innerResource(depth: max(depth + 1, 3)) : object(type, depth: depth + 1)
        }
        return isRepeating ? "[" + items.joined(separator: ",") + "]" : items[0]
    }

    /// A resource within another; not of a type that still has parts to be used, for which there is no room here.
    private mutating func innerResource(depth: Int) -> String {
        let type = R4.resourceTypes.randomElement(using: &random) ?? "Basic"
        return resource(unused[type] == 0 ? type : "Basic", depth: depth)
    }

    private mutating func primitive(
        _ name: String, _ type: R4.Structure, isRepeating: Bool, depth: Int
    ) -> [String] {
        var values: [String] = []
        var extensions: [String] = []
        for _ in 0..<(isRepeating ? Int.random(in: 1...3, using: &random) : 1) {
            let kind = depth < Self.deepest ? Int.random(in: 0...5, using: &random) : 0
            values.append(kind == 1 ? "null" : value(type.name))
            extensions.append(kind == 1 || kind == 2 ? object(type, depth: depth + 1) : "null")
        }
        use(type.name)
        return [(name, values), ("_" + name, extensions)].compactMap { name, items in
            guard items.contains(where: { $0 != "null" }) else { return nil }
            return "\"\(name)\":" + (isRepeating ? "[" + items.joined(separator: ",") + "]" : items[0])
        }
    }

    private mutating func value(_ type: String) -> String {
        switch type {
        case "boolean": Bool.random(using: &random) ? "true" : "false"
        case "integer": String(Int32.random(in: .min ... .max, using: &random))
        case "unsignedInt", "positiveInt": String(Int32.random(in: 1 ... .max, using: &random))
        case "decimal": Self.decimals.randomElement(using: &random) ?? "0"
        default: text()
        }
    }

    private mutating func text() -> String {
        var writer = JSONWriter()
        let parts = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            Self.texts.randomElement(using: &random) ?? ""
        }
        writer.string(parts.joined())
        return writer.text
    }

    private mutating func div() -> String {
        var writer = JSONWriter()
        let content = (Self.divs.randomElement(using: &random) ?? "") + (Self.divs.randomElement(using: &random) ?? "")
        writer.string("<div xmlns=\"http://www.w3.org/1999/xhtml\">\(content)</div>")
        return writer.text
    }
}
