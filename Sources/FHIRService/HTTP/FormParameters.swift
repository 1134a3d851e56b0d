// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Names and values in `application/x-www-form-urlencoded` text.
package enum FormParameters {
    /// Reads a query string or a form.
    package static func parse(_ text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decode(parts[0]), parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    /// The query string of names and values, with its `?`; empty where there are none.
    package static func queryText(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    static func read(_ request: FHIRRequest) throws(FHIRRefusal) -> [(name: String, value: String)] {
        guard
            request.headers.contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded")
                ?? request.body.isEmpty
        else {
            throw FHIRRefusal(415, .notSupported, "A search by POST is sent as application/x-www-form-urlencoded")
        }
        return parse(String(decoding: request.body, as: UTF8.self))
    }

    /// Percent-decodes; a text that is no valid encoding stays as it is.
    package static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) else {
                    return String(text)
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Percent-encodes all but letters, digits and `-._~`, and the `:|,/` that searches are full of.
    package static func encode(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:,/|".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if plain.contains(byte) {
                encoded.append(byte)
            } else {
                encoded += Array("%".utf8) + hexDigits(byte)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func hexDigits(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
