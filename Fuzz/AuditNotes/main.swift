// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Tried {
    static let origin = "north.onelondon.example/audit"
    static let key = AuditSigningKey(name: origin).publicKey
}

/// Checkpoints and public keys that someone else hands over are refused or read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    // Nobody here can sign with the key, so a note that passes is a forgery.
    precondition((try? AuditCheckpoint(note: text, origin: Tried.origin, key: Tried.key)) == nil)
    if let other = AuditPublicKey(text) {
        precondition(AuditPublicKey(other.text)?.text == other.text)
        _ = try? AuditCheckpoint(note: text, origin: Tried.origin, key: other)
    }
    return 0
}
