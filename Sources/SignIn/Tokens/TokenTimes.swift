// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The times in a token: when it was made, from when and until when it holds.
struct TokenTimes: Sendable {
    /// How far clocks of two programs may be apart.
    static let skew: Duration = .seconds(60)

    let issued: Timestamp?
    let expires: Timestamp

    /// Reads and checks the times of a token.
    ///
    /// - Throws: a failure where there is no end, where it has passed or where the token is from the future.
    init(_ claims: JSONNode, now: Timestamp) throws(SignInFailure) {
        guard let expires = try Self.time(claims["exp"]) else {
            throw SignInFailure(.claims, "The token does not say until when it holds.")
        }
        issued = try Self.time(claims["iat"])
        self.expires = expires
        guard now - expires <= Self.skew else {
            throw SignInFailure(.expired, "The token has expired; ask again.")
        }
        for start in [issued, try Self.time(claims["nbf"])] {
            guard let start else { continue }
            guard start - now <= Self.skew else {
                throw SignInFailure(.notYetValid, "The token is from the future; check the clocks.")
            }
        }
    }

    /// Seconds since 1970, with or without a fraction (RFC 7519 section 2).
    private static func time(_ claim: JSONNode?) throws(SignInFailure) -> Timestamp? {
        guard let claim else { return nil }
        guard let seconds = claim.numberText.flatMap(Double.init), seconds >= 0, seconds < 1e11 else {
            throw SignInFailure(.claims, "The token holds a time that cannot be read.")
        }
        return Timestamp(microseconds: Int64(seconds * 1_000_000))
    }
}
