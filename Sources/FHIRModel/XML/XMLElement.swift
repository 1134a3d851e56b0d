// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One element of an XML text that is no resource, such as a suite of cases.
package struct XMLElement: Sendable {
    let document: XMLDocument
    /// Its place on the document's tape.
    let node: Int

    /// Parses one XML text in UTF-8 and gives its root.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(XMLFailure) {
        self.init(document: try XMLDocument.parse(bytes, limits: limits), node: 0)
    }

    private init(document: XMLDocument, node: Int) {
        self.document = document
        self.node = node
    }

    /// The name without its prefix.
    package var name: String { document.name(of: node).local }

    /// The value of an attribute; nil where there is none of that name.
    package func attribute(_ name: String) -> String? {
        parts.first { document.tape[$0].kind == .attribute && document.name(of: $0).local == name }
            .map { String(decoding: document.value(of: $0), as: UTF8.self) }
    }

    /// The elements in it, in their order.
    package var elements: [XMLElement] {
        parts.filter { document.tape[$0].kind == .element }.map { XMLElement(document: document, node: $0) }
    }

    /// The text right in it, with its white space.
    package var text: String {
        parts.filter { document.tape[$0].kind == .text }
            .map { String(decoding: document.value(of: $0), as: UTF8.self) }.joined()
    }

    /// The names of its attributes, without their prefixes.
    var attributeNames: [String] {
        parts.filter { document.tape[$0].kind == .attribute }.map { document.name(of: $0).local }
    }

    /// What each prefix stands for inside it, given what it does outside; the empty prefix for names without one.
    func namespaces(within outer: [String: XMLNamespace]) -> [String: XMLNamespace] {
        var namespaces = outer
        for part in parts where document.tape[part].kind == .declaration {
            let uri = String(decoding: document.value(of: part), as: UTF8.self)
            namespaces[document.name(of: part).prefix] = XMLNamespace(uri: uri)
        }
        return namespaces
    }

    /// What each prefix stands for inside it.
    var namespacesInScope: [String: XMLNamespace] {
        var namespaces: [String: XMLNamespace] = [:]
        var current: XMLElement? = XMLElement(document: document, node: 0)
        while let element = current {
            namespaces = element.namespaces(within: namespaces)
            guard element.node < node else { break }
            current = element.elements.last { $0.node <= node }
        }
        return namespaces
    }

    /// Its declarations, attributes, texts and elements.
    private var parts: [Int] {
        var parts: [Int] = []
        var part = node + 1
        while part < Int(document.tape[node].next) {
            parts.append(part)
            let next = Int(document.tape[part].next)
            part = next > part ? next : part + 1
        }
        return parts
    }
}
