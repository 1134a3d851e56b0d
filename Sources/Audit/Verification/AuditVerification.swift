// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a check of a log found.
package struct AuditVerification: Sendable {
    /// Something the check has to say.
    package struct Finding: Sendable, Equatable {
        /// What kind of thing.
        package enum Kind: String, Sendable, CaseIterable {
            /// A leaf's bytes do not fit its frame.
            case leafDamaged = "leaf-damaged"
            /// A leaf is not the one that was recorded at its place.
            case leafChanged = "leaf-changed"
            /// The leaves up to a checkpoint are not those that were signed.
            case rootDiffers = "root-differs"
            /// There are fewer leaves than were recorded.
            case cut
            /// A file of leaves is missing, or its name does not fit the leaves before it.
            case segmentMissing = "segment-missing"
            /// A file of leaves cannot be read to its end.
            case segmentUnreadable = "segment-unreadable"
            /// A checkpoint carries this log's name, but not its signature.
            case checkpointForged = "checkpoint-forged"
            /// A checkpoint belongs to another log or key.
            case checkpointOfOtherLog = "checkpoint-of-other-log"
            /// A text among the checkpoints is none.
            case checkpointMalformed = "checkpoint-malformed"
            /// A checkpoint says less, or something else, than an earlier one.
            case checkpointsContradict = "checkpoints-contradict"
            /// There is no checkpoint to check against.
            case noCheckpoint = "no-checkpoint"
            /// The index that finds a person's events is not the one the leaves give.
            case indexDiffers = "index-differs"
            /// Leaves that no checkpoint covers yet.
            case unsigned
            /// The end of a file was never finished: the machine stopped while it was written.
            case unfinished
        }

        /// What kind of thing.
        package var kind: Kind
        /// What it means, without anyone's data.
        package var message: String
        /// The leaves in question; where a range, the change lies somewhere in it.
        package var leaves: Range<UInt64>?

        /// Whether this shows that the log was changed or damaged.
        package var isFault: Bool { kind != .unsigned && kind != .unfinished }
    }

    /// All findings, in the order of the leaves; first those about the checkpoints.
    package var findings: [Finding] = []
    /// Leaves that were read.
    package var leafCount: UInt64 = 0
    /// Bytes of leaves that were read.
    package var byteCount = 0
    /// Checkpoints with a valid signature, the first one of an empty log included.
    package var checkpointCount = 0
    /// Leaves that agree with a signed checkpoint.
    package var confirmedLeaves: UInt64 = 0
    /// The root over all leaves that were read.
    package var root = MerkleHash.emptyRoot

    /// Whether nothing was changed, removed, reordered or cut as far as the checkpoints reach.
    package var isIntact: Bool { !findings.contains(where: \.isFault) }

    mutating func add(_ kind: Finding.Kind, _ message: String, leaves: Range<UInt64>? = nil) {
        findings.append(Finding(kind: kind, message: message, leaves: leaves))
    }
}
