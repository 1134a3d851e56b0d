// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto

/// Where secrets come from: the system's secure random numbers, or a given source in tests.
package struct SecretSource: Sendable {
    private let bytes: @Sendable (_ count: Int) -> [UInt8]

    /// The operating system's secure random numbers.
    package static let system = SecretSource { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A source of one's own; it has to return as many bytes as it is asked for.
    package init(_ bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// A secret of 256 random bits as 43 characters that may stand in an address.
    func secret() -> String { Base64URL.encode(bytes(32)) }

    /// An id of 128 random bits as 22 characters that may stand in an address.
    func identifier() -> String { Base64URL.encode(bytes(16)) }
}

/// What is kept of a secret that others hold: its SHA-256.
///
/// Whoever reads memory or a dump cannot use it.
struct SecretHash: Hashable, Sendable {
    private let digest: [UInt8]

    init(_ secret: String) {
        digest = Array(SHA256.hash(data: Array(secret.utf8)))
    }
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
func isSameSecret(_ one: String, _ other: String) -> Bool {
    // Digests compare in constant time, and have one length whatever the secrets' lengths are.
    SHA256.hash(data: Array(one.utf8)) == SHA256.hash(data: Array(other.utf8))
}
