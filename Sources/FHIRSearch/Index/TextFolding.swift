// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// Makes texts comparable as FHIR's string search asks: without regard to
/// case, accents and runs of spaces.
package enum TextFolding {
    /// Bytes of folded text that are compared; what stands behind them in a longer text is not searched.
    package static let maximumLength = 1_024

    /// The folded form of a text.
    package static func fold(_ text: String) -> String {
        let ascii = text.utf8.allSatisfy { $0 < 0x80 }
        return ascii ? foldASCII(text) : foldASCII(text.decomposedStringWithCompatibilityMapping.lowercased())
    }

    private static func foldASCII(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(text.utf8.count, maximumLength + 8))
        for scalar in text.unicodeScalars {
            guard bytes.count < maximumLength else { break }
            switch scalar.value {
            case UInt32(UInt8(ascii: "A"))...UInt32(UInt8(ascii: "Z")): bytes.append(UInt8(scalar.value) + 32)
            case 0x20, 0x09, 0x0A, 0x0D: if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
            case ..<0x20: continue
            case ..<0x80: bytes.append(UInt8(scalar.value))
            default:
                if scalar.properties.generalCategory == .nonspacingMark { continue }
                bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        if bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
