// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import SignIn

/// A token is taken apart or refused, and what an exchange states in its claims says the same when it is written and read
/// again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? SignedToken(String(decoding: bytes, as: UTF8.self))
    guard let claims = try? JSONDocument.parse(bytes), let statement = NodeStatement(claims.root) else { return 0 }
    var written = JSONWriter()
    written.object { statement.write(to: &$0) }
    let again = try? JSONDocument.parse(written.bytes)
    precondition(again.flatMap { NodeStatement($0.root) } == statement)
    return 0
}
