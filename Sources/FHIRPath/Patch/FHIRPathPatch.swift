// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// A FHIRPath Patch (FHIR R4): a Parameters resource whose parameters are changes to a resource, made in their order.
///
/// Each path is asked of the resource as the changes before it have left it. What a change empties goes too, up to the
/// resource: FHIR has no empty elements. An `add` to, or an `insert` into, an element that is not there yet makes it
/// where the path's last step names one. Values are only looked at as far as their place asks for it; whether the
/// result is a sound resource is for a later check.
package struct FHIRPathPatch: Sendable {
    /// One change.
    struct Operation: Sendable {
        enum Kind: Sendable {
            case add(PatchValue, named: String)
            case insert(PatchValue, at: Int)
            case delete
            case replace(PatchValue)
            case move(from: Int, to: Int)
        }

        let kind: Kind
        let path: FHIRPathExpression
    }

    /// Most operations that a patch may have, for each one reads the resource anew.
    package static let operationLimit = 1_000
    /// Most bytes that the operations together may read.
    private static let mostBytes = 100_000_000
    /// Most steps that the paths together may take, but for a few that each of them has of its own.
    private static let mostSteps = 5_000_000
    private static let ownSteps = 20_000

    let operations: [Operation]

    /// How many changes it makes.
    package var count: Int { operations.count }

    /// The document with all changes made; the same one where there are none.
    ///
    /// - Parameters:
    ///   - document: a resource; stays as it is.
    ///   - now: what `now()` and `today()` say in a path.
    ///   - limits: what the result may be at most.
    /// - Throws: the first operation that cannot be made and why.
    package func apply(
        to document: JSONDocument, now: Timestamp, limits: JSONLimits = .standard
    ) throws(FHIRPathPatchFailure) -> JSONDocument {
        guard let type = document.root["resourceType"]?.string, R4.isResourceType(type) else {
            throw FHIRPathPatchFailure(.notAResource)
        }
        var environment = FHIRPathEnvironment(now: now)
        environment.mostSteps = max(Self.ownSteps, Self.mostSteps / max(1, operations.count))
        var run = FHIRPathPatchRun(document: document, environment: environment, limits: limits)
        var bytes = 0
        for (index, operation) in operations.enumerated() {
            do throws(FHIRPathPatchFailure.Code) {
                bytes += run.document.byteCount
                guard bytes <= Self.mostBytes else { throw FHIRPathPatchFailure.Code.tooMuchWork }
                try run.perform(operation)
            } catch {
                throw FHIRPathPatchFailure(error, operation: index)
            }
        }
        return run.document
    }
}
