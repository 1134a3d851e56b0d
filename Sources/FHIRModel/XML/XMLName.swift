// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The name of an element or attribute with its namespace.
struct XMLName: Sendable {
    /// The namespace, as far as FHIR cares.
    let namespace: XMLNamespace
    /// The name without its prefix.
    let local: String
    /// The prefix as written; empty without one.
    let prefix: String

    /// Stands between the parts of a name as expat gives it; XML has no way to write this character.
    static let separator = UInt8(0x0C)

    /// Reads `local`, `uri⟨separator⟩local` or `uri⟨separator⟩local⟨separator⟩prefix`.
    init(expat text: UnsafeBufferPointer<UInt8>) {
        let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        namespace = parts.count > 1 ? XMLNamespace(uri: parts[0]) : .none
        local = parts.count > 1 ? parts[1] : parts.first ?? ""
        prefix = parts.count > 2 ? parts[2] : ""
    }

    /// A name that no text has, without a prefix.
    init(namespace: XMLNamespace, local: String) {
        self.namespace = namespace
        self.local = local
        prefix = ""
    }

    /// A prefix that a namespace is declared for.
    init(declared prefix: String) {
        namespace = .none
        local = "xmlns"
        self.prefix = prefix
    }

    /// Whether this is an element of FHIR or an attribute of one, with this name.
    func matches(_ other: XMLName) -> Bool { namespace == other.namespace && local == other.local }
}

/// The namespaces that have a place in a resource.
enum XMLNamespace: Sendable {
    case none, fhir, xhtml
    /// What `xml:lang` and its like belong to.
    case xml
    /// What `xsi:schemaLocation` belongs to.
    case schemaInstance
    case other

    init(uri: String) {
        switch uri {
        case "": self = .none
        case Self.fhirURI: self = .fhir
        case Self.xhtmlURI: self = .xhtml
        case "http://www.w3.org/XML/1998/namespace": self = .xml
        case "http://www.w3.org/2001/XMLSchema-instance": self = .schemaInstance
        default: self = .other
        }
    }

    static let fhirURI = "http://hl7.org/fhir"
    static let xhtmlURI = "http://www.w3.org/1999/xhtml"
}
