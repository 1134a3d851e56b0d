// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation

/// A secret of 32 bytes in a file that only its owner can read; made on first use.
enum KeyFile {
    static func load(_ path: String) throws -> Data {
        if let known = FileManager.default.contents(atPath: path) {
            guard known.count == 32 else { throw StoreAddress.Failure(description: "\(path) is not a key file") }
            return known
        }
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw StoreAddress.Failure(description: "\(path) cannot be made") }
        defer { close(descriptor) }
        let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == key.count, fsync(descriptor) == 0 else {
            throw StoreAddress.Failure(description: "\(path) cannot be written")
        }
        return key
    }
}
