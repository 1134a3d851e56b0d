// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation
internal import RecordStore
internal import StoredBody

/// The key that seals a store's content files.
///
/// Each file is sealed with a key of its own (AES-256-GCM), which is sealed
/// with this one and stands at the front of the file: changing this key would
/// rewrite fronts only.
struct ContentKey: Sendable {
    private static let magic = Array("OLC1".utf8)
    /// Twelve bytes of nonce, 32 of key, 16 of tag.
    private static let wrappedKeyLength = 60
    private static let frontLength = magic.count + wrappedKeyLength

    private let key: SymmetricKey

    /// A key of 32 bytes.
    init(_ bytes: Data) {
        key = SymmetricKey(data: bytes)
    }

    /// Tells one key from another without giving it away.
    var fingerprint: Int64 {
        let code = HMAC<SHA256>.authenticationCode(for: Data("onelondon content key".utf8), using: key)
        return code.prefix(8).reduce(0) { $0 << 8 | Int64($1) } & .max
    }

    /// The bytes of the file `name` that holds `content`.
    func seal(_ content: [UInt8], as name: ContentName) throws -> Data {
        let own = SymmetricKey(size: .bits256)
        let wrapped = try own.withUnsafeBytes { try AES.GCM.seal($0, using: key, authenticating: name.bytes) }
        let sealed = try AES.GCM.seal(content, using: own, authenticating: name.bytes)
        guard let front = wrapped.combined, let rest = sealed.combined else {
            throw StoreFailure.unavailable("a content file cannot be sealed")
        }
        return Data(Self.magic) + front + rest
    }

    /// The content of a file; nil where the file was changed, cut, renamed or sealed with another key.
    func open(_ file: Data, as name: ContentName) -> Data? {
        guard file.count > Self.frontLength, file.prefix(Self.magic.count).elementsEqual(Self.magic) else { return nil }
        do {
            let front = file.dropFirst(Self.magic.count).prefix(Self.wrappedKeyLength)
            let own = try AES.GCM.open(AES.GCM.SealedBox(combined: front), using: key, authenticating: name.bytes)
            let rest = try AES.GCM.SealedBox(combined: file.dropFirst(Self.frontLength))
            return try AES.GCM.open(rest, using: SymmetricKey(data: own), authenticating: name.bytes)
        } catch {
            return nil
        }
    }

    /// Reads a key file; nil where there is none.
    ///
    /// - Throws: where it is no key file or others than its owner may read it.
    static func read(_ path: String) throws -> ContentKey? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
        guard mode & 0o077 == 0 else {
            throw StoreFailure.unavailable("others may read the key file \(path); close it with chmod 600")
        }
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count == 32 else {
            throw StoreFailure.unavailable("\(path) is not a key file, which has 32 bytes; restore it from a backup")
        }
        return ContentKey(bytes)
    }

    /// Makes a key file, durable before this returns.
    static func make(_ path: String) throws -> ContentKey {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try DurableFile.create(bytes, at: path)
        return ContentKey(bytes)
    }
}
