// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// One open file of the log.
///
/// Every call is a system call: nothing is buffered here, so what ``synchronise()`` returned from has reached the disk.
final class AuditFile: Sendable {
    enum Mode {
        case reading
        case writing
    }

    let path: String
    private let descriptor: Int32

    init(_ path: String, _ mode: Mode) throws {
        self.path = path
        descriptor = open(path, mode == .reading ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
    }

    deinit {
        close(descriptor)
    }

    var size: Int {
        get throws {
            let end = lseek(descriptor, 0, SEEK_END)
            guard end >= 0 else { throw Self.failure("measured", path) }
            return Int(end)
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let written = pwrite(
                    descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw Self.failure("written", path) }
                done += written
            }
        }
    }

    /// The bytes at an offset; fewer where the file ends earlier.
    func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw Self.failure("read", path) }
                if got == 0 { break }
                filled += got
            }
        }
    }

    func truncate(to size: Int) throws {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.failure("cut", path) }
    }

    /// Returns once all that was written lies on the disk.
    func synchronise() throws {
        guard fdatasync(descriptor) == 0 else { throw Self.failure("made durable", path) }
    }

    /// Keeps other processes out for as long as this file is open; false where one is in.
    func lock() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Lets other processes in again.
    func unlock() {
        flock(descriptor, LOCK_UN)
    }

    static func failure(_ verb: String, _ path: String) -> AuditFailure {
        let reason = String(cString: strerror(errno))
        return AuditFailure(
            .file, "The audit file \(URL(filePath: path).lastPathComponent) cannot be \(verb): \(reason)")
    }
}

/// The directory that holds the log.
struct AuditDirectory: Sendable {
    let path: String

    init(creating path: String) throws {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw AuditFile.failure("created", path) }
    }

    init(existing path: String) {
        self.path = path
    }

    func path(_ name: String) -> String { path + "/" + name }

    var exists: Bool { access(path, F_OK) == 0 }

    func contains(_ name: String) -> Bool { access(path(name), F_OK) == 0 }

    func remove(_ name: String) { unlink(path(name)) }

    func names() throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw AuditFailure(.file, "The audit log's directory cannot be listed.")
        }
    }

    /// Makes new names in the directory durable.
    func synchronise() throws {
        try Self.synchronise(path)
    }

    static func parent(of path: String) -> String {
        URL(filePath: path).deletingLastPathComponent().path
    }

    static func synchronise(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw AuditFile.failure("opened", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw AuditFile.failure("made durable", path) }
    }
}
