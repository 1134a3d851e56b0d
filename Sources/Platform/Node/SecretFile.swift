// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// A file with a secret that only its owner can read.
enum SecretFile {
    /// Makes the file, durably; fails where there is one.
    static func create(_ path: String, _ secret: Data) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw StoreAddress.Failure(description: "\(path) cannot be made") }
        defer { close(descriptor) }
        let written = secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == secret.count, fsync(descriptor) == 0 else {
            throw StoreAddress.Failure(description: "\(path) cannot be written")
        }
    }
}
