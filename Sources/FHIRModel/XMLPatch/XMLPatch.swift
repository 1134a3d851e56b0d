// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An XML Patch (RFC 5261): elements `add`, `replace` and `remove`, made in their order or not at all.
///
/// Each one selects what it changes by a path of a small part of XPath; see ``XMLSelector``. Comments, processing
/// instructions and the prefixes of namespaces mean nothing in a resource and are not kept, so operations on them change
/// nothing, and white space between elements is neither kept nor removed.
package struct XMLPatch: Sendable {
    /// Most operations that a patch may have, unless its reader says otherwise.
    package static let operationLimit = 1_000
    /// Most elements, attributes and characters that selecting may look at.
    static let mostWork = 3_000_000

    /// One operation.
    struct Operation: Sendable {
        /// Where the children of an `add` go.
        enum Position: Sendable {
            case last, first, before, after
        }

        enum Kind: Sendable {
            case add(Position)
            case addAttribute(XMLName)
            /// Declarations of prefixes say nothing in a resource.
            case addDeclaration
            case replace
            case remove
        }

        let kind: Kind
        let selector: XMLSelector
        /// What the operation holds: texts and elements.
        let content: [EditedElement.Part]
    }

    let operations: [Operation]

    /// How many changes it makes.
    package var count: Int { operations.count }

    /// The resource with all changes made; the same document where they come to nothing.
    ///
    /// Elements that the changes leave empty go, and elements of one name come to stand beside each other, as FHIR has
    /// it. Members of other names are in the order of the definitions in the result.
    ///
    /// - Parameter limits: what the resource as XML and the result may be at most.
    /// - Throws: the first operation that cannot be made and why, or what the resource or the result has that XML or
    ///   FHIR does not.
    package func apply(to resource: Resource, limits: JSONLimits = .standard) throws(XMLPatchFailure) -> JSONDocument {
        let standing: Resource
        let root: EditedElement
        do {
            standing = try resource.standingAlone()
            let xml = try XMLResourceWriter(limits: limits).xml(standing)
            root = EditedElement(try XMLDocument.parse(xml, limits: limits))
        } catch let failure as XMLFailure {
            throw XMLPatchFailure(.resourceRefused(failure))
        } catch {
            throw XMLPatchFailure(.resourceRefused(XMLFailure(.notAResource)))
        }
        var out: [UInt8] = []
        do {
            try apply(to: root).asInFHIR.write(to: &out)
            let json = try XMLResourceReader(limits: limits).json(out)
            let patched = try JSONDocument.parse(json, limits: limits)
            return patched.root.isSame(as: standing.node) ? standing.document : patched
        } catch let failure as XMLPatchFailure {
            throw failure
        } catch let failure as XMLFailure {
            throw XMLPatchFailure(.resultRefused(failure))
        } catch {
            throw XMLPatchFailure(.resultRefused(XMLFailure(.tooLarge)))
        }
    }

    /// Any element, such as one of a suite of cases, with all changes made.
    package func apply(to element: XMLElement) throws(XMLPatchFailure) -> EditedElement {
        try apply(to: EditedElement(element))
    }

    private func apply(to root: EditedElement) throws(XMLPatchFailure) -> EditedElement {
        var run = XMLPatchRun(root: root, workLeft: Self.mostWork)
        for (index, operation) in operations.enumerated() {
            do {
                try run.perform(operation)
            } catch {
                throw XMLPatchFailure(error, operation: index)
            }
        }
        return run.root
    }
}
