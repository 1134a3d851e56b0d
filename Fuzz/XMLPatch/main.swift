// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

// Not a top-level variable: this file's top level never runs under libFuzzer's main.
private enum Patched {
    static let resource = try? Resource(
        #"""
        {"resourceType":"Patient","id":"p","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a &amp; b</p></div>"},
        "contained":[{"resourceType":"Basic","id":"b","code":{"text":"t"}}],"active":true,
        "name":[{"id":"n1","use":"usual","given":["a","b"],"_given":[null,{"id":"g"}]},{"use":"old","family":"f"}]}
        """#.utf8)
}

/// Any bytes are no patch, or one that is refused with a reason, or one whose result is a resource that XML can say.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let resource = Patched.resource else { return 0 }
    let limits = JSONLimits(byteCount: 20_000, depth: 40, nodeCount: 2_000)
    do {
        let patch = try XMLPatch.parse(Array(UnsafeBufferPointer(start: start, count: count)), limits: limits)
        let patched = try patch.apply(to: resource, limits: limits)
        guard let result = try? Resource(patched.root), (try? XMLResourceWriter().xml(result)) != nil else {
            preconditionFailure("the result is no resource")
        }
    } catch {
        precondition(!error.message.isEmpty)
        precondition(error.operation.map { $0 < XMLPatch.operationLimit } ?? true)
    }
    return 0
}
