// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CLibPQ

/// The rows that one statement gave, in binary form.
final class PostgresRows {
    private let result: OpaquePointer
    /// How many rows there are.
    let count: Int

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    /// An integer of 2, 4 or 8 bytes; 0 for null.
    func integer(_ row: Int, _ column: Int32) -> Int64 {
        withBytes(row, column) { bytes in
            switch bytes.count {
            case 2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
            case 4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
            case 8: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
            default: 0
            }
        }
    }

    func real(_ row: Int, _ column: Int32) -> Double {
        Double(bitPattern: UInt64(bitPattern: integer(row, column)))
    }

    func isTrue(_ row: Int, _ column: Int32) -> Bool { withBytes(row, column) { $0.first == 1 } }

    func isNull(_ row: Int, _ column: Int32) -> Bool { PQgetisnull(result, Int32(row), column) == 1 }

    func text(_ row: Int, _ column: Int32) -> String {
        withBytes(row, column) { String(decoding: $0, as: UTF8.self) }
    }

    func bytes(_ row: Int, _ column: Int32) -> [UInt8] { withBytes(row, column) { Array($0) } }

    /// Calls `body` with a value, without a copy.
    func withBytes<Result>(
        _ row: Int, _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let start = PQgetvalue(result, Int32(row), column)
        let length = Int(PQgetlength(result, Int32(row), column))
        return try body(UnsafeRawBufferPointer(start: start, count: length))
    }
}
