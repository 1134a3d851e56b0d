// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Synchronization

/// Connections for reading, each used by one caller at a time.
final class ReaderPool: Sendable {
    private struct Reader: @unchecked Sendable {
        // `@unchecked`: taken out of the pool before use, so one user at a time.
        let search: SQLiteSearch
    }

    private let path: String
    private let names: SQLiteNames
    private let extractor: IndexExtractor
    private let idle = Mutex<[Reader]>([])

    init(path: String, names: SQLiteNames, extractor: IndexExtractor) {
        self.path = path
        self.names = names
        self.extractor = extractor
    }

    /// Runs `body` in a read transaction of its own.
    func reading<Result>(_ body: (SQLiteSearch) throws -> Result) throws -> Result {
        let reader: Reader
        if let waiting = idle.withLock({ $0.popLast() }) {
            reader = waiting
        } else {
            reader = Reader(
                search: SQLiteSearch(try SQLiteConnection(reading: path), names: names, extractor: extractor))
        }
        defer { idle.withLock { $0.append(reader) } }
        return try reader.search.connection.reading { try body(reader.search) }
    }

    /// Closes the connections that wait.
    func close() { idle.withLock { $0.removeAll() } }
}
