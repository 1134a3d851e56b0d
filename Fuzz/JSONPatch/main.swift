// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

private let limits = JSONLimits(byteCount: 20_000, depth: 20, nodeCount: 2_000)

/// Of an object with `doc` and `patch`, the patch is refused with a reason, or gives what its operations give one by one,
/// within the limits.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = try? JSONDocument.parse(UnsafeBufferPointer(start: start, count: count), limits: limits),
        let doc = input.root["doc"], let entries = input.root["patch"],
        let document = try? JSONDocument.parse(doc.bytes, limits: limits)
    else { return 0 }
    do {
        let patch = try JSONPatch(entries)
        let whole = Result { () throws(JSONPatchFailure) in try patch.apply(to: document, limits: limits) }
        let stepwise = oneByOne(patch, document)
        switch (whole, stepwise) {
        case (.success(let result), .success(let expected)):
            precondition(result.root.isSame(as: expected.root))
            precondition(result.nodeCount == expected.nodeCount)
            precondition(result.byteCount <= limits.byteCount)
        case (.success, .failure(let failure)): precondition(isOfLimits(failure.code))
        case (.failure(let failure), .success): precondition(isOfLimits(failure.code))
        case (.failure(let failure), .failure(let other)):
            precondition(
                (failure.code == other.code && failure.operation == other.operation) || isOfLimits(failure.code)
                    || isOfLimits(other.code))
            precondition(failure.operation.map(patch.operations.indices.contains) ?? true)
        }
    } catch {
        precondition(!error.message.isEmpty)
        precondition(error.operation.map { $0 < entries.count } ?? true)
    }
    return 0
}

/// The operation that cannot be made, and why.
private struct StepFailure: Error {
    let operation: Int
    let code: JSONPatchFailure.Code
}

/// Makes each operation as a patch of its own, from text to text.
private func oneByOne(_ patch: JSONPatch, _ document: JSONDocument) -> Result<JSONDocument, StepFailure> {
    var document = document
    for (index, operation) in patch.operations.enumerated() {
        do {
            document = try JSONPatch(operations: [operation]).apply(to: document, limits: limits)
        } catch {
            return .failure(StepFailure(operation: index, code: error.code))
        }
    }
    return .success(document)
}

/// Only what limits refuse may depend on what was done before.
private func isOfLimits(_ code: JSONPatchFailure.Code) -> Bool {
    switch code {
    case .tooMuchCarried, .resultRefused: true
    default: false
    }
}
