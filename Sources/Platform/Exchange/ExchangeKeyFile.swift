// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Foundation
internal import SignIn
internal import StoreSQLite

/// The key with which an exchange signs its questions to nodes.
///
/// The private half is in a file that only its owner can read, made on first use; the public half is beside it as
/// `FILE.public.json`, a JSON Web Key Set to give to the nodes.
enum ExchangeKeyFile {
    static func load(_ path: String) async throws -> SigningKey {
        if let known = FileManager.default.contents(atPath: path) {
            let key = try await SigningKey(pem: String(decoding: known, as: UTF8.self), algorithm: .edDSA)
            try publish(key, beside: path)
            return key
        }
        let key = try await SigningKey.makeEdDSA()
        try DurableFile.create(Data(key.pem.value.utf8), at: path)
        try publish(key, beside: path)
        return key
    }

    /// The keys of an exchange, from the file it publishes.
    static func publicKeys(_ path: String) async throws -> VerificationKeys {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StoreAddress.Failure(
                description: "\(path) cannot be read; it is the file FILE.public.json beside the exchange's key")
        }
        return try await VerificationKeys.read(Array(data))
    }

    private static func publish(_ key: SigningKey, beside path: String) throws {
        try Data(SigningKey.keySet([key])).write(to: URL(fileURLWithPath: path + ".public.json"), options: .atomic)
    }
}
