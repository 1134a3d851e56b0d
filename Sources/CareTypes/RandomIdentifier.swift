// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Ids that cannot be guessed: 128 random bits.
package enum RandomIdentifier {
    /// 32 small hexadecimal digits; a valid FHIR id.
    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// An id from a given source of randomness, for tests and synthetic data.
    package static func make(using generator: inout some RandomNumberGenerator) -> String {
        hexadecimal(generator.next()) + hexadecimal(generator.next())
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
