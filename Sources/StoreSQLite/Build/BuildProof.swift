// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// Looks at what a build has made before anybody searches by it.
///
/// Each current version that was to be done must have one shape of the build, no more and no less; and of a sample all
/// rows that its resource gives must be there. A build that fails begins anew once; then it stands still.
struct BuildProof {
    let work: BuildWork
    let writer: WriteQueue<SQLiteGroupWriter>

    /// Versions of one step.
    private static let piece = 20_000
    /// One of so many is read again.
    private static let sampleOf = 61

    /// Looks at the next piece and notes that it is proven, or that the build must begin anew.
    ///
    /// - Returns: how many rows are not as they must be.
    func run() async throws -> Int {
        let build = work.build
        let start = build.proven
        let end = try work.end(ofPieceAfter: start, count: Self.piece)
        let (keys, misshapen) = try work.shapes(after: start, upTo: end)
        let sample = keys.filter { $0 % Int64(Self.sampleOf) == 0 }
        var wrong = misshapen
        for first in stride(from: 0, to: sample.count, by: 500) {
            wrong += try await missingRows(of: Array(sample[first..<min(first + 500, sample.count)]))
        }
        let isGood = wrong == 0
        try await writer.alone { connection, _ in
            if isGood {
                try connection.statement("UPDATE index_build SET proven = ? WHERE id = ? AND proven = ?")
                    .bind(.init(end), .init(build.id), .init(start)).run()
            } else {
                try connection.statement("UPDATE index_build SET done = 0, finished = 0, proven = 0 WHERE id = ?")
                    .bind(.init(build.id)).run()
            }
        }
        return wrong
    }

    private func missingRows(of sample: [Int64]) async throws -> Int {
        let work = work
        let versions = try work.versions(sample)
        return try await writer.alone { connection, writer in
            guard BuildWork.ordinals(of: work.build, in: writer.scheme) == work.ordinals else { return 0 }
            let index = IndexWriter(connection, scheme: writer.scheme, interned: writer.interned)
            let current = Set(
                try versions.map(\.key).filter {
                    try connection.statement("SELECT 1 FROM current WHERE version_key = ?").bind(.init($0)).hasRow()
                })
            return try index.countMissing(work.collect(versions, among: current, index).rows)
        }
    }
}

extension BuildWork {
    /// The current versions of a piece, and how many of them have not exactly one shape of the build.
    fileprivate func shapes(after start: Int64, upTo end: Int64) throws -> (keys: [Int64], wrong: Int) {
        try reading { connection in
            var counts: [Int64: Int] = [:]
            for shape in try connection.statement("SELECT id FROM shape WHERE type = ?").bind(.init(group)).integers() {
                let versions = try connection.statement(
                    "SELECT version FROM index_shape WHERE shape = ? AND version > ? AND version <= ?"
                ).bind(.init(shape), .init(start), .init(end)).integers()
                for version in versions { counts[version, default: 0] += 1 }
            }
            let keys = try current(connection, after: start, upTo: end)
            return (keys.sorted(), keys.count { counts[$0] != 1 })
        }
    }
}
