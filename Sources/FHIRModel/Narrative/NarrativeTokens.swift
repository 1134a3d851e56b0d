// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a narrative's markup consists of.
enum NarrativeToken {
    /// Text in which entities stand for characters.
    case text(Range<Int>)
    /// Text as it stands.
    case literal(Range<Int>)
    case start(NarrativeTag)
    /// The end tag of an element of HTML, by its name in small letters.
    case end(String)
}

/// A start tag of an element of HTML.
struct NarrativeTag {
    /// In small letters.
    var name: String
    var attributes: Range<Int>
    /// Whether it ends its element at once, as XHTML writes it.
    var isWhole: Bool
}

/// Cuts markup into tags and text.
///
/// A tag ends before the next `<` or it is none and stays text; what no later end was found for is not looked for again.
/// Both keep the time linear, whatever is left open.
struct NarrativeTokens {
    let bytes: [UInt8]
    private var position = 0
    private var neverEnding: Set<String> = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> NarrativeToken? {
        while position < bytes.count {
            let start = position
            if bytes[start] == UInt8(ascii: "<") {
                if let token = markup() { return token }
                // Dropped, or text: then the sign alone is the text, and what follows is read anew.
                if position > start { continue }
                position += 1
                return .literal(start..<position)
            }
            while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
            return .text(start..<position)
        }
        return nil
    }

    /// Reads what starts with `<`.
    ///
    /// Nil with the position moved for what is dropped, nil without for what is no markup.
    private mutating func markup() -> NarrativeToken? {
        guard position + 1 < bytes.count else { return nil }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"):
            return declaration()
        case UInt8(ascii: "?"):
            tagEnd(from: position + 2).map { position = $0 + 1 }
            return nil
        case UInt8(ascii: "/"):
            guard let name = name(at: position + 2), let end = tagEnd(from: name.upperBound) else { return nil }
            return element(name, end: end).map { .end($0) }
        default:
            guard let range = name(at: position + 1), let end = tagEnd(from: range.upperBound) else { return nil }
            let isWhole = end > range.upperBound && bytes[end - 1] == UInt8(ascii: "/")
            guard let name = element(range, end: end) else { return nil }
            if !isWhole, name == "script" || name == "style" { skip(name) }
            return .start(NarrativeTag(name: name, attributes: range.upperBound..<end, isWhole: isWhole))
        }
    }

    /// The name of an element of HTML, with the position behind its tag; nil for anything else, which a prefix marks as
    /// foreign markup and its absence as text.
    private mutating func element(_ range: Range<Int>, end: Int) -> String? {
        let name = String(decoding: bytes[range].map { $0 | 0x20 }, as: UTF8.self)
        let parts = name.split(separator: ":", maxSplits: 1)
        let isPrefixed = parts.count == 2 && ["xhtml", "html", "h"].contains(parts[0])
        let local = isPrefixed ? String(parts[1]) : name
        if NarrativeElement.named(local) != nil {
            position = end + 1
            return local
        }
        if name.contains(":") { position = end + 1 }
        return nil
    }

    /// Where a name stands that starts here and is followed by what may follow a tag's name.
    private func name(at start: Int) -> Range<Int>? {
        var end = start
        while end < bytes.count, Self.isName(bytes[end], isFirst: end == start) { end += 1 }
        guard end > start, end < bytes.count else { return nil }
        let next = bytes[end]
        return next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next <= 0x20 ? start..<end : nil
    }

    private static func isName(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"): !isFirst
        default: false
        }
    }

    /// The `>` of a tag.
    ///
    /// One inside quotes ends the tag too where the quotes are left open.
    private func tagEnd(from start: Int) -> Int? {
        var quote: UInt8?
        var quotedEnd: Int?
        var last: UInt8 = 0
        for place in start..<bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "<") { return quotedEnd }
            if byte == UInt8(ascii: ">") {
                if quote == nil { return place }
                quotedEnd = quotedEnd ?? place
            } else if byte == quote {
                quote = nil
            } else if quote == nil, last == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            if byte > 0x20 { last = byte }
        }
        return quotedEnd
    }

    /// Reads what starts with `<!`: comments and declarations are dropped, marked text is text.
    private mutating func declaration() -> NarrativeToken? {
        let start = position
        if matches("<![cdata[", at: start) {
            let content = start + 9
            guard !neverEnding.contains("]]>"), let end = find("]]>", from: content) else {
                neverEnding.insert("]]>")
                position = content
                return nil
            }
            position = end + 3
            return content < end ? .literal(content..<end) : nil
        }
        guard matches("<!--", at: start) else {
            tagEnd(from: start + 2).map { position = $0 + 1 }
            return nil
        }
        guard !neverEnding.contains("-->") else { return nil }
        // A comment may end within its own beginning: `<!-->`.
        var from = start + 2
        while let dashes = find("--", from: from) {
            for end in [">", "!>"] as [StaticString] where matches(end, at: dashes + 2) {
                position = dashes + 2 + end.utf8CodeUnitCount
                return nil
            }
            from = dashes + 1
        }
        neverEnding.insert("-->")
        return nil
    }

    /// Moves behind the content of an element that holds no text for people; not where its end is missing.
    private mutating func skip(_ name: String) {
        guard !neverEnding.contains(name) else { return }
        for place in position..<bytes.count
        where bytes[place] == UInt8(ascii: "<") && matches(name == "script" ? "</script" : "</style", at: place) {
            position = place
            return
        }
        neverEnding.insert(name)
    }

    private func find(_ text: StaticString, from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return (start..<bytes.count).first { matches(text, at: $0) }
    }

    /// Whether this text in small letters stands here, in whatever letters.
    private func matches(_ text: StaticString, at start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { place in
                let byte = bytes[start + place]
                let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                return (isCapital ? byte | 0x20 : byte) == wanted[place]
            }
        }
    }
}
