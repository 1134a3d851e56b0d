// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation
internal import StoreSQLite

/// A secret of 32 bytes in a file that only its owner can read; made on first use.
enum KeyFile {
    static func load(_ path: String) throws -> Data {
        if let known = FileManager.default.contents(atPath: path) {
            guard known.count == 32 else { throw StoreAddress.Failure(description: "\(path) is not a key file") }
            return known
        }
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try DurableFile.create(key, at: path)
        return key
    }
}
