// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Foundation

/// A signed statement of how many leaves a log had at a time and what its root
/// was.
///
/// The text is a signed note as transparency logs use it: origin, size, root
/// and time on a line each, an empty line, a signature line. Whoever keeps a
/// copy can prove later that the log was rewritten.
package struct AuditCheckpoint: Sendable, Equatable {
    /// The name of the log.
    package var origin: String
    /// Number of leaves.
    package var size: UInt64
    /// The root hash over them.
    package var root: MerkleHash
    /// When it was signed, in milliseconds.
    package var time: Timestamp

    /// A statement about a log; signed by ``note(signedBy:)``.
    package init(origin: String, size: UInt64, root: MerkleHash, time: Timestamp) {
        self.origin = origin
        self.size = size
        self.root = root
        self.time = time
    }

    /// Why a note is no checkpoint of a log.
    package enum Fault: String, Error, Sendable {
        /// Not a checkpoint at all.
        case malformed
        /// Made by another log or signed with another key.
        case otherLog = "other-log"
        /// The signature does not fit the text.
        case signature
    }

    /// Reads a note and checks its signature.
    package init(note: String, origin: String, key: AuditPublicKey) throws(Fault) {
        guard let body = SignedNote(note), let checkpoint = AuditCheckpoint(text: body.text) else { throw .malformed }
        guard checkpoint.origin == origin else { throw .otherLog }
        let ours = body.signatures.filter { $0.name == key.name && $0.keyID == key.id }
        guard !ours.isEmpty else { throw .otherLog }
        guard ours.contains(where: { key.isValid($0.signature, of: body.text) }) else { throw .signature }
        self = checkpoint
    }

    /// The signed text.
    package func note(signedBy key: AuditSigningKey) throws -> String {
        let text = "\(origin)\n\(size)\n\(root.base64)\ntime \(time.instant)\n"
        let signature = Data(key.publicKey.id + (try key.sign(text)))
        return "\(text)\n\(SignedNote.signatureMark)\(key.publicKey.name) \(signature.base64EncodedString())\n"
    }

    private init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, let size = UInt64(lines[1]), String(size) == lines[1],
            let root = MerkleHash(base64: lines[2])
        else { return nil }
        guard let time = lines[3...].first(where: { $0.hasPrefix("time ") }),
            let moment = PartialDate(time.dropFirst(5))
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root, time: moment.earliest)
    }
}

/// A text with signatures below it.
struct SignedNote {
    static let signatureMark = "\u{2014} "

    struct Signature {
        let name: String
        let keyID: [UInt8]
        let signature: [UInt8]
    }

    /// What is signed, with its last line break.
    let text: String
    let signatures: [Signature]

    init?(_ note: String) {
        guard let gap = note.range(of: "\n\n") else { return nil }
        text = String(note[..<gap.lowerBound]) + "\n"
        signatures = note[gap.upperBound...].split(separator: "\n").compactMap { line in
            guard line.hasPrefix(Self.signatureMark) else { return nil }
            let fields = line.dropFirst(Self.signatureMark.count).split(separator: " ")
            guard fields.count == 2, let data = Data(base64Encoded: String(fields[1])), data.count == 68 else {
                return nil
            }
            return Signature(name: String(fields[0]), keyID: Array(data.prefix(4)), signature: Array(data.dropFirst(4)))
        }
        guard !signatures.isEmpty else { return nil }
    }

    /// The notes of a file that holds one behind the other, with empty lines
    /// between; a last note without its signature was never finished.
    static func split(_ file: String) -> [String] {
        var notes: [String] = []
        var note = ""
        var isSigned = false
        for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
            if isSigned, !line.hasPrefix(signatureMark) {
                notes.append(note)
                note = ""
                isSigned = false
            }
            if note.isEmpty, line.isEmpty { continue }
            note += line + "\n"
            if line.hasPrefix(signatureMark) { isSigned = true }
        }
        return notes
    }
}
