// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Walks the tape of an XML text along the R4 structures and writes JSON.
struct XMLConversion {
    let document: XMLDocument
    /// Most objects and arrays that may be open at once.
    let depthLimit: Int
    private(set) var out: JSONWriter
    private var depth = 0

    init(document: XMLDocument, depthLimit: Int) {
        self.document = document
        self.depthLimit = depthLimit
        out = JSONWriter(capacity: document.source.count)
    }

    /// Writes the resource that an element is named for.
    mutating func resource(_ element: Int, isRoot: Bool) throws(XMLFailure) {
        let name = document.name(of: element)
        guard name.namespace == .fhir else { throw document.failure(.wrongNamespace, at: element) }
        guard let structure = R4.structure(named: name.local), structure.isConcreteResource else {
            throw document.failure(.notAResource, at: element)
        }
        try open("{", at: element)
        out.key("resourceType")
        out.string(name.local)
        try content(of: element, as: structure, isRoot: isRoot)
        close("}")
    }

    // MARK: Elements

    /// Writes the attributes and elements that an element holds as members.
    private mutating func content(
        of element: Int, as structure: R4.Structure, isRoot: Bool = false
    ) throws(XMLFailure) {
        let end = Int(document.tape[element].next)
        var node = element + 1
        var written: [String] = []
        while node < end {
            switch document.tape[node].kind {
            case .declaration: break
            case .attribute: try attribute(node, of: structure, isRoot: isRoot)
            case .text:
                guard document.isBlank(node) else { throw document.failure(.misplacedText, at: node) }
            case .element:
                let name = document.name(of: node)
                guard !written.contains(name.local) else { throw document.failure(.scatteredElement, at: node) }
                written.append(name.local)
                let items = try run(from: node, to: end, named: name)
                try member(items, name: name, of: structure)
                node = items.last ?? node
            }
            node = Int(document.tape[node].next)
        }
    }

    /// The elements of one name that follow each other from here on.
    private func run(from first: Int, to end: Int, named name: XMLName) throws(XMLFailure) -> [Int] {
        var items = [first]
        var node = Int(document.tape[first].next)
        while node < end {
            switch document.tape[node].kind {
            case .element:
                let isSame =
                    document.tape[node].name == document.tape[first].name || document.name(of: node).matches(name)
                guard isSame else { return items }
                items.append(node)
            case .text where document.isBlank(node): break
            default: return items
            }
            node = Int(document.tape[node].next)
        }
        return items
    }

    /// Writes an attribute as a member, but a primitive's value, which is written apart.
    private mutating func attribute(
        _ node: Int, of structure: R4.Structure, isRoot: Bool
    ) throws(XMLFailure) {
        let name = document.name(of: node)
        if isRoot, name.namespace == .schemaInstance, name.local == "schemaLocation" { return }
        guard name.namespace == .none, let element = structure.element(named: name.local)?.element else {
            throw document.failure(.unknownAttribute, at: node)
        }
        guard element.isXMLAttribute else { throw document.failure(.mustBeElement, at: node) }
        if structure.kind == .primitiveType, name.local == "value" { return }
        out.key(name.local)
        out.string(utf8: document.value(of: node))
    }

    /// Writes the elements of one name as a member.
    private mutating func member(_ items: [Int], name: XMLName, of structure: R4.Structure) throws(XMLFailure) {
        let isDiv = name.namespace == .xhtml && name.local == "div" && structure.name == "Narrative"
        guard name.namespace == .fhir || isDiv else { throw document.failure(.wrongNamespace, at: items[0]) }
        guard let resolved = structure.element(named: name.local) else {
            throw document.failure(.unknownElement, at: items[0])
        }
        guard !resolved.element.isXMLAttribute, let type = R4.structure(named: resolved.type.name) else {
            throw document.failure(.mustBeAttribute, at: items[0])
        }
        let isRepeating = resolved.element.isRepeating
        if items.count > 1, !isRepeating { throw document.failure(.repeatedElement, at: items[1]) }
        if type.name == "xhtml" {
            guard isDiv else { throw document.failure(.wrongNamespace, at: items[0]) }
            out.key(name.local)
            return out.string(utf8: try XMLNarrative.markup(of: items[0], in: document))
        }
        if type.kind == .primitiveType {
            return try primitives(items, name: name.local, type: type, isRepeating: isRepeating)
        }
        out.key(name.local)
        if isRepeating { try open("[", at: items[0]) }
        for item in items {
            if type.kind == .resource { try wrappedResource(item) } else { try object(item, as: type) }
        }
        if isRepeating { close("]") }
    }

