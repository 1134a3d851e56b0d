// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRService
import SignIn

// Not a top-level variable: this file's top level never runs under libFuzzer's main.
private enum Tried {
    static let cookies = [SessionCookie.session(https: true), SessionCookie.signIn(https: false)]
}

/// Queries, forms, cookies and opaque tokens of any shape are read; what is written is read back as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let fields = FormFields(parsing: text)
    precondition(FormFields(parsing: fields.encoded) == fields)
    let parameters = FormParameters.parse(text)
    for parameter in parameters {
        precondition(FormParameters.decode(FormParameters.encode(parameter.value)) == parameter.value)
    }
    for cookie in Tried.cookies { _ = cookie.value(in: text) }
    if let bytes = Base64URL.decode(text) { precondition(Base64URL.encode(bytes) == text) }
    return 0
}
