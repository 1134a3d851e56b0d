// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Reads a file of checkpoints and sorts the trustworthy from the rest.
struct CheckpointReview {
    /// Valid checkpoints by size, ascending, one for each size.
    private(set) var checkpoints: [AuditCheckpoint] = []
    private(set) var verification = AuditVerification()
    private var roots: [UInt64: MerkleHash] = [:]

    init(file text: String, witnessed: [String], key: AuditPublicKey) {
        let notes = SignedNote.split(text)
        for (number, note) in notes.enumerated() {
            add(note, named: "Checkpoint \(number + 1)", key, inOrder: true)
        }
        for (number, note) in witnessed.enumerated() {
            add(note, named: "Witnessed checkpoint \(number + 1)", key, inOrder: false)
        }
        if !text.isEmpty, !text.hasSuffix("\n") {
            verification.add(.unfinished, "The last checkpoint was never finished.")
        }
        if checkpoints.isEmpty {
            verification.add(.noCheckpoint, "There is no valid checkpoint, so nothing can be confirmed.")
        }
        checkpoints.sort { $0.size < $1.size }
    }

    private mutating func add(_ note: String, named name: String, _ key: AuditPublicKey, inOrder: Bool) {
        let checkpoint: AuditCheckpoint
        do {
            checkpoint = try AuditCheckpoint(note: note, origin: key.name, key: key)
        } catch {
            switch error {
            case .malformed: verification.add(.checkpointMalformed, "\(name) cannot be read.")
            case .otherLog: verification.add(.checkpointOfOtherLog, "\(name) belongs to another log.")
            case .signature: verification.add(.checkpointForged, "\(name) is not signed with this log's key.")
            }
            return
        }
        verification.checkpointCount += 1
        if inOrder, let last = checkpoints.last, checkpoint.size < last.size || checkpoint.time < last.time {
            verification.add(.checkpointsContradict, "\(name) is older than the one before it.")
        }
        guard let known = roots.updateValue(checkpoint.root, forKey: checkpoint.size) else {
            checkpoints.append(checkpoint)
            return
        }
        if known != checkpoint.root {
            verification.add(
                .checkpointsContradict, "\(name) gives another root for \(checkpoint.size) leaves.",
                leaves: 0..<checkpoint.size)
        }
    }
}
