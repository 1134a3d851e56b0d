// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why and where an XML text cannot become a resource, or a resource no XML text.
package struct XMLFailure: Error, Sendable, Equatable {
    /// The kind of fault.
    package enum Code: Sendable, CaseIterable {
        // No XML that we read.
        case empty, tooLarge, tooDeep, tooManyNodes, outOfMemory, notUTF8, otherEncoding, documentType
        case truncated, invalidMarkup, mismatchedTag, duplicateAttribute, trailingContent, undefinedEntity
        case invalidReference, undeclaredPrefix, misplacedDeclaration
        // No resource.
        case notAResource, wrongNamespace, unknownElement, unknownAttribute, mustBeElement, mustBeAttribute
        case misplacedText, repeatedElement, scatteredElement, emptyElement, notOneResource
        case notABoolean, notAnInteger, notADecimal
        // No JSON that XML can say.
        case notAnObject, unknownMember, notAText, notAList, notASingleValue, emptyMember
        case invalidCharacter, invalidNarrative
    }

    /// The kind of fault.
    package let code: Code
    /// Offset of the fault in bytes, in the text that was read: XML, or the resource's JSON.
    package let offset: Int
    /// Line of the fault, from 1; 0 where it has none.
    package let line: Int
    /// Column of the fault in characters, from 1; 0 where it has none.
    package let column: Int
    /// Path of the fault as in `Patient.name[0].given[1]`; empty before the root element.
    package let path: String

    /// A fault of the text as a whole.
    init(_ code: Code) {
        self.code = code
        offset = 0
        line = 0
        column = 0
        path = ""
    }

    /// A fault at a place.
    init(_ code: Code, offset: Int, in text: [UInt8], path: String) {
        self.code = code
        self.offset = offset
        self.path = path
        (line, column) = text.withUnsafeBufferPointer { TextPosition.lineAndColumn(of: offset, in: $0) }
    }

    /// What is wrong and how to mend it, without any of the text's content beyond names of elements.
    package var message: String {
        let place = path.isEmpty ? "" : " at \(path)"
        let position = line > 0 ? " (line \(line), column \(column))" : ""
        return code.explanation + place + position
    }
}

extension XMLFailure.Code {
    /// The fault and its remedy in one clause.
    package var explanation: String {
        readingExplanation ?? resourceExplanation ?? writingExplanation
    }

    private var readingExplanation: String? {
        switch self {
        case .empty: "The text is empty; an XML element is needed"
        case .tooLarge: "The text is larger than the limit; send large content as a Binary"
        case .tooDeep: "Elements are nested too deep"
        case .tooManyNodes: "The text holds more elements and attributes than the limit; send it in parts"
        case .outOfMemory: "There is not enough memory to read the text"
        case .notUTF8: "The text is not valid UTF-8; send UTF-8"
        case .otherEncoding: "The XML declaration names another encoding; send UTF-8 and say so, or leave it out"
        case .documentType: "A DOCTYPE is not accepted; remove it, with all entities that it declares"
        case .truncated: "The text ends before its last element is closed; send it whole"
        case .invalidMarkup: "This is not well-formed XML; mind what stands here, such as < or & that is not escaped"
        case .mismatchedTag: "An end tag closes another element than the one that is open; close them in order"
        case .duplicateAttribute: "An attribute is used twice in one element; keep one of them"
        case .trailingContent: "There is more text behind the end of the root element; remove it"
        case .undefinedEntity: "XML does not know this entity; write the character itself, as in &#160; for &nbsp;"
        case .invalidReference: "A reference stands for a character that XML does not allow; remove it"
        case .undeclaredPrefix: "A prefix is used without a namespace; declare it, or leave the prefix out"
        case .misplacedDeclaration: "An XML declaration may only stand at the very beginning; remove what is before it"
        default: nil
        }
    }

    private var resourceExplanation: String? {
        switch self {
        case .notAResource: "This is not the name of a FHIR R4 resource type"
        case .wrongNamespace:
            "This element has the wrong namespace; FHIR's is http://hl7.org/fhir, a div's http://www.w3.org/1999/xhtml"
        case .unknownElement: "FHIR R4 has no such element here; remove it, or send it as an extension"
        case .unknownAttribute: "FHIR R4 has no such attribute here; remove it, or send it as an extension"
        case .mustBeElement: "This is written as an element with a value, not as an attribute"
        case .mustBeAttribute: "This is written as an attribute, not as an element"
        case .misplacedText: "Text may not stand here; primitives are written as the attribute 'value'"
        case .repeatedElement: "This element may only occur once; keep one of them"
        case .scatteredElement: "Elements of the same name must follow each other; move this one to the others"
        case .emptyElement: "An element needs a value, an extension or elements in it; leave it out"
        case .notOneResource: "Exactly one resource must stand in this element"
        case .notABoolean: "A boolean is true or false"
        case .notAnInteger: "This is a whole number in digits, without leading zeros"
        case .notADecimal: "A decimal is written as 1.50, without leading zeros or '+'"
        default: nil
        }
    }

    private var writingExplanation: String {
        switch self {
        case .notAnObject: "An object is needed here"
        case .unknownMember: "FHIR R4 has no such member here, so XML has no place for it; remove it"
        case .notAText: "A text in quotes is needed here"
        case .notAList: "This member repeats, so it is a list: put the value in [ ]"
        case .notASingleValue: "This member has one value, so it is no list"
        case .emptyMember: "This is empty or null, which XML cannot say; leave it out"
        case .invalidCharacter:
            "A text holds a character that XML does not allow, such as a control character; remove it"
        case .invalidNarrative: "A narrative must be one XHTML div and well-formed XML; mend its markup"
        default: "This cannot be written as XML"
        }
    }
}
