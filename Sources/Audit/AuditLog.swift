// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Dispatch
internal import Synchronization

/// The append-only log of every request.
///
/// ``append(_:)`` returns when the event lies on the disk; only then may an
/// answer leave. Events that arrive while the disk is busy share the next
/// write. The leaves form a Merkle tree (RFC 6962) whose root is signed at
/// intervals, so a changed, removed, reordered or cut log shows.
package final class AuditLog: Sendable {
    /// Where a log lives and how it works.
    package struct Configuration: Sendable {
        /// The directory of the leaves; made where it does not exist.
        package var directory: String
        /// The file of signed checkpoints; best on another volume.
        package var checkpoints: String
        /// The file of the signing key; made at the first start.
        package var key: String
        /// The log's name in its checkpoints, such as `nel.onelondon.example/audit`; without spaces and plus signs.
        package var origin: String
        /// Leaves after which a checkpoint is signed.
        package var checkpointLeaves = 4_096
        /// Time after which a checkpoint is signed at the latest, where there are leaves without one.
        package var checkpointInterval = Duration.seconds(30)
        /// A file of leaves is closed when it has reached this size.
        package var segmentBytes = 128 << 20
        /// Most events that may wait for the disk.
        package var waitingLimit = 65_536

        /// A log with all files in one place under `directory`.
        package init(directory: String, origin: String) {
            self.directory = directory + "/log"
            checkpoints = directory + "/checkpoints"
            key = directory + "/signing-key"
            self.origin = origin
        }
    }

    struct Waiting {
        let leaf: (bytes: [UInt8], hash: MerkleHash)
        let keys: [PersonIndex.Key]
        let continuation: CheckedContinuation<LogPosition, any Error>
    }

    struct Queue {
        var events: [Waiting] = []
        var isWriting = false
        var failure: AuditFailure?
    }

    /// What readers see; changed by the writer only.
    struct Readable {
        var hashes: SubtreeHashes
        var index: PersonIndex
        /// First leaves of the segments, ascending.
        var segments: [UInt64]
        var checkpoint: AuditCheckpoint
        var checkpointNote: String
    }

    /// What the writer alone uses.
    struct Writing {
        var files: LogFiles
        var checkpoints: CheckpointFile
        var isCheckpointPlanned = false
    }

    let configuration: Configuration
    let directory: AuditDirectory
    let salts: PersonSalts
    let entries: LeafEntries
    let signingKey: AuditSigningKey
    let clock: any WallClock
    /// Runs every write, one after the other, off the threads that serve requests.
    let writer = DispatchQueue(label: "onelondon.audit.writer", qos: .userInitiated)
    let queue = Mutex(Queue())
    let readable: Mutex<Readable>
    let writing: Mutex<Writing>
    private let statistics: Mutex<Statistics>
    private let lock: AuditFile

    /// What a log has done since it was opened.
    package struct Statistics: Sendable {
        /// Leaves appended.
        package var appended = 0
        /// Writes that were made durable; each serves all events that waited.
        package var commits = 0
        /// Checkpoints signed.
        package var checkpoints = 0
        /// Bytes behind the last whole leaf that opening took away: parts of events never acknowledged.
        package var tornBytes = 0
    }

    /// Opens a log, or creates it.
    ///
    /// - Throws: ``AuditFailure`` where a leaf is damaged, where the leaves do
    ///   not agree with the last checkpoint, or where another process has the log open.
    package init(_ configuration: Configuration, clock: some WallClock) throws {
        guard !configuration.origin.contains(where: { $0 == " " || $0 == "+" || $0.isNewline }) else {
            throw AuditFailure(.key, "An audit log's origin holds no spaces and no plus signs.")
        }
        self.configuration = configuration
        self.clock = clock
        directory = try AuditDirectory(creating: configuration.directory)
        lock = try AuditFile(directory.path("lock"), .writing)
        guard lock.lock() else { throw AuditFailure(.inUse, "Another process has this audit log open.") }
        signingKey = try AuditSigningKey.load(configuration.key, name: configuration.origin)
        let opened = try Self.open(configuration, directory, signingKey, now: clock.now())
        salts = try PersonSalts(directory)
        entries = try LeafEntries(directory, .reading)
        readable = Mutex(opened.readable)
        writing = Mutex(opened.writing)
        statistics = Mutex(Statistics(tornBytes: opened.tornBytes))
    }

    /// What the log has done since it was opened.
    package var activity: Statistics { statistics.withLock { $0 } }

    /// Number of leaves on the disk.
    package var size: UInt64 { readable.withLock(\.hashes.size) }

    /// The key with which others check this log's checkpoints.
    package var publicKey: AuditPublicKey { signingKey.publicKey }

    /// The newest signed checkpoint.
    package var checkpoint: AuditCheckpoint { readable.withLock(\.checkpoint) }

    /// The newest signed checkpoint as a signed note, to be given to whoever keeps a copy.
    package var checkpointNote: String { readable.withLock(\.checkpointNote) }

    func unlock() {
        lock.unlock()
    }

    func count(_ change: (inout Statistics) -> Void) {
        statistics.withLock { change(&$0) }
    }
}

