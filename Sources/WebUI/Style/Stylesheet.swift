// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The site's only stylesheet: written here, at most 40 kB, nothing loaded from elsewhere.
///
/// The theme is neutral: a deployment may replace the colours at the top.
package enum Stylesheet {
    /// The stylesheet as UTF-8.
    package static let bytes: [UInt8] = Array(
        [colours, foundation, frame, forms, record, tables, charts, adjustments].joined(separator: "\n").utf8)

    /// Its address, which changes with its content, so that browsers may keep it for ever.
    package static let address = PageAddress("/assets").appending("style-\(digest).css")

    /// 64 bits of FNV-1a.
    private static let digest: String = {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        return String(hash, radix: 16)
    }()
}
