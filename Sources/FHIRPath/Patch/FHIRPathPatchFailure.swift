// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// Why a FHIRPath Patch cannot be read or made, and at which operation.
package struct FHIRPathPatchFailure: Error, Sendable, Equatable {
    /// The kind of fault.
    package enum Code: Error, Sendable, Equatable {
        /// The patch as a whole.
        case notParameters
        case tooManyOperations(limit: Int)
        /// How one operation is written.
        case notAnOperation, unexpectedPart, repeatedPart, noType, unknownType, noPath, noName, noValue, noIndex
        case noSourceOrDestination, notAText, notAPosition, severalValues
        case invalidPath(FHIRPathFailure)
        /// What the resource does not allow.
        case notAResource, noElement, severalElements, notAnElement, wholeResource
        case alreadyThere, notAList, notWholeList, severalLists
        case beyondEnd(count: Int)
        case unknownElement(of: String)
        case wrongType(wanted: String)
        case notOfChoice([String])
        /// What the limits do not allow.
        case tooMuchWork
        case resultRefused(JSONPatchFailure)
        case valueRefused(JSONFailure)
    }

    /// The kind of fault.
    package let code: Code
    /// Which operation, from 0; nil where the fault is the whole patch's.
    package let operation: Int?

    init(_ code: Code, operation: Int? = nil) {
        self.code = code
        self.operation = operation
    }

    /// What is wrong and how to mend it, without any values of the resource or the patch.
    package var message: String {
        operation.map { "Patch operation [\($0)]: \(code.explanation)" } ?? code.explanation
    }
}

extension FHIRPathPatchFailure.Code {
    /// The fault and its remedy in one clause.
    package var explanation: String { writtenExplanation ?? resourceExplanation }

    /// What is wrong with the patch itself.
    private var writtenExplanation: String? {
        switch self {
        case .notParameters: "A FHIRPath Patch is a Parameters resource with a parameter for each operation"
        case .tooManyOperations(let limit): "A patch may have \(limit) operations; send it in parts"
        case .notAnOperation: "Each parameter is named operation and has its parts in part"
        case .unexpectedPart:
            "There is a part that this operation does not have. All have type and path; add has name and value, insert "
                + "index and value, replace value, move source and destination"
        case .repeatedPart: "A part is there twice; give it once"
        case .noType: "The part type is missing"
        case .unknownType: "The type is none of add, insert, delete, replace and move"
        case .noPath: "The part path is missing"
        case .noName: "The part name is missing: the name of the element to add"
        case .noValue:
            "The value is missing or empty; give it as value[x], or as a part for each of its elements, each with a value"
        case .noIndex: "The part index is missing: where to insert, from 0"
        case .noSourceOrDestination: "A move needs the parts source and destination, which are positions from 0"
        case .notAText: "The parts type, path and name hold a text: valueCode or valueString"
        case .notAPosition: "The parts index, source and destination hold a whole number from 0: valueInteger"
        case .severalValues: "A part has several values; give it one"
        case .invalidPath(let failure): Self.explanation(of: failure)
        default: nil
        }
    }

    private var resourceExplanation: String {
        switch self {
        case .notAResource: "Only a resource of FHIR R4 can be patched"
        case .noElement: "The path selects nothing; it has to select an element that is there"
        case .severalElements: "The path selects several elements; narrow it to one, as in name[0]"
        case .notAnElement: "The path gives a value and no element of the resource"
        case .wholeResource: "The path selects the resource itself; use an update or a delete for that"
        case .alreadyThere: "The element is there already and does not repeat; use replace"
        case .notAList: "The path selects an element that does not repeat; use add or replace"
        case .notWholeList: "The path selects only part of a list; let it select the whole list, without a filter"
        case .severalLists: "The path selects elements of several lists; narrow it to one list, as in name[0].given"
        case .beyondEnd(let count): "The list has \(count) elements, so the position is beyond its end"
        case .unknownElement(let type): "\(type) of FHIR R4 has no element of this name that a patch can set"
        case .wrongType(let wanted): "The value is of another type than the element, which is \(wanted)"
        case .notOfChoice(let types):
            "The element is a choice of types that has not the value's; it has \(types.joined(separator: ", "))"
        case .tooMuchWork: "The patch has too many operations for a resource of this size; send it in parts"
        case .resultRefused(let failure): "The change cannot be made. \(failure.code.explanation)"
        case .valueRefused(let failure): "The value cannot be used. \(failure.message)"
        default: "The operation cannot be made"
        }
    }

    /// Syntax faults are told without what stands there, which may be anything, such as somebody's number.
    private static func explanation(of failure: FHIRPathFailure) -> String {
        let place = failure.offset.map { " (character \($0 + 1))" } ?? ""
        return switch failure.kind {
        case .syntax: "The path is not written as FHIRPath\(place)"
        case .semantic, .execution: "The path cannot be followed. \(failure)"
        }
    }
}
