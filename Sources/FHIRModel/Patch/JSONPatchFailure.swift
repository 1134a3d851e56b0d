// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why a patch cannot be read or made, and at which operation.
package struct JSONPatchFailure: Error, Sendable, Equatable {
    /// The kind of fault.
    package enum Code: Error, Sendable, Equatable {
        /// The patch document itself.
        case notJSON(JSONFailure)
        case notAnArray
        case tooManyOperations(limit: Int)
        /// How one operation is written.
        case notAnObject, noOp, unknownOp, noPath, noFrom, noValue
        case invalidPath(JSONPointerFailure)
        case invalidFrom(JSONPointerFailure)
        /// What the document does not allow.
        case noSuchMember, noSuchItem, notAPosition, endIsOnlyForAdd, notAContainer, rootRemoved, movedIntoItself
        /// A test found another value.
        case testFailed
        /// What the limits do not allow.
        case nameTooLong, tooDeep, tooMuchCarried
        case resultRefused(JSONFailure)
    }

    /// The kind of fault.
    package let code: Code
    /// Which operation, from 0; nil where the fault is the whole patch's or the result's.
    package let operation: Int?
    /// The operation's `path` or `from` that cannot be followed; nil where the fault lies elsewhere.
    package let pointer: JSONPointer?

    init(_ code: Code, operation: Int? = nil, pointer: JSONPointer? = nil) {
        self.code = code
        self.operation = operation
        self.pointer = pointer
    }

    /// What is wrong and how to mend it, without any values of the document or the patch.
    package var message: String {
        guard let operation else { return code.explanation }
        let place = pointer.map { " at \"\(String($0.text.unicodeScalars.prefix(200)))\"" } ?? ""
        return "Patch operation [\(operation)]\(place): \(code.explanation)"
    }
}

extension JSONPatchFailure.Code {
    /// The fault and its remedy in one clause.
    package var explanation: String {
        switch self {
        case .notJSON(let failure): failure.message
        case .notAnArray: "A JSON Patch is an array of operations"
        case .tooManyOperations(let limit): "A patch may have \(limit) operations; send it in parts"
        case .notAnObject: "An operation is an object with op and path"
        case .noOp: "The op is missing"
        case .unknownOp: "The op is none of add, remove, replace, move, copy and test"
        case .noPath: "The path is missing or is no string"
        case .noFrom: "The from is missing or is no string; move and copy need it"
        case .noValue: "The value is missing; add, replace and test need it, if only as null"
        case .invalidPath(let failure): "The path cannot be read. \(failure.message)"
        case .invalidFrom(let failure): "The from cannot be read. \(failure.message)"
        case .noSuchMember: "There is no such member; an add makes the last step only"
        case .noSuchItem: "The array is shorter than this position"
        case .notAPosition: "An array's positions are digits without leading zeros"
        case .endIsOnlyForAdd: "The end of an array, -, is only a place to add to"
        case .notAContainer: "The path leads into a value that is no object and no array"
        case .rootRemoved: "The whole document cannot be removed; replace it"
        case .movedIntoItself: "A value cannot be moved into itself"
        case .testFailed: "The value is not the one that the test names, so nothing was changed"
        case .nameTooLong: "A member name is longer than 65,535 bytes"
        case .tooDeep: "The value would lie too deep"
        case .tooMuchCarried: "The patch copies or moves too much"
        case .resultRefused(let failure): "The result of the patch cannot be kept. \(failure.message)"
        }
    }
}
