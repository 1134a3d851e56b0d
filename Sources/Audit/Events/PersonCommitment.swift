// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation

/// What a leaf says instead of a person: a keyed hash that leads nowhere
/// without the person's salt.
package struct PersonCommitment: Hashable, Sendable {
    /// 64 small hexadecimal digits.
    package let text: String
}

/// The secret of one person from which the commitment and the key for sealed texts are made.
///
/// Without it both are noise.
struct PersonSalt: Sendable {
    static let byteCount = 32

    private let key: SymmetricKey

    init() {
        key = SymmetricKey(size: .bits256)
    }

    init(bytes: some Sequence<UInt8>) {
        key = SymmetricKey(data: Array(bytes))
    }

    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    func commitment(to person: String) -> PersonCommitment {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("onelondon audit person 1\n".utf8))
        code.update(data: Array(person.utf8))
        return PersonCommitment(text: hexadecimal(code.finalize()))
    }

    /// Encrypts a text that only this person's events may show; base 64.
    func seal(_ text: [UInt8], for commitment: PersonCommitment) throws -> String {
        let box = try AES.GCM.seal(text, using: sealingKey, authenticating: Array(commitment.text.utf8))
        guard let combined = box.combined else { throw AuditFailure(.event, "A text could not be sealed.") }
        return combined.base64EncodedString()
    }

    /// The sealed text, or nil where it was sealed for someone else or changed.
    func open(_ sealed: String, for commitment: PersonCommitment) -> [UInt8]? {
        guard let data = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: data),
            let text = try? AES.GCM.open(box, using: sealingKey, authenticating: Array(commitment.text.utf8))
        else { return nil }
        return Array(text)
    }

    private var sealingKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array("onelondon audit sealed text 1".utf8), outputByteCount: 32)
    }
}

/// Small hexadecimal digits of bytes.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    func append(_ nibble: UInt8) {
        digits.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
    for byte in bytes {
        append(byte >> 4)
        append(byte & 15)
    }
    return String(decoding: digits, as: UTF8.self)
}
