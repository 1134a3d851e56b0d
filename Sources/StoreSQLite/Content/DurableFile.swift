// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
package import Foundation
package import RecordStore

/// Files that are either whole or not there, whenever the power fails.
package enum DurableFile {
    /// How the name of a file ends while it is being written.
    static let unfinished = ".unfinished"

    /// Writes a file that only its owner may read: under another name first, then renamed.
    ///
    /// The content is on disk when this returns; the name is after ``syncFolder(of:)``.
    static func write(_ bytes: Data, to path: String) throws(StoreFailure) {
        let temporary = "\(path).\(RandomIdentifier.make())\(unfinished)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be made", path) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let code = errno
        guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
            if !isWritten { errno = code }
            let reason = failure("cannot be written", path)
            unlink(temporary)
            throw reason
        }
    }

    /// Makes an empty file that only its owner may read, where there is none.
    static func reserve(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Makes a file that only its owner may read, durable with its name; fails where there is one.
    package static func create(_ bytes: Data, at path: String) throws(StoreFailure) {
        let draft = "\(path).\(RandomIdentifier.make())\(unfinished)"
        try write(bytes, to: draft)
        // A link and not a renaming, which would replace what somebody else has made meanwhile.
        let isMade = link(draft, path) == 0
        let code = errno
        unlink(draft)
        errno = code
        guard isMade else { throw failure("cannot be made", path) }
        try syncFolder(of: path)
    }

    /// Makes the names in the folder of `path` durable.
    static func syncFolder(of path: String) throws(StoreFailure) {
        try syncFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ folder: String) throws(StoreFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot be made durable", folder) }
    }

    private static func writeAll(_ bytes: Data, to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                rest = rest.dropFirst(written)
            }
            return true
        }
    }

    private static func failure(_ what: String, _ path: String) -> StoreFailure {
        .unavailable("\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
