// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRService

/// What a page link holds is read or refused; what is read says the same when it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let content = PageTokenSeal.Content(bytes) else { return 0 }
    precondition(PageTokenSeal.Content(content.bytes) == content)
    return 0
}
