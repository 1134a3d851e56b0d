// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The file of signed checkpoints, best kept on another volume than the leaves.
struct CheckpointFile {
    /// No note is longer; enough of the end is read to hold a whole one and a torn one.
    private static let tailSize = 8_192

    private let file: AuditFile
    private var end: Int

    /// The last whole note; nil in an empty file.
    private(set) var last: String?

    init(_ path: String) throws {
        file = try AuditFile(path, .writing)
        end = try file.size
        guard end > 0 else {
            try AuditDirectory.synchronise(AuditDirectory.parent(of: path))
            return
        }
        let start = max(0, end - Self.tailSize)
        let tail = try file.read(end - start, at: start)
        // A note that was cut off when the machine stopped is taken away: it was never finished.
        let whole = Self.endOfLastSignature(tail)
        if start + whole < end {
            end = start + whole
            try file.truncate(to: end)
        }
        last = SignedNote.split(String(decoding: tail[..<whole], as: UTF8.self)).last
        guard end == 0 || last != nil else {
            throw AuditFailure(.damaged, "The checkpoint file ends in no checkpoint.")
        }
    }

    mutating func append(_ note: String) throws {
        let bytes = Array(((end == 0 ? "" : "\n") + note).utf8)
        try file.write(bytes, at: end)
        try file.synchronise()
        end += bytes.count
        last = note
    }

    private static func endOfLastSignature(_ text: [UInt8]) -> Int {
        let mark = Array(SignedNote.signatureMark.utf8)
        var end = text.count
        while let lineEnd = text[..<end].lastIndex(of: UInt8(ascii: "\n")) {
            let lineStart = text[..<lineEnd].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if text[lineStart..<lineEnd].starts(with: mark) { return lineEnd + 1 }
            end = lineEnd
        }
        return 0
    }
}
