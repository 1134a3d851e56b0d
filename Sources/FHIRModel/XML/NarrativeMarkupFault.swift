// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why a text is no `Narrative.div` as R4 allows it: its constraints `txt-1` and `txt-2` and the form of XHTML.
package enum NarrativeMarkupFault: Sendable, CaseIterable {
    case notOneDiv, noNamespace, namedCharacter, forbiddenElement, forbiddenAttribute, noContent

    /// The first fault of a text, or nil.
    package static func first(in text: String) -> NarrativeMarkupFault? {
        let parsed: XMLDocument
        do {
            parsed = try XMLDocument.parse(Array(text.utf8), limits: .standard)
        } catch {
            let isNamedCharacter =
                error.code == .undefinedEntity && XMLNarrative.markup(of: text, limits: .standard) != nil
            return isNamedCharacter ? .namedCharacter : .notOneDiv
        }
        guard parsed.name(of: 0).local == "div" else { return .notOneDiv }
        switch parsed.name(of: 0).namespace {
        case .xhtml: return fault(in: parsed)
        case .none: return .noNamespace
        default: return .notOneDiv
        }
    }

    private static func fault(in document: XMLDocument) -> NarrativeMarkupFault? {
        var hasContent = false
        var isImage = false
        for node in document.tape.indices {
            switch document.tape[node].kind {
            case .declaration: break
            case .element:
                let name = document.name(of: node)
                guard name.namespace == .xhtml, elements.contains(name.local) else { return .forbiddenElement }
                isImage = name.local == "img"
            case .attribute:
                let name = document.name(of: node)
                let isLanguage = name.namespace == .xml && name.local == "lang"
                guard isLanguage || (name.namespace == .none && attributes.contains(name.local)) else {
                    return .forbiddenAttribute
                }
                if isImage, name.local == "src" { hasContent = true }
            case .text: if !document.isBlank(node) { hasContent = true }
            }
        }
        return hasContent ? nil : .noContent
    }

    /// The elements of the XPath form of `txt-1`.
    private static let elements: Set<String> = [
        "a", "abbr", "acronym", "b", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd",
        "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre",
        "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "tt", "ul", "var",
    ]

    /// The attributes of the XPath form of `txt-1`.
    private static let attributes: Set<String> = [
        "abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border", "cellhalign", "cellpadding", "cellspacing",
        "cellvalign", "char", "charoff", "charset", "cite", "class", "colspan", "compact", "coords", "dir", "frame",
        "headers", "height", "href", "hreflang", "hspace", "id", "lang", "longdesc", "name", "nowrap", "rel", "rev",
        "rowspan", "rules", "scope", "shape", "span", "src", "start", "style", "summary", "tabindex", "title", "type",
        "valign", "value", "vspace", "width",
    ]
}
