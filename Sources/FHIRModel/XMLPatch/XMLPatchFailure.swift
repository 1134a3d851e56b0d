// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why an XML Patch cannot be read or made, and at which operation.
package struct XMLPatchFailure: Error, Sendable, Equatable {
    /// The kind of fault.
    package enum Code: Error, Sendable, Equatable {
        /// The patch document itself.
        case notXML(XMLFailure)
        case noOperations
        case tooManyOperations(limit: Int)
        /// How one operation is written.
        case unknownOperation, unknownAttribute, noSelector, unknownPosition, unknownAdditionType
        case invalidSelector(XMLSelectorFailure, offset: Int)
        case notOneElement, misplacedElement, misplacedText
        /// What the document does not allow.
        case notLocated, severalLocated, rootRemoved, besideRoot, attributeIsThere, notAnElement
        /// What the limits do not allow.
        case tooMuchWork
        /// Elements or attributes that neither FHIR nor its narratives have.
        case foreignNamespace
        case resourceRefused(XMLFailure)
        case resultRefused(XMLFailure)
    }

    /// The kind of fault.
    package let code: Code
    /// Which operation, from 0; nil where the fault is the whole patch's or the result's.
    package let operation: Int?

    init(_ code: Code, operation: Int? = nil) {
        self.code = code
        self.operation = operation
    }

    /// What is wrong and how to mend it, without any values of the document or the patch.
    package var message: String {
        operation.map { "Patch operation [\($0)]: \(code.explanation)" } ?? code.explanation
    }
}

/// Why a path of an XML Patch is none that is understood.
package enum XMLSelectorFailure: Sendable, Equatable {
    case empty, tooLong, undeclaredPrefix, name, step, predicate, literal, position, descendants, end
}

extension XMLPatchFailure.Code {
    /// The fault and its remedy in one clause.
    package var explanation: String { writtenExplanation ?? documentExplanation }

    private var writtenExplanation: String? {
        switch self {
        case .notXML(let failure): failure.message
        case .noOperations:
            "The patch holds no operation; an XML Patch is an element with add, replace and remove in it"
        case .tooManyOperations(let limit): "A patch may have \(limit) operations; send it in parts"
        case .unknownOperation: "The element is none of add, replace and remove"
        case .unknownAttribute:
            "The operation has an attribute that it does not take: sel, of add pos and type, of remove ws"
        case .noSelector: "The attribute sel is missing: the path of what to change"
        case .unknownPosition: "The pos is prepend, before or after, or is left out; beside a type it has no place"
        case .unknownAdditionType: "The type is @name for an attribute, or is left out"
        case .invalidSelector(let failure, let offset): "\(failure.explanation) (character \(offset + 1) of sel)"
        case .notOneElement: "An element is replaced by one element"
        case .misplacedElement: "Attributes and texts are replaced by text, not by elements"
        case .misplacedText: "Text has no place here"
        default: nil
        }
    }

    private var documentExplanation: String {
        switch self {
        case .notLocated: "The sel selects nothing; it has to select one place that is there"
        case .severalLocated: "The sel selects several places; narrow it to one, as in f:name[1], counted from 1"
        case .rootRemoved: "The root element cannot be removed; use a delete for that"
        case .besideRoot: "Nothing can stand beside the root element"
        case .attributeIsThere: "The attribute is there already; use replace"
        case .notAnElement: "Only an element can be added to"
        case .tooMuchWork: "The patch takes too much work for a resource of this size; send it in parts"
        case .foreignNamespace: "The result has a name of a namespace that neither FHIR nor XHTML is; remove it"
        case .resourceRefused(let failure):
            "This resource cannot be written as XML, so that it cannot be patched as XML; use a JSON Patch. "
                + Self.withoutPlace(failure)
        case .resultRefused(let failure): "The result of the patch is no resource. " + Self.withoutPlace(failure)
        default: "The operation cannot be made"
        }
    }

    /// A fault with its path only: line and column are those of a text that nobody sent.
    private static func withoutPlace(_ failure: XMLFailure) -> String {
        failure.code.explanation + (failure.path.isEmpty ? "" : " at \(failure.path)")
    }
}

extension XMLSelectorFailure {
    fileprivate var explanation: String {
        switch self {
        case .empty: "The sel is empty"
        case .tooLong: "The sel is too long"
        case .undeclaredPrefix: "A prefix in sel is not declared; declare it in the patch"
        case .name: "A name is needed here, of ASCII letters, digits, '-', '_' and '.'"
        case .step: "This step is not understood; steps are name, *, @name, text(), comment() and namespace::prefix"
        case .predicate:
            "This predicate is not understood; there are [1], [last()], [@name='…'], [name/@value='…'] and [.='…']"
        case .literal: "A text in quotes is needed here"
        case .position: "Positions are counted from 1"
        case .descendants: "Paths go from step to step, so // is not understood; name each step"
        case .end: "The path goes on where it has to end"
        }
    }
}
