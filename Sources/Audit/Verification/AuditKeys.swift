// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation

/// Signs checkpoints.
///
/// The key lives in a file that only its owner may read.
package struct AuditSigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public half, for anyone who checks the log.
    package let publicKey: AuditPublicKey

    /// A new key under a name, usually the log's origin.
    package init(name: String) {
        self.init(name: name, key: Curve25519.Signing.PrivateKey())
    }

    private init(name: String, key: Curve25519.Signing.PrivateKey) {
        self.key = key
        publicKey = AuditPublicKey(name: name, key: key.publicKey)
    }

    /// The key in a file.
    ///
    /// Where there is no file one is made with a new key, readable by its owner only; the public key goes into a second
    /// file `….pub`.
    ///
    /// - Throws: ``AuditFailure`` where the file is readable by others or holds no key of this name.
    package static func load(_ path: String, name: String) throws -> AuditSigningKey {
        var information = stat()
        guard stat(path, &information) == 0 else { return try create(path, name: name) }
        guard information.st_mode & 0o077 == 0 else {
            throw AuditFailure(.key, "The audit key file can be read by others; set its mode to 600.")
        }
        let text = String(decoding: try AuditFile(path, .reading).read(4_096, at: 0), as: UTF8.self)
        let fields = text.split(separator: "\n").first?.split(separator: "+", omittingEmptySubsequences: false) ?? []
        guard fields.count >= 5, fields[0] == "PRIVATE", fields[1] == "KEY", String(fields[2]) == name,
            let data = Data(base64Encoded: fields[4...].joined(separator: "+")),
            data.count == 33, data.first == AuditPublicKey.algorithm,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.dropFirst())
        else { throw AuditFailure(.key, "The audit key file holds no signing key of this log.") }
        let loaded = AuditSigningKey(name: name, key: key)
        guard String(fields[3]) == hexadecimal(loaded.publicKey.id) else {
            throw AuditFailure(.key, "The audit key file holds no signing key of this log.")
        }
        return loaded
    }

    func sign(_ text: String) throws -> [UInt8] {
        Array(try key.signature(for: Array(text.utf8)))
    }

    private static func create(_ path: String, name: String) throws -> AuditSigningKey {
        let made = AuditSigningKey(name: name)
        let secret = Data([AuditPublicKey.algorithm]) + made.key.rawRepresentation
        let line = "PRIVATE+KEY+\(name)+\(hexadecimal(made.publicKey.id))+\(secret.base64EncodedString())\n"
        for (path, text) in [(path + ".pub", made.publicKey.text + "\n"), (path, line)] {
            let file = try AuditFile(path, .writing)
            try file.truncate(to: 0)
            try file.write(Array(text.utf8), at: 0)
            try file.synchronise()
        }
        try AuditDirectory.synchronise(AuditDirectory.parent(of: path))
        return made
    }
}

/// Checks the signatures of checkpoints.
package struct AuditPublicKey: Sendable {
    /// Ed25519 in the numbering of signed notes.
    static let algorithm: UInt8 = 1

    /// The name the key signs under.
    package let name: String
    /// Four bytes that tell keys of one name apart.
    let id: [UInt8]
    private let key: Curve25519.Signing.PublicKey

    init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = key
        let identity = Array(name.utf8) + [UInt8(ascii: "\n"), Self.algorithm] + key.rawRepresentation
        id = Array(SHA256.hash(data: identity).prefix(4))
    }

    /// Reads `name+id+key` as signed-note tools write it; nil where the text is no such key.
    package init?(_ text: some StringProtocol) {
        let fields = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let data = Data(base64Encoded: String(fields[2])), data.count == 33,
            data.first == Self.algorithm,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data.dropFirst())
        else { return nil }
        self.init(name: String(fields[0]), key: key)
        guard String(fields[1]) == hexadecimal(id) else { return nil }
    }

    /// The key as text, to be given to others.
    package var text: String {
        "\(name)+\(hexadecimal(id))+\((Data([Self.algorithm]) + key.rawRepresentation).base64EncodedString())"
    }

    func isValid(_ signature: [UInt8], of text: String) -> Bool {
        key.isValidSignature(signature, for: Array(text.utf8))
    }
}
