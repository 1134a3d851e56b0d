// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A piece of a ``Narrative``; its texts are plain, with line feeds where a line ends, and never blank.
package enum NarrativeBlock: Sendable, Equatable {
    case heading(String)
    case paragraph(String)
    case item(NarrativeItem)
    case table(NarrativeTable)
}

/// One entry of a list.
package struct NarrativeItem: Sendable, Equatable {
    /// 0 in a list, 1 in a list inside of it, and so on; lists that lie deeper count as ``deepestLevel``.
    package var level: Int
    /// Its number in a numbered list; nil for a dot, and for what follows a list inside the entry.
    package var number: Int?
    package var text: String

    /// The last level that is told from the one around it.
    package static let deepestLevel = 7

    /// See the members.
    package init(level: Int = 0, number: Int? = nil, text: String) {
        self.level = level
        self.number = number
        self.text = text
    }
}

/// A table with a text for each column of a row.
///
/// A cell across columns is followed by empty ones; one across rows is followed below by `(as above)`, so that what
/// stands in a row stands under its own heading.
package struct NarrativeTable: Sendable, Equatable {
    package var caption: String?
    /// The names of the columns; empty where the source names none.
    package var header: [String]
    package var rows: [Row]

    /// See the members.
    package init(caption: String? = nil, header: [String] = [], rows: [Row]) {
        self.caption = caption
        self.header = header
        self.rows = rows
    }

    /// One row, of which at least one cell is not empty.
    package struct Row: Sendable, Equatable {
        /// Whether the first cell names the row.
        package var hasName: Bool
        package var cells: [String]

        /// See the members.
        package init(hasName: Bool = false, _ cells: [String]) {
            self.hasName = hasName
            self.cells = cells
        }
    }
}

extension NarrativeBlock {
    /// The same block with other texts; numbers and structure stay.
    package func mapTexts(_ change: (String) -> String) -> NarrativeBlock {
        switch self {
        case .heading(let text): return .heading(change(text))
        case .paragraph(let text): return .paragraph(change(text))
        case .item(var item):
            item.text = change(item.text)
            return .item(item)
        case .table(var table):
            table.caption = table.caption.map(change)
            table.header = table.header.map(change)
            for row in table.rows.indices { table.rows[row].cells = table.rows[row].cells.map(change) }
            return .table(table)
        }
    }

    /// Every text of the block in reading order, empty cells included.
    package var texts: [String] {
        switch self {
        case .heading(let text), .paragraph(let text): [text]
        case .item(let item): [item.text]
        case .table(let table): (table.caption.map { [$0] } ?? []) + table.header + table.rows.flatMap(\.cells)
        }
    }
}
