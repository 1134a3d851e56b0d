// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import FHIRModel

/// The parts of a structured document under headings of the page whose `h1` names the document.
struct DocumentParts {
    var words: RecordWords.Lists

    private static let headings: [Tag] = [.h2, .h3, .h4, .h5, .h6]

    func add(_ parts: [DocumentPart], to html: inout HTML) {
        html(.div, .class("told")) { html in
            for (place, part) in parts.enumerated() {
                // The text before the sections has no title to miss.
                if place == 0, part.title == nil, part.parts.isEmpty, !part.blocks.isEmpty {
                    blocks(part.blocks, title: words.documentTitle, level: 0, &html)
                } else {
                    add(part, level: 0, to: &html)
                }
            }
        }
    }

    private func add(_ part: DocumentPart, level: Int, to html: inout HTML) {
        let title = part.title ?? words.untitledPart
        heading(title, level: level, &html)
        if let about = part.about {
            html(.p) { $0(.strong) { $0(.bdi, words.about(about.isEmpty ? words.someoneElse : about)) } }
        }
        if part.isWithheld { html(.p, .class("empty empty-hidden"), text: words.fileWithheld) }
        blocks(part.blocks, title: title, level: level + 1, &html)
        if let reason = part.emptyReason { html(.p, .class("empty")) { $0(.bdi, words.partEmptied(reason)) } }
        if part.entriesWithoutText > 0 {
            html(.p, .class("empty empty-unknown"), text: words.partEntries(part.entriesWithoutText))
        }
        if part.isEmpty { html(.p, .class("empty"), text: words.partBlank) }
        for inner in part.parts { add(inner, level: level + 1, to: &html) }
    }

    private func heading(_ text: String, level: Int, _ html: inout HTML) {
        html(Self.headings[min(level, Self.headings.count - 1)], .class("group")) { $0.verbatim(text) }
    }

    private func blocks(_ blocks: [NarrativeBlock], title: String, level: Int, _ html: inout HTML) {
        var rest = blocks[...]
        while let block = rest.popFirst() {
            switch block {
            case .heading(let text): heading(text, level: level, &html)
            case .paragraph(let text): html(.p) { $0.verbatim(text) }
            case .item(let first):
                var items = [first]
                while case .item(let next)? = rest.first {
                    items.append(next)
                    rest.removeFirst()
                }
                list(items[...], &html)
            case .table(let table): self.table(table, title: title, &html)
            }
        }
    }

    /// Entries of one level and, inside each, what lies deeper; how deep that can be is limited by their reader.
    private func list(_ items: ArraySlice<NarrativeItem>, _ html: inout HTML) {
        html(.ul, .class("bullets")) { html in
            var rest = items
            while let item = rest.popFirst() {
                let inner = rest.prefix { $0.level > item.level }
                rest = rest[inner.endIndex...]
                html(.li, .when(item.number != nil, .class("numbered"))) { html in
                    if let number = item.number { html.text("\(number). ") }
                    html.verbatim(item.text)
                    if !inner.isEmpty { list(inner, &html) }
                }
            }
        }
    }

    private func table(_ table: NarrativeTable, title: String, _ html: inout HTML) {
        html(.div, .class("table-frame")) { html in
            html(.table, .class("stacked")) { html in
                html(.caption, .when(table.caption == nil, .class("unseen"))) { $0.verbatim(table.caption ?? title) }
                if !table.header.isEmpty {
                    html(.thead) { html in
                        html(.tr) { html in
                            for name in table.header { cell(name, isRowName: false, isColumnName: true, &html) }
                        }
                    }
                }
                html(.tbody) { html in
                    for row in table.rows { html(.tr) { self.row(row, of: table, &$0) } }
                }
            }
        }
    }

    private func row(_ row: NarrativeTable.Row, of table: NarrativeTable, _ html: inout HTML) {
        for (column, text) in row.cells.enumerated() {
            let name = table.header.indices.contains(column) ? table.header[column] : ""
            let isRowName = column == 0 && row.hasName
            cell(text, isRowName: isRowName, isColumnName: false, label: name, &html)
        }
    }

    /// A cell; without text it is no heading.
    ///
    /// On narrow screens its column's name stands in it.
    private func cell(
        _ text: String, isRowName: Bool, isColumnName: Bool, label: String = "", _ html: inout HTML
    ) {
        let content: (inout HTML) -> Void = { html in
            if !label.isEmpty, !text.isEmpty { html(.span, .class("cell-label")) { $0(.bdi, label) } }
            if !text.isEmpty { html.verbatim(text) }
        }
        if text.isEmpty || !isRowName && !isColumnName {
            html(.td, content: content)
        } else {
            html(.th, isColumnName ? .columnHeader : .rowHeader, content: content)
        }
    }
}
