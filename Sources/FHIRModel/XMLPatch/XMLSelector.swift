// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The path by which an operation of an XML Patch selects what it changes: a part of XPath 1.0.
///
/// Steps lead from an element to its children: `f:name`, `name`, `*`, the first one to the root element, with or without a
/// slash before it. Predicates narrow them: `[2]`, `[last()]`, `[@id='a']`, `[f:system/@value='x']`, `[.='x']`. The end may
/// be `@value`, `text()`, `comment()`, `processing-instruction()` or `namespace::p`.
///
/// A prefix is what the patch declares it as; `f` and `h` are FHIR and XHTML where it does not declare them. A name of an
/// element without a prefix is of the patch's default namespace where that is one of these two, else of any namespace.
struct XMLSelector: Sendable, Equatable {
    /// A name, or any.
    struct NameTest: Sendable, Equatable {
        /// Nil for any namespace.
        var namespace: XMLNamespace?
        /// Nil for any name.
        var local: String?

        func matches(_ name: XMLName) -> Bool {
            (namespace == nil || namespace == name.namespace) && (local == nil || local == name.local)
        }
    }

    /// What a predicate compares with a text.
    enum Operand: Sendable, Equatable {
        /// The texts in the element, or an attribute, of what these steps lead to; of the element itself without steps.
        case path([NameTest], attribute: NameTest?)
        /// Texts right in the element.
        case text
    }

    enum Predicate: Sendable, Equatable {
        case position(Int)
        case last
        case equal(Operand, [UInt8])
    }

    struct Step: Sendable, Equatable {
        var test: NameTest
        var predicates: [Predicate]
    }

    /// What of the elements is selected.
    enum End: Sendable, Equatable {
        case element
        case attribute(NameTest)
        /// A text right in the element, from 1; nil for the only one.
        case text(position: Int?)
        /// Comments, instructions and declarations, which a resource does not keep.
        case meaningless
    }

    var steps: [Step]
    var end: End

    /// Reads a path.
    init(_ text: String, namespaces: [String: XMLNamespace]) throws(XMLPatchFailure.Code) {
        var parser = XMLSelectorParser(text, namespaces: namespaces)
        (steps, end) = try parser.path()
    }

    /// Reads the name of an attribute; without a prefix it is in no namespace.
    static func attributeName(
        _ text: String, _ namespaces: [String: XMLNamespace]
    ) throws(XMLPatchFailure.Code) -> XMLName {
        var parser = XMLSelectorParser(text, namespaces: namespaces)
        let test = try parser.attributeName()
        guard let local = test.local, let namespace = test.namespace else {
            throw .invalidSelector(.name, offset: 0)
        }
        return XMLName(namespace: namespace, local: local)
    }
}
