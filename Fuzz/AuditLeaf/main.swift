// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit

/// A leaf is read or refused; one that is read says the same when it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let leaf = AuditLeaf(bytes, position: LogPosition(0)) else { return 0 }
    let written = leaf.encoded()
    precondition(AuditLeaf(written, position: LogPosition(0))?.encoded() == written)
    return 0
}
