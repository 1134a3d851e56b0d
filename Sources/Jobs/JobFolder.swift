// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// A folder whose files only their owner may read.
struct JobFolder: Sendable {
    let path: String

    /// A folder that may be missing.
    init(_ path: String) { self.path = path }

    /// Makes the folder where it is missing.
    func make() throws(JobFailure) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST, chmod(path, 0o700) == 0 else {
            throw JobFailure.file(path, "cannot be made")
        }
    }

    func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a whole file that is either the old or the new one, whenever the power fails.
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws(JobFailure) {
        let draft = path(of: name + ".unfinished")
        let file = try open(draft, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(file) }
        try writeAll(Array(bytes), to: file, draft)
        guard fsync(file) == 0, rename(draft, path(of: name)) == 0 else {
            throw JobFailure.file(path(of: name), "cannot be written")
        }
        try sync()
    }

    /// Writes bytes behind the first `offset` ones of a file, which end it; they are durable when this returns.
    func append(_ bytes: [UInt8], to name: String, at offset: Int) throws(JobFailure) {
        let path = path(of: name)
        let isNew = access(path, F_OK) != 0
        let file = try open(path, O_WRONLY | O_CREAT)
        defer { close(file) }
        guard ftruncate(file, off_t(offset)) == 0, lseek(file, off_t(offset), SEEK_SET) == off_t(offset) else {
            throw JobFailure.file(path, "cannot be written")
        }
        try writeAll(bytes, to: file, path)
        guard fsync(file) == 0 else { throw JobFailure.file(path, "cannot be made durable") }
        if isNew { try sync() }
    }

    /// Writes bytes at the end of a file.
    ///
    /// - Parameter isDurable: whether they are to survive the loss of power, too.
    func append(_ bytes: [UInt8], to name: String, isDurable: Bool) throws(JobFailure) {
        let file = try open(path(of: name), O_WRONLY | O_CREAT | O_APPEND)
        defer { close(file) }
        try writeAll(bytes, to: file, path(of: name))
        guard !isDurable || fsync(file) == 0 else { throw JobFailure.file(path(of: name), "cannot be made durable") }
    }

    /// What a file holds; nil where there is none.
    func read(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(of: name)).map { Array($0) } }

    /// The names of what lies in the folder.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    /// Removes the folder with all that lies in it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes a file.
    func remove(_ name: String) { unlink(path(of: name)) }

    private func sync() throws(JobFailure) {
        let folder = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw JobFailure.file(path, "cannot be opened") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw JobFailure.file(path, "cannot be made durable") }
    }

    private func open(_ path: String, _ flags: Int32) throws(JobFailure) -> Int32 {
        let file = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw JobFailure.file(path, "cannot be opened") }
        return file
    }

    private func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(JobFailure) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(
                    file, UnsafeRawBufferPointer(rebasing: buffer[start...]).baseAddress, buffer.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw JobFailure.file(path, "cannot be written") }
            start += count
        }
    }
}
