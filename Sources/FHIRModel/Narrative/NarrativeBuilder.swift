// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Makes blocks of the tags and texts of a narrative.
///
/// Elements that are open stand on a stack; an end tag that matches none of them is ignored, and one that matches ends
/// those within. Inside a cell the elements around it cannot be ended but by the table's own tags.
struct NarrativeBuilder {
    private var blocks: [NarrativeBlock] = []
    private var line = NarrativeLine()
    private var open: [OpenElement] = []
    /// Where on the stack the elements of each family stand.
    private var places: [String: [Int]] = [:]
    /// The number of the next entry for each list that is open.
    private var lists: [Int?] = []
    private var items: [(level: Int, number: Int?)] = []
    private var table: NarrativeTableBuilder?
    /// Where the cell or caption that is open stands on the stack.
    private var cell: Int?
    /// Tables inside that cell; their cells part its text.
    private var innerTables = 0
    private var isInnerRowBegun = false
    /// `del` and its like: they part no blocks and may reach over the ends of some.
    private var deletions = 0
    /// Those that reach into the cell that is open.
    private var deletionsAround = 0
    private var counts = Counts()

    private struct OpenElement {
        var element: NarrativeElement
        var family: String
        /// Whether it stands inside a cell or caption, where it only parts lines.
        var isInCell = false
        var isStruck = false
        var isPreformatted = false
        var columns = 1
        var rows = 1
    }

    /// How many of the elements that are open change their text.
    private struct Counts {
        var struck = 0
        var preformatted = 0
        var raised = 0
        var lowered = 0

        mutating func add(_ element: OpenElement, _ count: Int) {
            if element.isStruck { struck += count }
            if element.isPreformatted { preformatted += count }
            if element.element == .raised { raised += count }
            if element.element == .lowered { lowered += count }
        }
    }

    /// What was read.
    mutating func finish() -> [NarrativeBlock] {
        close(from: 0)
        flush()
        return blocks
    }
}

// Text.
extension NarrativeBuilder {
    mutating func text(_ text: ArraySlice<UInt8>, hasEntities: Bool) {
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            if Self.isSpace(byte) {
                let isPair = byte == UInt8(ascii: "\r") && place + 1 < text.endIndex && text[place + 1] == 0x0A
                if !isPair { space(byte) }
                place += 1
            } else if hasEntities, byte == UInt8(ascii: "&"), let entity = NarrativeEntity.read(text, at: place) {
                character(entity.character)
                place = entity.next
            } else {
                // Everything up to the next sign with a meaning; a `&` here stands for itself.
                let rest = text[(place + 1)...].prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "&") }
                word(text[place..<rest.endIndex])
                place = rest.endIndex
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0C, 0x0D: true
        default: false
        }
    }

    private mutating func space(_ byte: UInt8) {
        line.addSpace(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte, isKept: counts.preformatted > 0)
    }

    private mutating func character(_ character: Unicode.Scalar) {
        if character.isASCII, Self.isSpace(UInt8(truncatingIfNeeded: character.value)) {
            space(UInt8(truncatingIfNeeded: character.value))
        } else {
            word(Array(String(character).utf8)[...])
        }
    }

    private mutating func word(_ text: String) { word(Array(text.utf8)[...]) }

    private mutating func word(_ text: ArraySlice<UInt8>) {
        beginCellIfNeeded()
        let isDeleted = deletions + counts.struck > 0
        guard counts.raised + counts.lowered > 0 else { return line.add(text, isDeleted: isDeleted) }
        let figures = counts.raised > 0 ? Self.raised : Self.lowered
        var moved: [UInt8] = []
        for byte in text { moved += figures[byte] ?? [byte] }
        line.add(moved, isDeleted: isDeleted)
    }

    private static let raised = figures("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
    private static let lowered = figures("₀₁₂₃₄₅₆₇₈₉₊₋")

    private static func figures(_ moved: String) -> [UInt8: [UInt8]] {
        Dictionary(zip("0123456789+-".utf8, moved.map { Array(String($0).utf8) })) { first, _ in first }
    }

    private mutating func picture(_ attributes: NarrativeAttributes) {
        guard let words = attributes.value(of: "alt") else { return word("[image]") }
        guard !words.isEmpty else { return }
        word("[")
        text(words, hasEntities: true)
        word("]")
    }
}

