// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The forms of a page, as a browser without scripts sees them.
package struct PageForm: Sendable {
    /// Where it is sent.
    package let action: String
    /// The hidden fields.
    package let hidden: [String: String]

    /// All forms of a page.
    package static func all(in html: String) -> [PageForm] {
        html.split(separator: "<form", omittingEmptySubsequences: false).dropFirst().map { part in
            let text = String(part.prefix(upTo: part.firstRange(of: "</form>")?.lowerBound ?? part.endIndex))
            var hidden: [String: String] = [:]
            for input in text.split(separator: "<input").dropFirst() {
                let tag = String(input.prefix { $0 != ">" })
                guard attribute("type", of: tag) == "hidden", let name = attribute("name", of: tag) else { continue }
                hidden[name] = attribute("value", of: tag) ?? ""
            }
            return PageForm(action: attribute("action", of: text) ?? "", hidden: hidden)
        }
    }

    private static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound,
            let end = tag[start...].firstIndex(of: "\"")
        else { return nil }
        return PageText.plain(String(tag[start..<end]))
    }
}

/// The text of a page.
package enum PageText {
    /// Text without the escapes of HTML.
    package static func plain(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#34;", "\""), ("&amp;", "&")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// What a page says, without its tags, with single spaces.
    package static func words(of html: String) -> String {
        var text = ""
        var isTag = false
        for character in html {
            switch character {
            case "<": isTag = true
            case ">":
                isTag = false
                text.append(" ")
            default: if !isTag { text.append(character) }
            }
        }
        return plain(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}
