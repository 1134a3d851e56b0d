// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareTypes
internal import Directory
internal import FHIRModel
internal import Synchronization

/// Checks, at a node, the tokens with which exchanges ask.
package final class NodeTokenVerifier: Sendable {
    private let node: String
    private let clock: any WallClock
    private let keys: Mutex<[String: VerificationKeys]>
    private let used: ReplayCache
    private static let algorithms: Set<SigningAlgorithm> = [.edDSA, .es256]

    /// A check of tokens for a node.
    ///
    /// - Parameters:
    ///   - node: the node's id, which tokens must be made for.
    ///   - keys: the keys of the exchanges it answers, by the exchange's id.
    ///   - replayCapacity: how many tokens of about two minutes are remembered; further ones are refused.
    package init(
        node: String, keys: [String: VerificationKeys], clock: any WallClock, replayCapacity: Int = 500_000
    ) {
        self.node = node
        self.clock = clock
        self.keys = Mutex(keys)
        used = ReplayCache(capacity: replayCapacity)
    }

    /// Replaces the keys of an exchange, when it changes its key; nil to answer it no more.
    package func setKeys(_ newKeys: VerificationKeys?, of exchange: String) {
        keys.withLock { $0[exchange] = newKeys }
    }

    /// What an exchange states, once every check of its token holds.
    ///
    /// - Parameters:
    ///   - text: the token.
    ///   - person: whose record the request asks for; nil for a request about nobody.
    ///   - request: the request it came with.
    /// - Throws: ``SignInFailure`` by the first check that does not hold. The reader is told no more than "not allowed".
    package func verify(
        _ text: String, person: PersonAsked?, request: NodeRequest
    ) throws(SignInFailure) -> VerifiedNodeToken {
        let token = try SignedToken(text)
        guard let exchange = token.claimedIssuer, let known = keys.withLock({ $0[exchange] }) else {
            throw SignInFailure(.issuer, "The token is by an exchange that this node does not answer.")
        }
        let claims = try token.claims(ofType: NodeToken.type, signedBy: known, in: Self.algorithms)
        guard claims["aud"]?.string == node else {
            throw SignInFailure(.audience, "The token is made for another node.")
        }
        let now = clock.now()
        let times = try TokenTimes(claims, now: now)
        guard let issued = times.issued, let id = claims["jti"]?.string, (16...64).contains(id.utf8.count),
            let statement = NodeStatement(claims)
        else {
            throw SignInFailure(.claims, "The token does not say everything a node has to know.")
        }
        guard times.expires - issued <= .seconds(NodeToken.lifetime) else {
            throw SignInFailure(.lifetime, "The token is made for more than a minute.")
        }
        guard let fingerprint = claims["request"]?.string, isSameSecret(fingerprint, request.fingerprint) else {
            throw SignInFailure(.request, "The token is made for another request.")
        }
        try check(claims["person"], person, id)
        // Last, so that only a token that would be accepted uses up its id.
        try used.use(id, of: exchange, expires: times.expires, now: now)
        return VerifiedNodeToken(exchange: exchange, tokenID: id, issued: issued, statement: statement)
    }

    private func check(_ claim: JSONNode?, _ person: PersonAsked?, _ id: String) throws(SignInFailure) {
        let fits: Bool =
            switch (claim, person) {
            case (nil, nil): true
            case (let claim?, let person?): isSameSecret(claim.string ?? "", person.fingerprint(tokenID: id))
            default: false
            }
        guard fits else { throw SignInFailure(.person, "The token is made for the record of another person.") }
    }
}