// Tags.
extension NarrativeBuilder {
    mutating func start(_ tag: NarrativeTag, _ text: ArraySlice<UInt8>) {
        guard let element = NarrativeElement.named(tag.name) else { return }
        let attributes = NarrativeAttributes(text: text)
        switch element {
        case .lineBreak: return line.breakLine()
        case .empty: return
        case .rule: return boundary()
        case .picture: return picture(attributes)
        case .struck:
            if !tag.isWhole { deletions += 1 }
            return
        default: break
        }
        var new = OpenElement(element: element, family: element.family(tag.name))
        new.isPreformatted = element == .preformatted
        if text.count > 1 {
            new.isStruck = attributes.styleSays("text-decoration", "line-through")
            new.isPreformatted = new.isPreformatted || attributes.styleSays("white-space", "pre")
            new.columns = attributes.number(of: "colspan") ?? 1
            // Zero means all rows that follow.
            new.rows = attributes.number(of: "rowspan").map { $0 == 0 ? .max : $0 } ?? 1
        }
        begin(new, attributes)
        if tag.isWhole { end(tag.name) }
    }

    private mutating func begin(_ started: OpenElement, _ attributes: NarrativeAttributes) {
        endImplied(by: started.element)
        var new = started
        new.isInCell = cell != nil
        switch new.element {
        case .table: return beginTable(new)
        case .caption, .rows, .row, .cell: return beginTablePart(new)
        case .list(let isNumbered):
            separate()
            lists.append(isNumbered ? attributes.number(of: "start") ?? 1 : nil)
        case .item: beginItem(new, number: attributes.number(of: "value"))
        case .definition: beginItem(new, number: nil)
        case .block, .paragraph, .heading, .preformatted, .term: boundary()
        case .quoted: word("“")
        default: break
        }
        push(new)
    }

    mutating func end(_ name: String) {
        guard let element = NarrativeElement.named(name) else { return }
        if element == .struck {
            deletions = max(deletionsAround, deletions - 1)
            return
        }
        guard let place = places[element.family(name)]?.last else {
            // Without its start it still parts lines, as in `</p>`.
            if element.endsParagraph { boundary() }
            return
        }
        switch element {
        case .table, .caption, .rows, .row, .cell:
            // Those of a table inside a cell cannot end the table around it.
            if place >= places["table"]?.last ?? 0 { close(from: place) }
        default:
            if place > cell ?? -1 { close(from: place) }
        }
    }

    /// Ends what cannot hold this element, as the missing end tags would.
    private mutating func endImplied(by element: NarrativeElement) {
        if element.endsParagraph {
            closeLast("p", within: ["table", "ul", "dl"])
            if !line.isEmpty { closeLast("h1", within: ["table", "ul", "dl"]) }
            beginCellIfNeeded()
        }
        switch element {
        case .item: closeLast("li", within: ["ul", "table"])
        case .term, .definition: closeLast("dd", within: ["dl", "ul", "table"])
        default: break
        }
    }

    /// Ends the last open element of a family if it stands inside the last of the others.
    private mutating func closeLast(_ family: String, within outer: [String]) {
        guard let place = places[family]?.last else { return }
        let limit = outer.compactMap { places[$0]?.last }.max() ?? -1
        if place > max(limit, cell ?? -1) { close(from: place) }
    }

    private mutating func push(_ new: OpenElement) {
        places[new.family, default: []].append(open.count)
        open.append(new)
        counts.add(new, 1)
    }

    private mutating func close(from place: Int) {
        while open.count > place, let last = open.popLast() {
            close(last)
            places[last.family]?.removeLast()
            counts.add(last, -1)
        }
    }

    private mutating func close(_ element: OpenElement) {
        switch element.element {
        case .block, .paragraph, .heading, .preformatted, .term: boundary()
        case .list:
            separate()
            lists.removeLast()
        case .item, .definition:
            separate()
            if !element.isInCell { items.removeLast() }
        case .table: endTable(element)
        case .cell, .caption: endCell(element)
        case .row: element.isInCell ? line.endLine() : table?.endRow()
        case .rows: if !element.isInCell { table?.isInHead = false }
        case .quoted: word("”")
        default: break
        }
    }
}

