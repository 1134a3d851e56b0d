// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access

/// The text of a policy is read, or refused with the line that is wrong.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do {
        _ = try AccessPolicy(text: text)
    } catch {
        precondition((0...count + 1).contains(error.line))
        precondition(!error.message.isEmpty)
    }
    return 0
}
