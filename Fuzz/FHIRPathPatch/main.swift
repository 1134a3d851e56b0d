// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath

private let limits = JSONLimits(byteCount: 20_000, depth: 30, nodeCount: 2_000)

/// Of an object with `doc` and `patch`, the patch is refused with a reason, or gives a resource of the same type that is
/// what its operations give one by one, with no lists out of step.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = try? JSONDocument.parse(UnsafeBufferPointer(start: start, count: count), limits: limits),
        let doc = input.root["doc"], let parameters = input.root["patch"],
        let document = try? JSONDocument.parse(doc.bytes, limits: limits)
    else { return 0 }
    let now = Timestamp(seconds: 1_795_426_200)
    do {
        let patch = try FHIRPathPatch(parameters, operationLimit: 4)
        let patched = try patch.apply(to: document, now: now, limits: limits)
        precondition(patched.root["resourceType"]?.string == document.root["resourceType"]?.string)
        precondition(patched.byteCount <= limits.byteCount)
        var stepwise = document
        for operation in parameters.items("parameter") {
            let single =
                #"{"resourceType":"Parameters","parameter":["#
                + String(decoding: operation.bytes, as: UTF8.self) + "]}"
            guard let one = try? FHIRPathPatch(JSONDocument.parse(single).root),
                let next = try? one.apply(to: stepwise, now: now, limits: limits)
            else { preconditionFailure("an operation alone is refused") }
            stepwise = next
        }
        precondition(stepwise.root.isSame(as: patched.root))
    } catch {
        precondition(!error.message.isEmpty)
        precondition(error.operation.map { $0 < 4 } ?? true)
    }
    return 0
}
