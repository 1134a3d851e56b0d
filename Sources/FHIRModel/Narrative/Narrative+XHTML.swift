// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Narrative {
    /// The same blocks as a `Narrative.div`: reading it gives them again.
    package var xhtml: String {
        var writer = NarrativeWriter()
        for block in blocks { writer.add(block) }
        writer.closeLists(to: 0)
        return #"<div xmlns="http://www.w3.org/1999/xhtml">"# + writer.text + "</div>"
    }
}

/// Writes blocks as markup.
private struct NarrativeWriter {
    var text = ""
    /// End tags of the lists that are open, the innermost last.
    private var lists: [String] = []

    mutating func add(_ block: NarrativeBlock) {
        if case .item(let item) = block {
            add(item)
            return
        }
        closeLists(to: 0)
        switch block {
        case .heading(let text): element("h3", text)
        case .paragraph(let text): element("p", text)
        case .item: break
        case .table(let table): add(table)
        }
    }

    private mutating func add(_ item: NarrativeItem) {
        let name = item.number == nil ? "ul" : "ol"
        closeLists(to: item.level + 1)
        if lists.count > item.level, lists.last != "</\(name)>" { closeLists(to: item.level) }
        while lists.count <= item.level {
            lists.append("</\(name)>")
            text += "<\(name)>"
        }
        element("li", item.text, item.number.map { #" value="\#($0)""# } ?? "")
    }

    mutating func closeLists(to level: Int) {
        while lists.count > level, let end = lists.popLast() { text += end }
    }

    private mutating func add(_ table: NarrativeTable) {
        text += "<table>"
        if let caption = table.caption { element("caption", caption) }
        if !table.header.isEmpty {
            text += "<thead><tr>"
            for name in table.header { element("th", name) }
            text += "</tr></thead>"
        }
        text += "<tbody>"
        for row in table.rows {
            text += "<tr>"
            for (place, cell) in row.cells.enumerated() { element(row.hasName && place == 0 ? "th" : "td", cell) }
            text += "</tr>"
        }
        text += "</tbody></table>"
    }

    private mutating func element(_ name: String, _ content: String, _ attributes: String = "") {
        // Spaces that would collapse and line feeds are kept as they are.
        let isPlain =
            !content.utf8.contains { $0 < 0x20 } && content.utf8.first != 0x20
            && !zip(content.utf8, content.utf8.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
        let style = isPlain ? "" : #" style="white-space: pre""#
        text += "<\(name)\(attributes)\(style)>"
        for character in content.unicodeScalars {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.unicodeScalars.append(character)
            }
        }
        text += "</\(name)>"
    }
}