extension AuditLog {
    private struct Opened {
        var readable: Readable
        var writing: Writing
        var tornBytes: Int
    }

    private static func open(
        _ configuration: Configuration, _ directory: AuditDirectory, _ key: AuditSigningKey, now: Timestamp
    ) throws -> Opened {
        var checkpoints = try CheckpointFile(configuration.checkpoints)
        let hasLeaves = try !LeafSegment.segments(in: directory).isEmpty
        guard let note = checkpoints.last else {
            // The first checkpoint is there before the first leaf, so without one nothing was ever recorded.
            guard !hasLeaves else {
                throw AuditFailure(.checkpointsMissing, "The audit log has leaves, but its checkpoints are gone.")
            }
            let first = AuditCheckpoint(origin: configuration.origin, size: 0, root: .emptyRoot, time: now)
            try checkpoints.append(try first.note(signedBy: key))
            return try open(configuration, directory, checkpoints, first, rebuilding: false)
        }
        let checkpoint: AuditCheckpoint
        do {
            checkpoint = try AuditCheckpoint(note: note, origin: configuration.origin, key: key.publicKey)
        } catch {
            throw AuditFailure(.checkpointDisagrees, "The last checkpoint cannot be trusted: \(error.rawValue).")
        }
        do {
            return try open(configuration, directory, checkpoints, checkpoint, rebuilding: false)
        } catch let failure as AuditFailure where failure.code == .checkpointDisagrees {
            // Only a derived file may be wrong: look at the leaves themselves.
            return try open(configuration, directory, checkpoints, checkpoint, rebuilding: true)
        }
    }

    private static func open(
        _ configuration: Configuration, _ directory: AuditDirectory, _ checkpoints: CheckpointFile,
        _ checkpoint: AuditCheckpoint, rebuilding: Bool
    ) throws -> Opened {
        let (files, content) = try LogFiles.open(
            directory, segmentBytes: configuration.segmentBytes, rebuilding: rebuilding)
        let entries = try LeafEntries(directory, .reading)
        guard content.hashes.size >= checkpoint.size,
            try content.hashes.tree(entries).root(size: checkpoint.size) == checkpoint.root
        else {
            throw AuditFailure(
                .checkpointDisagrees, "The audit log is not the one that was signed at \(checkpoint.size) leaves.")
        }
        let segments = try LeafSegment.segments(in: directory)
        return Opened(
            readable: Readable(
                hashes: content.hashes, index: content.index, segments: segments, checkpoint: checkpoint,
                checkpointNote: checkpoints.last ?? ""),
            writing: Writing(files: files, checkpoints: checkpoints), tornBytes: content.tornBytes)
    }
}

extension SubtreeHashes {
    /// The tree of these hashes, with the leaf hashes from a file.
    func tree(_ entries: LeafEntries) -> MerkleTree {
        MerkleTree(size: size) { start, height in
            try root(start: start, height: height) { try entries.read($0).map(\.hash) }
        }
    }
}
