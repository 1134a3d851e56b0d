// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A table while it is read.
struct NarrativeTableBuilder {
    /// Cells that reach further are not repeated, so that no small table grows large.
    private static let columnLimit = 64

    var isInHead = false
    private(set) var table = NarrativeTable(rows: [])
    private var cells: [String] = []
    /// What each column has from a cell above, and in how many more rows.
    private var above = [Above](repeating: Above(), count: columnLimit)
    private var ownCells: [(isHeader: Bool, isBlank: Bool, columns: Int)] = []
    private var isFirstHeader = false
    private var isRowBegun = false

    private struct Above {
        var rows = 0
        var text = ""
        var isHeader = false
    }

    /// Whether a caption would still stand before everything else.
    var isUntouched: Bool {
        table.caption == nil && table.header.isEmpty && table.rows.isEmpty && !isRowBegun
    }

    /// Names the table.
    mutating func setCaption(_ text: String?) { table.caption = text }

    /// Begins a row, which may stay without cells.
    mutating func beginRow() { isRowBegun = true }

    /// Adds a cell to the row.
    mutating func addCell(_ text: String, isHeader: Bool, columns: Int, rows: Int) {
        isRowBegun = true
        while cells.count < Self.columnLimit, above[cells.count].rows > 0 { addAbove() }
        if cells.isEmpty { isFirstHeader = isHeader }
        ownCells.append((isHeader, text.isEmpty, columns))
        for place in 0..<max(columns, 1) {
            if place > 0, cells.count >= Self.columnLimit { break }
            if cells.count < Self.columnLimit {
                above[cells.count] = Above(
                    rows: max(rows, 1) - 1, text: place == 0 && !text.isEmpty ? Narrative.asAbove : "",
                    isHeader: isHeader)
            }
            cells.append(place == 0 ? text : "")
        }
    }

    private mutating func addAbove() {
        let column = cells.count
        if column == 0 { isFirstHeader = above[0].isHeader }
        above[column].rows -= 1
        cells.append(above[column].text)
    }

    /// Ends the row; one without text of its own is dropped.
    mutating func endRow() {
        guard isRowBegun else { return }
        if let last = above.lastIndex(where: { $0.rows > 0 }) {
            // Only what stands beyond the row's own cells is still to come down.
            while cells.count <= last {
                if above[cells.count].rows > 0 { addAbove() } else { cells.append("") }
            }
        }
        defer {
            cells = []
            ownCells = []
            isFirstHeader = false
            isRowBegun = false
        }
        guard ownCells.contains(where: { !$0.isBlank }) else { return }
        let isFirst = table.header.isEmpty && table.rows.isEmpty
        let isHeader = isInHead || ownCells.allSatisfy(\.isHeader)
        if isFirst, isHeader, ownCells.count == 1, ownCells[0].columns > 1, table.caption == nil {
            // One heading over all columns names the table.
            table.caption = cells.first { !$0.isEmpty }
        } else if isFirst, isHeader {
            table.header = cells
        } else {
            table.rows.append(NarrativeTable.Row(hasName: isFirstHeader, cells))
        }
    }
}
