// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Rows in the binary form of `COPY`.
///
/// Each column must be given exactly as wide as it is in the table: nothing is cast.
struct CopyRows {
    private static let signature = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    /// How much goes to libpq at once.
    private static let pieceLength = 1 << 18

    private var bytes: [UInt8]
    private let columnCount: Int16
    /// How many rows there are.
    private(set) var count = 0

    init(columnCount: Int) {
        self.columnCount = Int16(columnCount)
        // Behind the signature: flags and the length of a further head, both nothing.
        bytes = Self.signature + [UInt8](repeating: 0, count: 8)
    }

    /// Begins a row; its columns follow.
    mutating func beginRow() {
        bytes.appendBigEndian(columnCount)
        count += 1
    }

    /// Appends an integer of its own width: `smallint`, `integer` or `bigint`.
    mutating func append(_ value: some FixedWidthInteger) {
        bytes.appendBigEndian(Int32(value.bitWidth / 8))
        bytes.appendBigEndian(value)
    }

    mutating func append(_ number: Double) { append(number.bitPattern) }

    mutating func append(_ text: String) {
        bytes.appendBigEndian(Int32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ blob: [UInt8]) {
        bytes.appendBigEndian(Int32(blob.count))
        bytes.append(contentsOf: blob)
    }

    /// Calls `body` with all bytes, piece by piece, until it answers no.
    func withPieces(_ body: (UnsafeBufferPointer<CChar>) -> Bool) -> Bool {
        var whole = bytes
        whole.appendBigEndian(Int16(-1))
        return whole.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                stride(from: 0, to: characters.count, by: Self.pieceLength).allSatisfy { start in
                    let end = min(start + Self.pieceLength, characters.count)
                    return body(UnsafeBufferPointer(rebasing: characters[start..<end]))
                }
            }
        }
    }
}
