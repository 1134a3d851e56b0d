// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// The codes and access tokens the test issuer has given out.
struct IssuedCodes: Sendable {
    /// What a code stands for.
    struct Grant: Sendable {
        let client: String
        let redirectURI: String
        let challenge: String
        let nonce: String?
        let user: String
        let issued: Timestamp
    }

    /// What an access token stands for.
    struct Access: Sendable {
        let client: String
        let user: String
        let expires: Timestamp
        fileprivate let code: SecretHash
    }

    /// How long a code can be redeemed.
    static let codeLifetime: Duration = .seconds(60)
    /// How long an access token can be used.
    static let accessLifetime: Duration = .seconds(300)

    private var grants: [SecretHash: Grant] = [:]
    private var redeemed: [SecretHash: Timestamp] = [:]
    private var accesses: [SecretHash: Access] = [:]

    /// Notes a new code.
    mutating func add(_ code: String, _ grant: Grant, now: Timestamp) {
        grants = grants.filter { now - $0.value.issued <= Self.codeLifetime }
        redeemed = redeemed.filter { now - $0.value <= Self.accessLifetime }
        accesses = accesses.filter { now <= $0.value.expires }
        grants[SecretHash(code)] = grant
    }

    /// What a code stands for: once, and not when it is too old.
    ///
    /// A second try revokes what the first one got.
    mutating func redeem(_ code: String, now: Timestamp) -> Grant? {
        let hash = SecretHash(code)
        if redeemed[hash] != nil { accesses = accesses.filter { $0.value.code != hash } }
        guard let grant = grants.removeValue(forKey: hash) else { return nil }
        redeemed[hash] = now
        return now - grant.issued <= Self.codeLifetime ? grant : nil
    }

    /// Notes the access token that a code was redeemed for.
    mutating func add(accessToken: String, code: String, _ grant: Grant, now: Timestamp) {
        accesses[SecretHash(accessToken)] = Access(
            client: grant.client, user: grant.user, expires: now + Self.accessLifetime, code: SecretHash(code))
    }

    /// What an access token stands for, while it holds.
    func access(_ token: String, now: Timestamp) -> Access? {
        accesses[SecretHash(token)].flatMap { now <= $0.expires ? $0 : nil }
    }
}