// Blocks.
extension NarrativeBuilder {
    /// Ends the paragraph; inside an entry or a cell only the line.
    private mutating func boundary() {
        if cell != nil || !items.isEmpty { line.endLine() } else { flush() }
    }

    /// Ends the paragraph or entry; inside a cell only the line.
    private mutating func separate() {
        if cell != nil { line.endLine() } else { flush() }
    }

    private mutating func flush() {
        guard let text = line.take() else { return }
        if let item = items.last {
            blocks.append(.item(NarrativeItem(level: item.level, number: item.number, text: text)))
            items[items.count - 1].number = nil
        } else if places["h1"]?.isEmpty == false {
            blocks.append(.heading(text))
        } else {
            blocks.append(.paragraph(text))
        }
    }

    private mutating func beginItem(_ new: OpenElement, number: Int?) {
        separate()
        var own: Int?
        if new.element == .item, let next = lists.last ?? nil {
            let value = number ?? next
            own = value
            lists[lists.count - 1] = min(value + 1, 999_999_999)
        }
        if new.isInCell {
            line.markNext(own.map { "\($0). " } ?? "• ")
        } else {
            let level = lists.count - (new.element == .item ? 1 : 0)
            items.append((min(max(level, 0), NarrativeItem.deepestLevel), own))
        }
    }
}

// Tables.
extension NarrativeBuilder {
    private mutating func beginTable(_ new: OpenElement) {
        separate()
        if new.isInCell {
            innerTables += 1
            isInnerRowBegun = false
        } else {
            table = NarrativeTableBuilder()
        }
        push(new)
    }

    private mutating func endTable(_ element: OpenElement) {
        if element.isInCell {
            innerTables -= 1
            isInnerRowBegun = true
            return line.endLine()
        }
        table?.endRow()
        guard let read = table?.table else { return }
        table = nil
        if !read.header.isEmpty || !read.rows.isEmpty {
            blocks.append(.table(read))
        } else if let caption = read.caption {
            blocks.append(.paragraph(caption))
        }
    }

    private mutating func beginTablePart(_ started: OpenElement) {
        guard table != nil else {
            boundary()
            return push(OpenElement(element: .block, family: started.family))
        }
        if innerTables > 0 { return beginInnerPart(started) }
        if let cell { close(from: cell) }
        var new = started
        new.isInCell = false
        switch new.element {
        case .cell: return beginCell(new)
        case .caption:
            if table?.isUntouched == false {
                endRows()
                new.element = .cell(isHeader: false)
            }
            return beginCell(new)
        case .rows(let isHead):
            endRows()
            closeLast("tbody", within: ["table"])
            table?.isInHead = isHead
        default:
            endRows()
            table?.beginRow()
        }
        push(new)
    }

    private mutating func endRows() {
        closeLast("tr", within: ["table"])
        table?.endRow()
    }

    private mutating func beginInnerPart(_ new: OpenElement) {
        closeLast("td", within: ["table"])
        if case .cell = new.element {
            if isInnerRowBegun {
                space(UInt8(ascii: " "))
                word("|")
                space(UInt8(ascii: " "))
            }
            isInnerRowBegun = true
        } else {
            closeLast("tr", within: ["table"])
            line.endLine()
            isInnerRowBegun = false
        }
        push(new)
    }

    private mutating func beginCell(_ new: OpenElement) {
        cell = open.count
        deletionsAround = deletions
        push(new)
    }

    /// Text between the cells of a table gets a cell of its own: it is neither lost nor moved.
    private mutating func beginCellIfNeeded() {
        guard table != nil, cell == nil else { return }
        beginCell(OpenElement(element: .cell(isHeader: false), family: "td"))
    }

    private mutating func endCell(_ element: OpenElement) {
        if element.isInCell { return }
        let text = line.take()
        if case .cell(let isHeader) = element.element {
            table?.addCell(text ?? "", isHeader: isHeader, columns: element.columns, rows: element.rows)
        } else {
            table?.setCaption(text)
        }
        cell = nil
        deletions = deletionsAround
        deletionsAround = 0
    }
}
