// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CExpat

/// Writes the tape while expat reads the text.
///
/// expat checks that the text is well-formed, with its namespaces. A DOCTYPE ends the reading before a single
/// declaration in it is looked at, so there are no entities but XML's own five, and nothing is ever fetched.
final class XMLTapeBuilder {
    private let source: [UInt8]
    private let limits: JSONLimits
    private let parser: XML_Parser

    private var tape: [XMLTapeNode] = []
    private var values: [UInt8] = []
    private var names: [XMLName] = []
    private var fhirNames: [String: UInt32] = [:]
    private var otherNames: [String: UInt32] = [:]
    /// The elements that are open, outermost first.
    private var open: [Int] = []
    /// Namespaces whose declaration was told of before the element that it stands in.
    private var declared: [(name: UInt32, uri: [UInt8])] = []
    private var fault: (code: XMLFailure.Code, offset: Int)?
    /// Whether no tag stood since the last text, so that more text goes on with it.
    private var isInText = false

    /// Far more different names than R4 and XHTML have together, so that a text of nothing but names stays cheap.
    private static let mostNames = 20_000
    private static let fhirPrefix = Array(XMLNamespace.fhirURI.utf8) + [XMLName.separator]

    private init(source: [UInt8], limits: JSONLimits, parser: XML_Parser) {
        self.source = source
        self.limits = limits
        self.parser = parser
    }

    /// Reads a text into a document.
    static func document(of source: [UInt8], limits: JSONLimits) throws(XMLFailure) -> XMLDocument {
        guard !source.isEmpty else { throw XMLFailure(.empty) }
        guard source.count <= min(limits.byteCount, Int(Int32.max)) else { throw XMLFailure(.tooLarge) }
        let start = source.prefix(2)
        // A mark or a zero byte at the beginning means UTF-16 or UTF-32.
        if start.contains(0) || start == [0xFE, 0xFF] || start == [0xFF, 0xFE] {
            throw XMLFailure(.notUTF8, offset: 0, in: source, path: "")
        }
        guard let parser = XML_ParserCreateNS("UTF-8", XML_Char(XMLName.separator)) else {
            throw XMLFailure(.outOfMemory)
        }
        defer { XML_ParserFree(parser) }
        let builder = XMLTapeBuilder(source: source, limits: limits, parser: parser)
        return try builder.read()
    }

    private func read() throws(XMLFailure) -> XMLDocument {
        listen()
        let status = source.withUnsafeBytes { bytes in
            XML_Parse(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 1)
        }
        if fault == nil, status != XML_STATUS_OK {
            fault = (code(of: XML_GetErrorCode(parser)), Int(XML_GetCurrentByteIndex(parser)))
        }
        guard let fault else {
            return XMLDocument(source: source, tape: tape, values: values, names: names)
        }
        let place = open.last.map { XMLPath(tape: tape, names: names).path(to: $0) } ?? ""
        throw XMLFailure(fault.code, offset: min(max(fault.offset, 0), source.count), in: source, path: place)
    }

    /// Tells expat whom to call.
    private func listen() {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetReturnNSTriplet(parser, 1)
        XML_SetElementHandler(
            parser,
            { XMLTapeBuilder.listening($0)?.start($1, attributes: $2) },
            { listener, _ in XMLTapeBuilder.listening(listener)?.end() })
        XML_SetCharacterDataHandler(parser) { XMLTapeBuilder.listening($0)?.text($1, count: Int($2)) }
        XML_SetStartNamespaceDeclHandler(parser) { XMLTapeBuilder.listening($0)?.declare($1, uri: $2) }
        XML_SetXmlDeclHandler(parser) { listener, _, encoding, _ in
            XMLTapeBuilder.listening(listener)?.declaredEncoding(encoding)
        }
        XML_SetStartDoctypeDeclHandler(parser) { listener, _, _, _, _ in
            XMLTapeBuilder.listening(listener)?.documentType()
        }
    }

    /// The builder behind a call; nil once it has stopped, because a call or two may follow.
    private static func listening(_ listener: UnsafeMutableRawPointer?) -> XMLTapeBuilder? {
        guard let listener else { return nil }
        let builder = Unmanaged<XMLTapeBuilder>.fromOpaque(listener).takeUnretainedValue()
        return builder.fault == nil ? builder : nil
    }

    /// Where what expat tells of begins.
    private var place: UInt32 { UInt32(clamping: XML_GetCurrentByteIndex(parser)) }

    // MARK: What expat tells of

    private func start(
        _ name: UnsafePointer<XML_Char>?, attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        guard let name, open.count < limits.depth else { return stop(.tooDeep) }
        let offset = place
        open.append(tape.count)
        append(XMLTapeNode(kind: .element, name: number(of: name), start: offset))
        for (name, uri) in declared {
            appendValue(uri, as: XMLTapeNode(kind: .declaration, name: name, start: offset))
        }
        declared.removeAll(keepingCapacity: true)
        guard var next = attributes else { return }
        while let attribute = next[0], let value = next[1] {
            let node = XMLTapeNode(kind: .attribute, name: number(of: attribute), start: offset)
            appendValue(Self.bytes(of: value), as: node)
            next += 2
        }
    }

