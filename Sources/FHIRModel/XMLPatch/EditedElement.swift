// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An element of an XML text that is being changed, with all that it holds.
package struct EditedElement: Sendable {
    /// A text or an element in an element.
    enum Part: Sendable {
        case text([UInt8])
        case element(EditedElement)

        /// Whether it is nothing but white space.
        var isBlank: Bool {
            if case .text(let text) = self { text.allSatisfy(XMLDocument.isSpace) } else { false }
        }
    }

    struct Attribute: Sendable {
        var name: XMLName
        var value: [UInt8]
    }

    var name: XMLName
    var attributes: [Attribute] = []
    var parts: [Part] = []
    /// The markup of a narrative byte for byte, as long as nothing in it has changed.
    private var markup: [UInt8]?

    /// An element of a document; how deep it goes is within the limits of its reading.
    ///
    /// - Parameter outer: the namespace of the element around it.
    init(_ document: XMLDocument, _ element: Int = 0, within outer: XMLNamespace = .none) {
        name = document.name(of: element)
        var node = element + 1
        while node < Int(document.tape[element].next) {
            switch document.tape[node].kind {
            case .declaration: break
            case .attribute:
                attributes.append(Attribute(name: document.name(of: node), value: Array(document.value(of: node))))
            case .text: parts.append(.text(Array(document.value(of: node))))
            case .element: parts.append(.element(EditedElement(document, node, within: name.namespace)))
            }
            node = Int(document.tape[node].next)
        }
        if name.namespace == .xhtml, outer == .fhir {
            markup = try? XMLNarrative.markup(of: element, in: document)
        }
    }

    /// The elements in it with their places among its parts.
    var elements: [(place: Int, element: EditedElement)] {
        parts.enumerated().compactMap { place, part in
            if case .element(let element) = part { (place, element) } else { nil }
        }
    }

    /// The characters of all texts in it.
    var text: [UInt8] {
        parts.flatMap { part in
            switch part {
            case .text(let text): text
            case .element(let element): element.text
            }
        }
    }

    /// Changes the element that these places lead to, one level deeper each.
    mutating func edit(
        at path: ArraySlice<Int>, _ body: (inout EditedElement) throws(XMLPatchFailure.Code) -> Void
    ) throws(XMLPatchFailure.Code) {
        markup = nil
        guard let place = path.first else { return try body(&self) }
        guard case .element(var element) = parts[place] else { throw .notLocated }
        // Held in one place only, or its parts would be copied before they are changed.
        parts[place] = .text([])
        defer { parts[place] = .element(element) }
        try element.edit(at: path.dropFirst(), body)
    }

    // MARK: FHIR

    /// The element as a resource has it: without elements of FHIR that are empty, and those of one name in a row.
    var asInFHIR: EditedElement {
        guard name.namespace == .fhir else { return self }
        var tidy = self
        tidy.parts = []
        var order: [String] = []
        var byName: [String: [Part]] = [:]
        for part in parts {
            guard case .element(let element) = part else {
                tidy.parts.append(part)
                continue
            }
            let inner = element.asInFHIR
            // A resource may be empty.
            let isKept = !inner.isEmpty || inner.name.namespace != .fhir || R4.isResourceType(inner.name.local)
            guard isKept else { continue }
            let key = inner.name.local
            if byName[key] == nil { order.append(key) }
            byName[key, default: []].append(.element(inner))
        }
        for key in order { tidy.parts += byName[key] ?? [] }
        return tidy
    }

    private var isEmpty: Bool { attributes.isEmpty && parts.allSatisfy(\.isBlank) }

    /// Writes the element as markup in the namespaces of FHIR and XHTML, without prefixes.
    func write(to out: inout [UInt8], within outer: XMLNamespace = .none) throws(XMLPatchFailure) {
        if let markup, outer == .fhir {
            out.append(contentsOf: markup)
            return
        }
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: name.local.utf8)
        if name.namespace != outer {
            XMLText.appendAttribute("xmlns", try Self.uri(of: name.namespace).utf8, to: &out)
        }
        for attribute in attributes {
            guard attribute.name.namespace == .none || attribute.name.namespace == .xml else {
                throw XMLPatchFailure(.foreignNamespace)
            }
            let prefix = attribute.name.namespace == .xml ? "xml:" : ""
            XMLText.appendAttribute(prefix + attribute.name.local, attribute.value, to: &out)
        }
        guard !parts.isEmpty else { return out.append(contentsOf: "/>".utf8) }
        out.append(UInt8(ascii: ">"))
        for part in parts {
            switch part {
            case .text(let text): XMLText.append(text, inAttribute: false, to: &out)
            case .element(let element): try element.write(to: &out, within: name.namespace)
            }
        }
        out.append(contentsOf: "</".utf8)
        out.append(contentsOf: name.local.utf8)
        out.append(UInt8(ascii: ">"))
    }

    private static func uri(of namespace: XMLNamespace) throws(XMLPatchFailure) -> String {
        switch namespace {
        case .none: ""
        case .fhir: XMLNamespace.fhirURI
        case .xhtml: XMLNamespace.xhtmlURI
        case .xml, .schemaInstance, .other: throw XMLPatchFailure(.foreignNamespace)
        }
    }
}

extension EditedElement {
    /// The element that a part of a document is, such as a case of a suite.
    package init(_ element: XMLElement) {
        self.init(element.document, element.node)
    }

    /// Whether both are the same to a reader of data: prefixes, comments, white space between elements and the order of
    /// attributes do not count.
    package func isSame(as other: EditedElement) -> Bool {
        guard name.matches(other.name), attributes.count == other.attributes.count else { return false }
        let hasSameAttributes = attributes.allSatisfy { own in
            other.attributes.contains { $0.name.matches(own.name) && $0.value == own.value }
        }
        let (own, theirs) = (told, other.told)
        guard hasSameAttributes, own.count == theirs.count else { return false }
        return zip(own, theirs).allSatisfy { pair in
            switch pair {
            case (.text(let one), .text(let other)): one == other
            case (.element(let one), .element(let other)): one.isSame(as: other)
            default: false
            }
        }
    }

    /// The parts that say something; texts that follow each other are one.
    private var told: [Part] {
        var told: [Part] = []
        for part in parts {
            if case .text(let text) = part, case .text(let before)? = told.last {
                told[told.count - 1] = .text(before + text)
            } else {
                told.append(part)
            }
        }
        return told.filter { !$0.isBlank }
    }

    /// The JSON of the resource that the element is, elements without content left out.
    package func resourceJSON() throws -> [UInt8] {
        var out: [UInt8] = []
        try asInFHIR.write(to: &out)
        return try XMLResourceReader().json(out)
    }
}
