// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Crypto

/// The request a node token is made for; the token is worth nothing with another one.
package struct NodeRequest: Sendable {
    private let digest: [UInt8]

    /// A request.
    ///
    /// - Parameters:
    ///   - method: such as `POST`.
    ///   - target: path and query below the node's base address, the same on both sides.
    ///   - body: the bytes as sent; empty where there are none.
    package init(method: String, target: String, body: some Sequence<UInt8>) {
        var hash = SHA256()
        // A line break can stand in neither, so that no two requests have one text.
        hash.update(data: Array("\(method)\n\(target)\n".utf8))
        hash.update(data: Array(body))
        digest = Array(hash.finalize())
    }

    var fingerprint: String { Base64URL.encode(digest) }
}

/// Whose record is asked for, by the two identifiers that opening a record needs.
package struct PersonAsked: Sendable, Equatable {
    package var nhsNumber: NHSNumber
    package var dateOfBirth: Redacted<CivilDate>

    /// A person.
    package init(nhsNumber: NHSNumber, dateOfBirth: CivilDate) {
        self.nhsNumber = nhsNumber
        self.dateOfBirth = Redacted(dateOfBirth)
    }

    /// What a token says of the person; salted with the token's id, so that two tokens for one person look unrelated.
    ///
    /// It ties a token to a person; it does not hide the number from somebody who holds the token and tries them all.
    func fingerprint(tokenID: String) -> String {
        let text = "\(nhsNumber.digits)|\(dateOfBirth.value)"
        return Base64URL.encode(
            HMAC<SHA256>.authenticationCode(
                for: Array(text.utf8), using: SymmetricKey(data: Array(tokenID.utf8))))
    }
}

extension PersonAsked: CustomStringConvertible, CustomReflectable {
    /// Hidden.
    package var description: String { "person (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
