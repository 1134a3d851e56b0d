// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// Takes the versions of a build into the index, in the order of their keys.
///
/// Pieces are read beside the writer, several at a time; each is written with the note of how far the build is, in a
/// transaction of some hundredths of a second. Versions superseded in the meantime are left out: whoever can still see
/// them began to read before anybody could search by the new parameters.
struct BuildRun {
    let work: BuildWork
    let writer: WriteQueue<SQLiteGroupWriter>

    /// Versions of one transaction.
    static let piece = 4_096
    /// Pieces that are read ahead.
    private static let ahead = 2

    private struct Piece: Sendable {
        var start: Int64
        var end: Int64
        var versions: [BuildWork.Version]
    }

    /// Goes on to the end, or until someone else goes on with the build or it is withdrawn.
    func run() async throws {
        let work = work
        try await withThrowingTaskGroup(of: Piece.self) { group in
            var (written, planned) = (work.build.done, work.build.done)
            var read: [Int64: Piece] = [:]
            var running = 0
            while written < work.build.last, !Task.isCancelled {
                while running + read.count < Self.ahead, planned < work.build.last {
                    let start = planned
                    let end = try work.end(ofPieceAfter: start, count: Self.piece)
                    group.addTask {
                        Piece(start: start, end: end, versions: try await work.versions(after: start, upTo: end))
                    }
                    planned = end
                    running += 1
                }
                if let piece = read.removeValue(forKey: written) {
                    guard try await write(piece) else { break }
                    written = piece.end
                } else if let piece = try await group.next() {
                    running -= 1
                    read[piece.start] = piece
                }
            }
            group.cancelAll()
        }
    }

    /// Writes a piece; false where the build is not any more where the piece begins.
    private func write(_ piece: Piece) async throws -> Bool {
        let work = work
        return try await writer.alone { connection, writer in
            guard let build = try IndexBuilds(connection, scheme: writer.scheme).row(work.build.id),
                build.done == piece.start, BuildWork.ordinals(of: build, in: writer.scheme) == work.ordinals
            else { return false }
            let index = IndexWriter(connection, scheme: writer.scheme, interned: writer.interned)
            let current = try work.current(connection, after: piece.start, upTo: piece.end)
            var (rows, count) = try work.collect(piece.versions, among: current, index)
            try index.insert(&rows)
            try connection.statement("UPDATE index_build SET done = ?, finished = finished + ? WHERE id = ?")
                .bind(.init(piece.end), .init(count), .init(build.id)).run()
            return true
        }
    }
}
