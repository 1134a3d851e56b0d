// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto

/// The name of a content file: the SHA-256 of what it holds.
struct ContentName: Hashable {
    static let length = 32

    let bytes: [UInt8]

    /// The name of content.
    init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
    }

    /// A name as a row holds it; nil where it has not 32 bytes.
    init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == Self.length else { return nil }
    }

    /// A name as the folder holds it: 64 small hexadecimal digits; nil for other files.
    init?(fileName: String) {
        let digits = Array(fileName.utf8)
        guard digits.count == 2 * Self.length else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        self.bytes = bytes
        guard bytes.count == Self.length, self.fileName == fileName else { return nil }
    }

    var fileName: String { bytes.hexadecimal }
}
