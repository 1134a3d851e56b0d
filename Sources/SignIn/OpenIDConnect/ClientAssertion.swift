// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The token by which a program proves to an issuer who it is (`private_key_jwt`, RFC 7523).
enum ClientAssertion {
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    private static let lifetime: Int64 = 60

    static func make(
        client: String, audience: String, key: SigningKey, id: String, now: Timestamp
    ) throws(SignInFailure) -> String {
        var writer = JSONWriter()
        writer.object { claims in
            claims.member("iss", client)
            claims.member("sub", client)
            claims.member("aud", audience)
            claims.member("jti", id)
            claims.member("iat", Int(now.seconds))
            claims.member("exp", Int(now.seconds + lifetime))
        }
        return try key.sign(writer.bytes, type: "JWT")
    }

    /// Checks an assertion as an issuer does.
    static func check(
        _ text: String, client: String, audiences: Set<String>, keys: VerificationKeys, used: ReplayCache,
        now: Timestamp
    ) throws(SignInFailure) {
        let claims = try SignedToken(text).claims(signedBy: keys, in: [.es256, .es384, .rs256, .rs384, .rs512])
        guard claims["iss"]?.string == client, claims["sub"]?.string == client else {
            throw SignInFailure(.issuer, "The client's token is by another client.")
        }
        guard claims.items("aud").contains(where: { $0.string.map(audiences.contains) ?? false }) else {
            throw SignInFailure(.audience, "The client's token is meant for another issuer.")
        }
        let times = try TokenTimes(claims, now: now)
        guard times.expires - now <= .seconds(300) else {
            throw SignInFailure(.lifetime, "The client's token holds for too long.")
        }
        guard let id = claims["jti"]?.string, !id.isEmpty else {
            throw SignInFailure(.claims, "The client's token has no id.")
        }
        try used.use(id, of: client, expires: times.expires, now: now)
    }
}