    private func end() {
        guard let element = open.popLast() else { return }
        isInText = false
        tape[element].next = UInt32(tape.count)
        tape[element].end = place + UInt32(clamping: XML_GetCurrentByteCount(parser))
    }

    private func text(_ start: UnsafePointer<XML_Char>?, count: Int) {
        guard let start, let last = tape.indices.last else { return }
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        if isInText, tape[last].kind == .text {
            values.append(contentsOf: bytes)
            tape[last].valueLength += UInt32(count)
        } else {
            let offset = place
            appendValue(bytes, as: XMLTapeNode(kind: .text, name: 0, start: offset))
            isInText = true
        }
    }

    private func declare(_ prefix: UnsafePointer<XML_Char>?, uri: UnsafePointer<XML_Char>?) {
        let prefix = prefix.map { String(decoding: Self.bytes(of: $0), as: UTF8.self) } ?? ""
        // Beside the other names: theirs never begin with the separator.
        let key = "\u{0C}" + prefix
        let name = otherNames[key] ?? add(XMLName(declared: prefix), to: \.otherNames, as: key)
        declared.append((name, uri.map { Array(Self.bytes(of: $0)) } ?? []))
    }

    private func declaredEncoding(_ encoding: UnsafePointer<XML_Char>?) {
        guard let encoding else { return }
        let name = String(decoding: Self.bytes(of: encoding), as: UTF8.self).uppercased()
        if name != "UTF-8", name != "US-ASCII", name != "ASCII" { stop(.otherEncoding) }
    }

    private func documentType() {
        // Told of at its end or at its bracket: the place is where it begins.
        var offset = min(max(Int(XML_GetCurrentByteIndex(parser)), 0), source.count)
        while offset > 0, !source[offset...].starts(with: "<!DOCTYPE".utf8) { offset -= 1 }
        stop(.documentType, at: offset)
    }

    private func stop(_ code: XMLFailure.Code, at offset: Int? = nil) {
        fault = (code, offset ?? Int(XML_GetCurrentByteIndex(parser)))
        XML_StopParser(parser, 0)
    }

    // MARK: The tape

    private func append(_ node: XMLTapeNode) {
        guard tape.count < limits.nodeCount else { return stop(.tooManyNodes) }
        tape.append(node)
    }

    private func appendValue(_ value: some Collection<UInt8>, as node: XMLTapeNode) {
        var node = node
        node.valueStart = UInt32(values.count)
        node.valueLength = UInt32(value.count)
        node.next = UInt32(tape.count) + 1
        values.append(contentsOf: value)
        append(node)
    }

    /// The number under which a name is kept.
    private func number(of name: UnsafePointer<XML_Char>) -> UInt32 {
        let bytes = Self.bytes(of: name)
        let count = Self.fhirPrefix.count
        if bytes.starts(with: Self.fhirPrefix), !bytes[count...].contains(XMLName.separator) {
            // Nearly all names are short without their namespace, and then need no memory of their own.
            let key = String(decoding: bytes[count...], as: UTF8.self)
            return fhirNames[key] ?? add(XMLName(expat: bytes), to: \.fhirNames, as: key)
        }
        let key = String(decoding: bytes, as: UTF8.self)
        return otherNames[key] ?? add(XMLName(expat: bytes), to: \.otherNames, as: key)
    }

    private func add(
        _ name: XMLName, to index: ReferenceWritableKeyPath<XMLTapeBuilder, [String: UInt32]>, as key: String
    ) -> UInt32 {
        let number = UInt32(names.count)
        if names.count == Self.mostNames { stop(.tooManyNodes) }
        names.append(name)
        self[keyPath: index][key] = number
        return number
    }

    private static func bytes(of text: UnsafePointer<XML_Char>) -> UnsafeBufferPointer<UInt8> {
        var count = 0
        while text[count] != 0 { count += 1 }
        let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: count)
    }

    // MARK: Faults

    private func code(of error: XML_Error) -> XMLFailure.Code {
        switch error {
        case XML_ERROR_NO_MEMORY: .outOfMemory
        case XML_ERROR_NO_ELEMENTS: tape.isEmpty ? .empty : .truncated
        case XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION: .truncated
        case XML_ERROR_TAG_MISMATCH: .mismatchedTag
        case XML_ERROR_DUPLICATE_ATTRIBUTE: .duplicateAttribute
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: .trailingContent
        case XML_ERROR_UNDEFINED_ENTITY: .undefinedEntity
        case XML_ERROR_BAD_CHAR_REF: .invalidReference
        case XML_ERROR_UNBOUND_PREFIX: .undeclaredPrefix
        case XML_ERROR_MISPLACED_XML_PI: .misplacedDeclaration
        case XML_ERROR_INVALID_TOKEN, XML_ERROR_PARTIAL_CHAR: isUTF8 ? .invalidMarkup : .notUTF8
        default: .invalidMarkup
        }
    }

    private var isUTF8: Bool {
        source.withUnsafeBufferPointer { TextPosition.firstInvalidUTF8(in: $0) } == nil
    }
}
