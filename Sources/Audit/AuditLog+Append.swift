// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Dispatch
internal import Synchronization

extension AuditLog {
    /// Records an event and returns when it lies on the disk.
    ///
    /// Cancelling the task does not take the event back.
    /// - Throws: ``AuditFailure`` where the event was not recorded; nothing may be answered then.
    @discardableResult
    package func append(_ event: AuditEvent) async throws -> LogPosition {
        var event = event
        var seen: Set<String> = []
        event.persons = event.persons.filter { seen.insert($0).inserted }
        let leaf = try AuditLeaf(event, salts: event.persons.map { try salts.salt(for: $0) })
        let bytes = leaf.encoded()
        guard bytes.count <= LeafSegment.largestLeaf else {
            throw AuditFailure(.event, "An event touches too much to be recorded as one.")
        }
        let hash = MerkleHash.leaf(bytes)
        let keys = leaf.commitments.compactMap(PersonIndex.Key.init)
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(Waiting(leaf: (bytes, hash), keys: keys, continuation: continuation))
        }
    }

    /// Signs a last checkpoint and accepts no further events.
    package func close() async {
        await withCheckedContinuation { continuation in
            writer.async {
                self.queue.withLock { queue in
                    if queue.failure == nil {
                        queue.failure = AuditFailure(.unavailable, "The audit log is closed.")
                    }
                }
                self.writeWaiting()
                self.signCheckpoint()
                self.unlock()
                continuation.resume()
            }
        }
    }

    /// Makes all earlier events of a person unfindable: the salt that ties them to the person is overwritten.
    ///
    /// The leaves stay and the tree still verifies. Copies of the salt file, such as backups, need the same.
    /// - Returns: whether the log knew the person.
    package func eraseLinks(to person: String) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            writer.async {
                continuation.resume(
                    with: Result {
                        if let failure = self.queue.withLock(\.failure) { throw failure }
                        return try self.salts.erase(person)
                    })
            }
        }
    }

    private func enqueue(_ event: Waiting) {
        let refusal: AuditFailure? = queue.withLock { queue in
            if let failure = queue.failure { return failure }
            guard queue.events.count < configuration.waitingLimit else {
                return AuditFailure(.overloaded, "Too many events wait to be recorded; try again later.")
            }
            queue.events.append(event)
            if !queue.isWriting {
                queue.isWriting = true
                writer.async { self.writeWaiting() }
            }
            return nil
        }
        if let refusal { event.continuation.resume(throwing: refusal) }
    }

    /// Writes until no event waits.
    ///
    /// Runs on the writer's queue only.
    private func writeWaiting() {
        while true {
            let events = queue.withLock { queue in
                defer { queue.events = [] }
                if queue.events.isEmpty { queue.isWriting = false }
                return queue.events
            }
            if events.isEmpty { return }
            do {
                try commit(events)
            } catch {
                refuse(events, after: error)
                return
            }
        }
    }

    private func commit(_ events: [Waiting]) throws {
        // Salts first: a leaf whose salt is lost would be a leaf about nobody.
        try salts.makeDurable()
        let start = size
        let leaves = events.map(\.leaf)
        // What a reader finds by its place is there before the place can be known.
        try writing.withLock { writing in
            let offsets = try writing.files.append(leaves)
            let entries = zip(leaves, offsets).map { (hash: $0.hash, offset: $1) }
            try writing.files.appendEntries(entries, at: start)
        }
        let hashes = readable.withLock { readable in
            for (position, event) in events.enumerated() {
                readable.hashes.append(event.leaf.hash)
                readable.index.add(start + UInt64(position), concerning: event.keys)
            }
            return readable.hashes
        }
        try writing.withLock { try $0.files.writeSubtrees(hashes) }
        count { counts in
            counts.appended += events.count
            counts.commits += 1
        }
        for (position, event) in events.enumerated() {
            event.continuation.resume(returning: LogPosition(start + UInt64(position)))
        }
        maintain()
    }

    /// After a failed write nobody knows what the disk holds, so the log accepts
    /// nothing until it is opened again.
    private func refuse(_ events: [Waiting], after error: any Error) {
        let failure = error as? AuditFailure ?? AuditFailure(.unavailable, "An event could not be recorded.")
        let others = queue.withLock { queue in
            queue.failure = AuditFailure(.unavailable, "An earlier event could not be recorded: \(failure.message)")
            queue.isWriting = false
            defer { queue.events = [] }
            return queue.events
        }
        for event in events + others { event.continuation.resume(throwing: failure) }
    }

    /// Checkpoints and new segments, behind the backs of those who waited.
    private func maintain() {
        let unsigned = readable.withLock { $0.hashes.size - $0.checkpoint.size }
        let isFull = writing.withLock(\.files.isSegmentFull)
        if isFull || unsigned >= UInt64(configuration.checkpointLeaves) { signCheckpoint() }
        if isFull { startSegment() }
        planCheckpoint()
    }

    private func planCheckpoint() {
        let isDue = readable.withLock { $0.hashes.size > $0.checkpoint.size }
        let plans = writing.withLock { writing in
            guard isDue, !writing.isCheckpointPlanned else { return false }
            writing.isCheckpointPlanned = true
            return true
        }
        guard plans else { return }
        let delay = DispatchTimeInterval.microseconds(Int(configuration.checkpointInterval.microseconds))
        writer.asyncAfter(deadline: .now() + delay) { [weak self] in
            guard let self else { return }
            writing.withLock { $0.isCheckpointPlanned = false }
            signCheckpoint()
        }
    }

    /// Signs the tree as it is, where leaves came since the last time.
    private func signCheckpoint() {
        let (size, root, signed) = readable.withLock { ($0.hashes.size, $0.hashes.frontier.root, $0.checkpoint.size) }
        guard size > signed else { return }
        let time = Timestamp(microseconds: clock.now().microseconds / 1_000 * 1_000)
        let checkpoint = AuditCheckpoint(origin: configuration.origin, size: size, root: root, time: time)
        do {
            let note = try checkpoint.note(signedBy: signingKey)
            try writing.withLock { try $0.checkpoints.append(note) }
            readable.withLock { ($0.checkpoint, $0.checkpointNote) = (checkpoint, note) }
            count { $0.checkpoints += 1 }
        } catch {
            fail(error)
        }
    }

    private func startSegment() {
        do {
            let (size, leaves) = readable.withLock { ($0.hashes.size, $0.index.newest) }
            let full = try writing.withLock { try $0.files.startSegment(at: size, after: leaves) }
            guard let full else { throw AuditFailure(.damaged, "A person index could not be read back.") }
            readable.withLock { readable in
                readable.index.add(full)
                readable.index.startSegment()
                readable.segments.append(size)
            }
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: any Error) {
        let failure = error as? AuditFailure ?? AuditFailure(.unavailable, "The audit log could not go on.")
        queue.withLock { queue in
            if queue.failure == nil { queue.failure = AuditFailure(.unavailable, failure.message) }
        }
    }
}
