// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Base64 of bytes, as FHIR attachments carry content.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text for some bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { buffer in
            var at = 0
            var index = 0
            while index < bytes.count {
                let first = UInt32(bytes[index])
                let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
                let third = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
                let word = first << 16 | second << 8 | third
                buffer[at] = digits[Int(word >> 18 & 63)]
                buffer[at + 1] = digits[Int(word >> 12 & 63)]
                buffer[at + 2] = index + 1 < bytes.count ? digits[Int(word >> 6 & 63)] : UInt8(ascii: "=")
                buffer[at + 3] = index + 2 < bytes.count ? digits[Int(word & 63)] : UInt8(ascii: "=")
                at += 4
                index += 3
            }
            return length
        }
    }
}
