// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The markup of a narrative between its two homes: an element of an XML text, and a JSON string.
enum XMLNarrative {
    /// The markup of a `div`, so that it can stand alone.
    ///
    /// Byte for byte as it came, unless it leans on prefixes or a namespace declared outside of it; then it is written
    /// anew, in XHTML without prefixes.
    static func markup(of div: Int, in document: XMLDocument) throws(XMLFailure) -> [UInt8] {
        if standsAlone(div, in: document) {
            return Array(document.source[Int(document.tape[div].start)..<Int(document.tape[div].end)])
        }
        var out: [UInt8] = []
        try write(div, of: document, declaration: true, to: &out)
        return out
    }

    /// The markup of a JSON string, so that it can stand in an XML text.
    ///
    /// As it came, but for three faults that are common and have one cure: white space around the `div` goes, a `div`
    /// without a namespace gets XHTML's, and names of HTML's characters, such as `&nbsp;`, become the characters.
    /// Nil where it is not one well-formed `div`.
    static func markup(of text: String, limits: JSONLimits) -> (bytes: [UInt8], depth: Int)? {
        var bytes = Array(text.utf8.drop(while: XMLDocument.isSpace))
        while let last = bytes.last, XMLDocument.isSpace(last) { bytes.removeLast() }
        var document: XMLDocument?
        do {
            document = try XMLDocument.parse(bytes, limits: limits)
        } catch {
            guard error.code == .undefinedEntity else { return nil }
            bytes = withoutHTMLEntities(bytes)
            document = try? XMLDocument.parse(bytes, limits: limits)
        }
        guard let document, document.tape[0].start == 0, Int(document.tape[0].end) == bytes.count,
            document.name(of: 0).local == "div"
        else { return nil }
        switch document.name(of: 0).namespace {
        case .xhtml: break
        case .none where document.name(of: 0).prefix.isEmpty && !declares("", at: 0, in: document):
            bytes.insert(contentsOf: " xmlns=\"\(XMLNamespace.xhtmlURI)\"".utf8, at: "<div".utf8.count)
        default: return nil
        }
        return (bytes, depth(of: document))
    }

    // MARK: Reading

    /// Whether every prefix, and the namespace of names without one, is declared within.
    private static func standsAlone(_ div: Int, in document: XMLDocument) -> Bool {
        var declared: [(prefix: String, end: UInt32)] = []
        // How often each prefix is declared where the walk is.
        var inScope: [String: Int] = [:]
        for node in div..<Int(document.tape[div].next) {
            switch document.tape[node].kind {
            case .element:
                while let last = declared.last, last.end <= node {
                    inScope[last.prefix, default: 0] -= 1
                    declared.removeLast()
                }
                var child = node + 1
                while child < document.tape.count, document.tape[child].kind == .declaration {
                    let prefix = document.name(of: child).prefix
                    declared.append((prefix, document.tape[node].next))
                    inScope[prefix, default: 0] += 1
                    child += 1
                }
                guard inScope[document.name(of: node).prefix, default: 0] > 0 else { return false }
            case .attribute:
                let prefix = document.name(of: node).prefix
                guard prefix.isEmpty || prefix == "xml" || inScope[prefix, default: 0] > 0 else { return false }
            case .declaration, .text: break
            }
        }
        return true
    }

    /// Writes an element of XHTML without prefixes.
    private static func write(
        _ element: Int, of document: XMLDocument, declaration: Bool, to out: inout [UInt8]
    ) throws(XMLFailure) {
        guard document.name(of: element).namespace == .xhtml else {
            throw document.failure(.wrongNamespace, at: element)
        }
        let name = Array(document.name(of: element).local.utf8)
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: name)
        if declaration { out.append(contentsOf: " xmlns=\"\(XMLNamespace.xhtmlURI)\"".utf8) }
        var isOpen = true
        var node = element + 1
        while node < Int(document.tape[element].next) {
            let kind = document.tape[node].kind
            if isOpen, kind == .element || kind == .text {
                out.append(UInt8(ascii: ">"))
                isOpen = false
            }
            switch kind {
            case .declaration: break
            case .attribute: try writeAttribute(node, of: document, to: &out)
            case .text: XMLText.append(document.value(of: node), inAttribute: false, to: &out)
            case .element: try write(node, of: document, declaration: false, to: &out)
            }
            node = Int(document.tape[node].next)
        }
        out.append(contentsOf: isOpen ? Array("/>".utf8) : Array("</".utf8) + name + Array(">".utf8))
    }

    private static func writeAttribute(_ node: Int, of document: XMLDocument, to out: inout [UInt8]) throws(XMLFailure)
    {
        let name = document.name(of: node)
        guard name.namespace == .none || name.namespace == .xml else {
            throw document.failure(.unknownAttribute, at: node)
        }
        XMLText.appendAttribute((name.namespace == .xml ? "xml:" : "") + name.local, document.value(of: node), to: &out)
    }

    // MARK: Writing

    private static func declares(_ prefix: String, at element: Int, in document: XMLDocument) -> Bool {
        var node = element + 1
        while node < document.tape.count, document.tape[node].kind == .declaration {
            if document.name(of: node).prefix == prefix { return true }
            node += 1
        }
        return false
    }

    /// The most elements that are open at once.
    private static func depth(of document: XMLDocument) -> Int {
        var ends: [UInt32] = []
        var deepest = 0
        for (index, node) in document.tape.enumerated() where node.kind == .element {
            while let end = ends.last, end <= index { ends.removeLast() }
            ends.append(node.next)
            deepest = max(deepest, ends.count)
        }
        return deepest
    }

    /// The markup with the names of HTML's characters resolved; XML's own five stay.
    private static func withoutHTMLEntities(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "&"), place + 1 < bytes.count, bytes[place + 1] != UInt8(ascii: "#"),
                let (character, next) = NarrativeEntity.read(bytes[...], at: place),
                !["<", ">", "&", "\"", "'"].contains(character)
            {
                out.append(contentsOf: String(character).utf8)
                place = next
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }
}
