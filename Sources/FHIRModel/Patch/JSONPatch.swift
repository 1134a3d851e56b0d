// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A list of changes to a JSON text (RFC 6902), made as a whole or not at all.
///
/// What no change reaches stays byte for byte: decimals keep their text, members their order. Members with the same
/// name are refused where the patch is read, as everywhere in our JSON.
package struct JSONPatch: Sendable {
    /// One change, or a test whose failure refuses the whole patch.
    package enum Operation: Sendable {
        case add(JSONNode, at: JSONPointer)
        case remove(at: JSONPointer)
        case replace(at: JSONPointer, with: JSONNode)
        case move(from: JSONPointer, to: JSONPointer)
        case copy(from: JSONPointer, to: JSONPointer)
        case test(JSONNode, at: JSONPointer)
    }

    /// Most operations that a patch may have, unless its reader says otherwise.
    package static let operationLimit = 10_000

    /// The operations in the order in which they are made.
    package let operations: [Operation]

    /// A patch of these operations.
    package init(operations: [Operation]) {
        self.operations = operations
    }

    /// The document with all changes made.
    ///
    /// The time grows with the document, the patch and what is copied, not with their product. What all `copy` and
    /// `move` operations carry counts together against the limits on values, what `copy` carries against the one on
    /// bytes, even where a later operation removes it again.
    ///
    /// - Parameters:
    ///   - document: stays as it is.
    ///   - limits: what the result may be at most.
    /// - Throws: the first operation that cannot be made and why, or that the result is beyond the limits.
    package func apply(to document: JSONDocument, limits: JSONLimits = .standard) throws(JSONPatchFailure)
        -> JSONDocument
    {
        var run = JSONPatchRun(document.root, limits: limits)
        for (index, operation) in operations.enumerated() {
            do {
                try run.perform(operation)
            } catch {
                throw JSONPatchFailure(error.code, operation: index, pointer: error.pointer)
            }
        }
        guard run.hasChanged else { return document }
        do {
            return try JSONDocument.parse(run.bytes, limits: limits)
        } catch {
            throw JSONPatchFailure(.resultRefused(error))
        }
    }
}
