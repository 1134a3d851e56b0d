// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A media type with its parameters, as `Content-Type` states it and `Accept` asks for it.
struct MediaType: Equatable {
    /// `type/subtype` in small letters, without white space.
    let name: String
    /// Names in small letters with their values, without quotes.
    let parameters: [(name: String, value: String)]

    init(_ text: some StringProtocol) {
        if !text.isEmpty, text.utf8.allSatisfy(Self.standsForItself) {
            name = String(text)
            parameters = []
            return
        }
        let pieces = String(text).split(separator: ";").map { Self.trimmed($0) }
        // In an address a plus that was not escaped is a space.
        name = (pieces.first ?? "").lowercased().replacing(" ", with: "+")
        parameters = pieces.dropFirst().map { piece in
            let parts = piece.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
            var value = parts.count > 1 ? parts[1] : ""
            if value.count > 1, value.first == "\"", value.last == "\"" { value = String(value.dropFirst().dropLast()) }
            return (parts.first?.lowercased() ?? "", value)
        }
    }

    /// Whether it is two names with a slash between, and no quote of a parameter is left open.
    var isWellFormed: Bool {
        let names = name.split(separator: "/", omittingEmptySubsequences: false)
        let isNamed = names.count == 2 && names.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.isOfName) }
        return isNamed && parameters.allSatisfy { !$0.name.isEmpty && !$0.value.contains("\"") }
    }

    /// The value of a parameter.
    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether the text is UTF-8, as far as the type says.
    var isUTF8: Bool {
        parameter("charset").map { ["utf-8", "utf8", "us-ascii"].contains($0.lowercased()) } ?? true
    }

    /// Whether the resource is of R4, as far as the type says.
    var isR4: Bool { parameter("fhirversion").map { $0 == "4.0" || $0.hasPrefix("4.0.") } ?? true }

    static func == (left: MediaType, right: MediaType) -> Bool {
        left.name == right.name && left.parameters.elementsEqual(right.parameters) { $0 == $1 }
    }

    /// Whether a byte may stand in a name (RFC 9110, 5.6.2).
    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x21..<0x7F).contains(byte) && !#"()<>@,;:\"[]?={}/"#.utf8.contains(byte)
    }

    /// Whether a byte of a text without parameters is also one of its name.
    private static func standsForItself(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
            UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
