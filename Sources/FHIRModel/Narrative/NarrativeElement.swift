// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What an element of HTML does to the text in it.
enum NarrativeElement: Equatable {
    /// Nothing.
    case inline
    /// It stands on lines of its own.
    case block
    case paragraph
    case heading
    case preformatted
    case list(isNumbered: Bool)
    case item
    case term
    case definition
    case table
    case caption
    case rows(isHead: Bool)
    case row
    case cell(isHeader: Bool)
    case struck
    case raised
    case lowered
    case quoted
    // Those without content.
    case lineBreak
    case rule
    case picture
    case empty

    /// The element of this name in small letters; nil where HTML has none.
    static func named(_ name: String) -> NarrativeElement? { all[name] }

    /// A name that elements share which end each other.
    func family(_ name: String) -> String {
        switch self {
        case .heading: "h1"
        case .list: "ul"
        case .term, .definition: "dd"
        case .rows: "tbody"
        case .cell: "td"
        default: name
        }
    }

    /// Whether its start ends a paragraph that is open.
    var endsParagraph: Bool {
        switch self {
        case .block, .paragraph, .heading, .preformatted, .list, .item, .term, .definition, .table, .rule: true
        default: false
        }
    }

    private static let all: [String: NarrativeElement] = {
        var all: [String: NarrativeElement] = [
            "p": .paragraph, "pre": .preformatted, "ul": .list(isNumbered: false), "ol": .list(isNumbered: true),
            "menu": .list(isNumbered: false), "dir": .list(isNumbered: false), "li": .item, "dt": .term,
            "dd": .definition, "table": .table, "caption": .caption, "thead": .rows(isHead: true),
            "tbody": .rows(isHead: false), "tfoot": .rows(isHead: false), "tr": .row, "td": .cell(isHeader: false),
            "th": .cell(isHeader: true), "del": .struck, "s": .struck, "strike": .struck, "sup": .raised,
            "sub": .lowered, "q": .quoted, "br": .lineBreak, "hr": .rule, "img": .picture,
        ]
        for name in ["h1", "h2", "h3", "h4", "h5", "h6"] { all[name] = .heading }
        for name in blocks.split(separator: " ") { all[String(name)] = .block }
        for name in inlines.split(separator: " ") { all[String(name)] = .inline }
        for name in empties.split(separator: " ") { all[String(name)] = .empty }
        return all
    }()

    private static let blocks = """
        address article aside blockquote body center details dialog dl div fieldset figcaption figure footer form frameset \
        head header hgroup html legend main nav noframes noscript optgroup option section summary textarea title
        """

    private static let inlines = """
        a abbr acronym applet audio b bdi bdo big blink button canvas cite code data datalist dfn em font i iframe ins kbd \
        label map mark marquee math meter nobr object output picture progress rb rp rt rtc ruby samp script select slot \
        small span strong style svg template time tt u var video
        """

    private static let empties =
        "area base basefont bgsound col embed frame input isindex keygen link meta param source wbr"
}

/// The attributes of one start tag.
struct NarrativeAttributes {
    let text: ArraySlice<UInt8>

    /// The value of an attribute as it stands, entities included; nil where there is none, empty where it has no value.
    func value(of name: StaticString) -> ArraySlice<UInt8>? {
        var rest = text
        while let first = rest.first {
            if first <= 0x20 || first == UInt8(ascii: "/") {
                rest.removeFirst()
                continue
            }
            let own = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/") }
            rest = rest[own.endIndex...].drop { $0 <= 0x20 }
            var value = rest.prefix(0)
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst().drop { $0 <= 0x20 }
                value = Self.value(&rest)
            }
            if Self.isEqual(own, name) { return value }
        }
        return nil
    }

    private static func value(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let value = rest.prefix { $0 > 0x20 }
            rest = rest[value.endIndex...]
            return value
        }
        let value = rest.dropFirst().prefix { $0 != quote }
        rest = rest[value.endIndex...].dropFirst()
        return value
    }

    /// A count, such as a column span; nil where there is none or it has more than nine figures.
    func number(of name: StaticString) -> Int? {
        guard let value = value(of: name), value.count <= 9, let number = Int(String(decoding: value, as: UTF8.self)),
            number >= 0
        else { return nil }
        return number
    }

    /// Whether the element's own style says so, such as `text-decoration` and `line-through`.
    func styleSays(_ property: String, _ word: String) -> Bool {
        guard let style = value(of: "style") else { return false }
        return style.split(separator: UInt8(ascii: ";")).contains { declaration in
            let text = String(decoding: declaration, as: UTF8.self).lowercased()
            let parts = text.split(separator: ":", maxSplits: 1)
            return parts.count == 2 && parts[0].drop(while: \.isWhitespace).hasPrefix(property)
                && parts[1].contains(word)
        }
    }

    private static func isEqual(_ name: ArraySlice<UInt8>, _ wanted: StaticString) -> Bool {
        wanted.withUTF8Buffer { wanted in name.elementsEqual(wanted) { $0 | 0x20 == $1 } }
    }
}
