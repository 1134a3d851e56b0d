// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A value bound to a statement, always in PostgreSQL's binary form.
///
/// All integers go as `bigint`; the statement casts where a column is narrower.
enum PostgresValue {
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    case integers([Int64])
    case reals([Double])
    case texts([String])
    case blobs([[UInt8]])

    init(_ value: some BinaryInteger) { self = .integer(Int64(value)) }

    /// The type that a statement names behind the parameter.
    var type: PostgresSQL {
        switch self {
        case .integer: "bigint"
        case .real: "float8"
        case .text: "text"
        case .bytes: "bytea"
        case .integers: "bigint[]"
        case .reals: "float8[]"
        case .texts: "text[]"
        case .blobs: "bytea[]"
        }
    }
}

/// The values of one statement, one behind the other.
struct PostgresParameters {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    init(_ values: [PostgresValue]) {
        for value in values {
            append(value)
            ends.append(bytes.count)
        }
    }

    private mutating func append(_ value: PostgresValue) {
        switch value {
        case .integer(let number): bytes.appendBigEndian(number)
        case .real(let number): bytes.appendBigEndian(number.bitPattern)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let blob): bytes.append(contentsOf: blob)
        case .integers(let numbers):
            appendArrayHead(of: 20, count: numbers.count)
            for number in numbers {
                bytes.appendBigEndian(Int32(8))
                bytes.appendBigEndian(number)
            }
        case .reals(let numbers):
            appendArrayHead(of: 701, count: numbers.count)
            for number in numbers {
                bytes.appendBigEndian(Int32(8))
                bytes.appendBigEndian(number.bitPattern)
            }
        case .texts(let texts):
            appendArrayHead(of: 25, count: texts.count)
            for text in texts {
                bytes.appendBigEndian(Int32(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            }
        case .blobs(let blobs):
            appendArrayHead(of: 17, count: blobs.count)
            for blob in blobs {
                bytes.appendBigEndian(Int32(blob.count))
                bytes.append(contentsOf: blob)
            }
        }
    }

    /// The head of an array without nulls: dimensions, flags, type of the elements, their count, the first index.
    private mutating func appendArrayHead(of element: Int32, count: Int) {
        for number in [count == 0 ? 0 : 1, 0, element] { bytes.appendBigEndian(number) }
        guard count > 0 else { return }
        for number in [Int32(count), 1] { bytes.appendBigEndian(number) }
    }

    /// Calls `body` with what libpq wants: pointers, lengths and forms.
    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        // Never empty, so that a value without bytes is still no null.
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                var pointers: [UnsafePointer<CChar>?] = []
                var lengths: [Int32] = []
                var start = 0
                for end in ends {
                    pointers.append(characters.baseAddress.map { $0 + start })
                    lengths.append(Int32(end - start))
                    start = end
                }
                return body(pointers, lengths, [Int32](repeating: 1, count: ends.count))
            }
        }
    }
}

extension [UInt8] {
    /// Appends an integer as PostgreSQL sends it.
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
