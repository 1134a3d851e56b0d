// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Splits an expression into words and signs.
struct Lexer {
    private let text: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    /// All tokens, the end last.
    static func tokens(of text: String) throws(FHIRPathFailure) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < text.count ? text[position + ahead] : nil
    }

    private mutating func next() throws(FHIRPathFailure) -> Token {
        try skipBlanks()
        let start = position
        guard let first = peek() else { return Token(kind: .end, offset: start) }
        let kind: Token.Kind
        switch first {
        case "'": kind = .string(try quoted("'"))
        case "`": kind = .delimited(try quoted("`"))
        case "\"": kind = .delimited(try quoted("\""))
        case "@": kind = .moment(try moment())
        case "$":
            position += 1
            kind = .special(word())
        case "%": kind = try external()
        case "0"..."9": kind = .number(number())
        case _ where Self.beginsWord(first): kind = .identifier(word())
        default: kind = .sign(try sign())
        }
        return Token(kind: kind, offset: start)
    }

    // MARK: Blanks and comments

    private mutating func skipBlanks() throws(FHIRPathFailure) {
        while let character = peek() {
            if character.properties.isWhitespace {
                position += 1
            } else if character == "/", peek(1) == "/" {
                while let other = peek(), other != "\n", other != "\r" { position += 1 }
            } else if character == "/", peek(1) == "*" {
                let start = position
                position += 2
                while peek() != nil, !(peek() == "*" && peek(1) == "/") { position += 1 }
                guard peek() != nil else { throw FHIRPathFailure(.syntax, "The comment has no end", at: start) }
                position += 2
            } else {
                return
            }
        }
    }

    // MARK: Words and numbers

    private static func beginsWord(_ character: Unicode.Scalar) -> Bool {
        switch character {
        case "A"..."Z", "a"..."z", "_": true
        default: false
        }
    }

    private mutating func word() -> String {
        var word = String.UnicodeScalarView()
        while let character = peek(), Self.beginsWord(character) || ("0"..."9").contains(character) {
            word.append(character)
            position += 1
        }
        return String(word)
    }

    private mutating func digits() -> String {
        var digits = String.UnicodeScalarView()
        while let character = peek(), ("0"..."9").contains(character) {
            digits.append(character)
            position += 1
        }
        return String(digits)
    }

    private mutating func number() -> String {
        var number = digits()
        // `1.convertsToInteger()` is an integer and a call.
        if peek() == ".", let following = peek(1), ("0"..."9").contains(following) {
            position += 1
            number += "." + digits()
        }
        return number
    }

    private mutating func external() throws(FHIRPathFailure) -> Token.Kind {
        let start = position
        position += 1
        let name: String
        switch peek() {
        case "'": name = try quoted("'")
        case "`": name = try quoted("`")
        case "\"": name = try quoted("\"")
        default:
            var word = word()
            // The names of extensions of old: %ext-NAME, %vs-NAME.
            while peek() == "-", let following = peek(1), Self.beginsWord(following) {
                position += 1
                word += "-" + self.word()
            }
            name = word
        }
        guard !name.isEmpty else { throw FHIRPathFailure(.syntax, "A name is missing behind the %", at: start) }
        return .external(name)
    }

    /// What can stand in a date or time, behind the `@`.
    private mutating func moment() throws(FHIRPathFailure) -> String {
        let start = position
        position += 1
        var moment = ""
        if peek() != "T" {
            moment = digits()
            while moment.count < 10, peek() == "-", let following = peek(1), ("0"..."9").contains(following) {
                position += 1
                moment += "-" + digits()
            }
        }
        if peek() == "T" {
            position += 1
            moment += "T" + clock()
        }
        guard !moment.isEmpty else {
            throw FHIRPathFailure(.syntax, "A date or time is missing behind the @", at: start)
        }
        return moment
    }

    private mutating func clock() -> String {
        var clock = digits()
        while !clock.isEmpty, peek() == ":", let following = peek(1), ("0"..."9").contains(following) {
            position += 1
            clock += ":" + digits()
        }
        if clock.count == 8, peek() == ".", let following = peek(1), ("0"..."9").contains(following) {
            position += 1
            clock += "." + digits()
        }
        if clock.isEmpty { return clock }
        if peek() == "Z" {
            position += 1
            return clock + "Z"
        }
        // A zone is a sign, two digits, a colon and two digits; anything else is a sum.
        if let mark = peek(), mark == "+" || mark == "-", peek(3) == ":",
            [1, 2, 4, 5].allSatisfy({ peek($0).map { ("0"..."9").contains($0) } ?? false })
        {
            let zone = text[position..<position + 6]
            position += 6
            return clock + String(String.UnicodeScalarView(zone))
        }
        return clock
    }

    // MARK: Texts and signs

    private mutating func quoted(_ mark: Unicode.Scalar) throws(FHIRPathFailure) -> String {
        let start = position
        position += 1
        var result = String.UnicodeScalarView()
        while let character = peek() {
            position += 1
            switch character {
            case mark: return String(result)
            case "\\": result.append(try escaped())
            default: result.append(character)
            }
        }
        throw FHIRPathFailure(.syntax, "The text has no end", at: start)
    }

    private mutating func escaped() throws(FHIRPathFailure) -> Unicode.Scalar {
        let start = position - 1
        defer { position += 1 }
        switch peek() {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{C}"
        case "/", "\\", "'", "\"", "`": return text[position]
        case "u":
            guard position + 4 < text.count,
                let value = UInt32(String(String.UnicodeScalarView(text[position + 1...position + 4])), radix: 16),
                let first = Unicode.Scalar(value) ?? surrogate(value)
            else { throw FHIRPathFailure(.syntax, "A \\u is followed by four hexadecimal digits", at: start) }
            position += value >= 0xD800 && value < 0xDC00 ? 10 : 4
            return first
        default: throw FHIRPathFailure(.syntax, "There is no such escape", at: start)
        }
    }

    /// The character that two halves of a pair stand for.
    private func surrogate(_ high: UInt32) -> Unicode.Scalar? {
        guard (0xD800..<0xDC00).contains(high), position + 10 < text.count, text[position + 5] == "\\",
            text[position + 6] == "u",
            let low = UInt32(String(String.UnicodeScalarView(text[position + 7...position + 10])), radix: 16),
            (0xDC00..<0xE000).contains(low)
        else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private static let signs = ["!=", "!~", "<=", ">="] + "()[]{}.,+-*/|=~<>&:".map(String.init)

    private mutating func sign() throws(FHIRPathFailure) -> String {
        for sign in Self.signs where text[position...].starts(with: sign.unicodeScalars) {
            position += sign.unicodeScalars.count
            return sign
        }
        throw FHIRPathFailure(.syntax, "“\(text[position])” means nothing here", at: position)
    }
}
