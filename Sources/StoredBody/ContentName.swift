// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// The name of a content file: the SHA-256 of what it holds.
package struct ContentName: Hashable, Sendable {
    /// How many bytes a name has.
    package static let length = 32

    /// The hash.
    package let bytes: [UInt8]

    /// The name that a hash is.
    package init(hash: SIMD32<UInt8>) {
        bytes = hash.indices.map { hash[$0] }
    }

    /// A name as a row holds it; nil where it has not 32 bytes.
    package init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == Self.length else { return nil }
    }

    /// A name as the folder holds it: 64 small hexadecimal digits; nil for other files.
    package init?(fileName: String) {
        let digits = Array(fileName.utf8)
        guard digits.count == 2 * Self.length else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        self.bytes = bytes
        guard bytes.count == Self.length, self.fileName == fileName else { return nil }
    }

    /// 64 small hexadecimal digits.
    package var fileName: String { bytes.hexadecimal }
}