    /// Writes an element with elements of its own as an object.
    private mutating func object(_ element: Int, as type: R4.Structure) throws(XMLFailure) {
        try open("{", at: element)
        let start = out.bytes.count
        try content(of: element, as: type)
        guard out.bytes.count > start else { throw document.failure(.emptyElement, at: element) }
        close("}")
    }

    /// Writes the one resource that `contained`, `resource` or `outcome` holds.
    private mutating func wrappedResource(_ wrapper: Int) throws(XMLFailure) {
        var resources = 0
        var node = wrapper + 1
        while node < Int(document.tape[wrapper].next) {
            switch document.tape[node].kind {
            case .declaration: break
            case .attribute: throw document.failure(.unknownAttribute, at: node)
            case .text:
                guard document.isBlank(node) else { throw document.failure(.misplacedText, at: node) }
            case .element:
                resources += 1
                guard resources == 1 else { throw document.failure(.notOneResource, at: wrapper) }
                try resource(node, isRoot: false)
            }
            node = Int(document.tape[node].next)
        }
        guard resources == 1 else { throw document.failure(.notOneResource, at: wrapper) }
    }

    // MARK: Primitives

    /// Writes the values of primitives, and beside them what else they hold.
    private mutating func primitives(
        _ items: [Int], name: String, type: R4.Structure, isRepeating: Bool
    ) throws(XMLFailure) {
        var parts: [(value: Int?, hasMore: Bool)] = []
        for item in items { parts.append(try primitive(item)) }
        if parts.contains(where: { $0.value != nil }) {
            out.key(name)
            if isRepeating { try open("[", at: items[0]) }
            for part in parts {
                if let value = part.value { try self.value(value, type: type.name) } else { out.number("null") }
            }
            if isRepeating { close("]") }
        }
        guard parts.contains(where: \.hasMore) else { return }
        out.key("_" + name)
        if isRepeating { try open("[", at: items[0]) }
        for (item, part) in zip(items, parts) {
            if part.hasMore { try object(item, as: type) } else { out.number("null") }
        }
        if isRepeating { close("]") }
    }

    /// Finds a primitive's value, and whether it holds more than that.
    private func primitive(_ element: Int) throws(XMLFailure) -> (value: Int?, hasMore: Bool) {
        var value: Int?
        var hasMore = false
        var node = element + 1
        while node < Int(document.tape[element].next) {
            switch document.tape[node].kind {
            case .declaration: break
            case .attribute:
                let name = document.name(of: node)
                if name.namespace == .none, name.local == "value" { value = node } else { hasMore = true }
            case .text:
                guard document.isBlank(node) else { throw document.failure(.misplacedText, at: node) }
            case .element: hasMore = true
            }
            node = Int(document.tape[node].next)
        }
        guard value != nil || hasMore else { throw document.failure(.emptyElement, at: element) }
        return (value, hasMore)
    }

    /// Writes a value in the form that JSON has for its type.
    private mutating func value(_ node: Int, type: String) throws(XMLFailure) {
        let text = document.value(of: node)
        switch PrimitiveForm(type: type) {
        case .text: out.string(utf8: text)
        case .boolean:
            guard PrimitiveForm.isBoolean(text) else { throw document.failure(.notABoolean, at: node) }
            out.raw(text)
        case .integer:
            // XML allows a plus sign and JSON does not; the number is the same without it.
            let digits = text.first == UInt8(ascii: "+") ? text.dropFirst() : text
            guard PrimitiveForm.isInteger(digits), digits.count == text.count || digits.first != UInt8(ascii: "-")
            else {
                throw document.failure(.notAnInteger, at: node)
            }
            out.raw(digits)
        case .decimal:
            guard PrimitiveForm.isDecimal(text) else { throw document.failure(.notADecimal, at: node) }
            out.raw(text)
        }
    }

    // MARK: Nesting

    private mutating func open(_ bracket: Unicode.Scalar, at node: Int) throws(XMLFailure) {
        guard depth < depthLimit else { throw document.failure(.tooDeep, at: node) }
        depth += 1
        out.open(bracket)
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        depth -= 1
        out.close(bracket)
    }
}
