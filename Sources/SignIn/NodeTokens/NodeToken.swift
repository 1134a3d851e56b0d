// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// What a node knows once a token's checks hold.
package struct VerifiedNodeToken: Sendable, Equatable {
    /// The exchange that made it.
    package let exchange: String
    /// Its id.
    package let tokenID: String
    /// When it was made.
    package let issued: Timestamp
    /// What the exchange states.
    package let statement: NodeStatement
}

/// The kind of token, in its header: no other token of the platform is taken for one.
enum NodeToken {
    static let type = "onelondon-node+jwt"
    /// How long one holds, in seconds: one request.
    static let lifetime: Int64 = 60
}

/// Makes the tokens with which an exchange asks nodes.
package struct NodeTokenIssuer: Sendable {
    private let exchange: String
    private let key: SigningKey
    private let clock: any WallClock
    private let random: SecretSource

    /// Tokens of an exchange.
    ///
    /// - Parameter key: Ed25519 or P-256; nodes know its public half.
    package init(exchange: String, key: SigningKey, clock: any WallClock, random: SecretSource = .system) {
        self.exchange = exchange
        self.key = key
        self.clock = clock
        self.random = random
    }

    /// The exchange's public key as a key set, for the nodes.
    package var keySet: [UInt8] { SigningKey.keySet([key]) }

    /// A token for one request to one node; good once and for a minute.
    ///
    /// - Parameters:
    ///   - node: the id of the node.
    ///   - person: whose record is asked for; nil for a request about nobody.
    ///   - request: the request it goes with.
    package func token(
        _ statement: NodeStatement, for node: String, person: PersonAsked?, request: NodeRequest
    ) throws(SignInFailure) -> Redacted<String> {
        let now = clock.now().seconds
        let id = random.identifier()
        var writer = JSONWriter()
        writer.object { claims in
            claims.member("iss", exchange)
            claims.member("aud", node)
            claims.member("iat", Int(now))
            claims.member("exp", Int(now + NodeToken.lifetime))
            claims.member("jti", id)
            statement.write(to: &claims)
            claims.member("person", person?.fingerprint(tokenID: id))
            claims.member("request", request.fingerprint)
        }
        return Redacted(try key.sign(writer.bytes, type: NodeToken.type))
    }
}
