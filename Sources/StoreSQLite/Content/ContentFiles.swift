// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import Foundation
internal import RecordStore
internal import StoredBody

/// The folder of a store's large bodies, one sealed file for each content.
///
/// A file is durable, and its name too, before the transaction that refers to
/// it begins; so a crash may leave files that nothing refers to, but never a
/// row without its file. ``sweep(isReferredTo:)`` removes such files when the
/// store opens, unless another process has it open and may just be writing them.
final class ContentFiles: Sendable {
    /// Longest JSON, in bytes, that stays in its row.
    static let largestRow = 65_536

    /// Content and the name it gets.
    struct Piece: Sendable {
        var name: ContentName
        var content: [UInt8]
    }

    private let folder: String
    private let key: ContentKey
    /// The open folder; a lock on it tells other processes that files may be written.
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "onelondon.store.content", attributes: .concurrent)

    /// Opens the folder, making it where it is missing.
    init(folder: String, key: ContentKey) throws(StoreFailure) {
        _ = mkdir(folder, 0o700)
        // Also where it is there: whoever made it may have been stopped before its name was durable.
        try DurableFile.syncFolder(of: folder)
        descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.folder = folder
        self.key = key
        guard descriptor >= 0 else {
            throw .unavailable(
                "the folder \(folder) of the store cannot be opened: \(String(cString: strerror(errno)))")
        }
    }

    deinit { Foundation.close(descriptor) }

    /// Lets other processes sweep the folder; nothing may be written any more.
    func release() { flock(descriptor, LOCK_UN) }

    /// Removes what a crash has left: unfinished files and those nothing refers to.
    func sweep(isReferredTo: (ContentName) throws -> Bool) throws {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
            for fileName in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let isOrphan =
                    try ContentName(fileName: fileName).map { try !isReferredTo($0) }
                    ?? fileName.hasSuffix(DurableFile.unfinished)
                if isOrphan { unlink(folder + "/" + fileName) }
            }
        }
        guard flock(descriptor, LOCK_SH) == 0 else {
            throw StoreFailure.unavailable("the folder \(folder) of the store cannot be locked")
        }
    }

    /// Makes pieces durable; what is there already, undamaged, is not written again.
    func store(_ pieces: [Piece]) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { continuation.resume(with: Result { try self.storeAndWait(pieces) }) }
        }
    }

    private func storeAndWait(_ pieces: [Piece]) throws {
        for piece in pieces where sealed(piece.name).flatMap({ key.open($0, as: piece.name) }) == nil {
            try DurableFile.write(key.seal(piece.content, as: piece.name), to: path(piece.name))
        }
        // Also where nothing was written: another batch may have renamed the file and not be here yet.
        try DurableFile.syncFolder(folder)
    }

    /// The content of a file.
    ///
    /// - Throws: where the file is missing, damaged or sealed with another key; never gives other content.
    func content(_ name: ContentName) throws(StoreFailure) -> Data {
        guard let file = sealed(name) else {
            throw .unavailable("the content file \(path(name)) is missing; restore it from a backup")
        }
        guard let content = key.open(file, as: name) else {
            throw .unavailable("the content file \(path(name)) is damaged; restore it from a backup")
        }
        return content
    }

    private func sealed(_ name: ContentName) -> Data? { FileManager.default.contents(atPath: path(name)) }

    private func path(_ name: ContentName) -> String { folder + "/" + name.fileName }
}
