// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// A file with a secret that only its owner can read.
enum SecretFile {
    /// Makes the file, durably; fails where there is one.
    static func create(_ path: String, _ secret: Data) throws {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw StoreAddress.Failure(description: "\(path) cannot be made") }
        defer { close(descriptor) }
        let written = secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == secret.count, fsync(descriptor) == 0 else {
            throw StoreAddress.Failure(description: "\(path) cannot be written")
        }
        // A link and not a renaming: it fails where the file is there.
        guard link(draft, path) == 0 else { throw StoreAddress.Failure(description: "\(path) is there already") }
        unlink(draft)
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        guard folder >= 0, fsync(folder) == 0 else {
            throw StoreAddress.Failure(description: "the folder of \(path) cannot be made durable")
        }
    }
}
