// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import AsyncHTTPClient
internal import CareTypes
internal import NIOCore
internal import NIOHTTP1
internal import SignIn
internal import Synchronization

/// OpenID Connect with one issuer: fetches its description, keys and tokens.
final class PortalSignIn: Sendable {
    private struct Known: Sendable {
        var party: RelyingParty
        var keys: VerificationKeys
    }

    private let issuer: String
    private let registration: ClientRegistration
    private let clock: any WallClock
    private let http: HTTPClient
    private let known = Mutex<Known?>(nil)

    init(issuer: String, registration: ClientRegistration, clock: any WallClock, http: HTTPClient) {
        self.issuer = issuer
        self.registration = registration
        self.clock = clock
        self.http = http
    }

    /// Whether a sign-in was begun here.
    func began(_ pending: PendingSignIn) -> Bool {
        pending.issuer == issuer && pending.clientID == registration.clientID
    }

    /// Where to send the browser, and what to keep meanwhile.
    func begin(returnTo: String) async throws -> SignInStart { try await knowing().party.begin(returnTo: returnTo) }

    /// Who signed in, when the browser came back with `callback`.
    func complete(_ callback: FormFields, pending: PendingSignIn) async throws -> SignedInUser {
        let known = try await knowing()
        let request = try known.party.tokenRequest(for: callback, pending: pending)
        var message = HTTPClientRequest(url: request.address)
        message.method = .POST
        message.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        message.body = .bytes(Array(request.fields.encoded.utf8))
        let response = try RelyingParty.read(tokenResponse: await fetch(message))
        switch Self.judge(response, known, pending) {
        case .success(let user): return user
        case .failure(let failure):
            guard failure.asksForFreshKeys else { throw failure }
            // The issuer has changed its keys: fetch them once.
            self.known.withLock { $0 = nil }
            return try Self.judge(response, await knowing(), pending).get()
        }
    }

    private static func judge(
        _ response: TokenResponse, _ known: Known, _ pending: PendingSignIn
    ) -> Result<SignedInUser, SignInFailure> {
        do {
            return .success(try known.party.complete(response, keys: known.keys, pending: pending))
        } catch {
            return .failure(error)
        }
    }

    private func knowing() async throws -> Known {
        if let known = known.withLock({ $0 }) { return known }
        let text = try await fetch(HTTPClientRequest(url: ProviderDescription.address(of: issuer)))
        let provider = try ProviderDescription.read(text, issuer: issuer)
        let keys = try await VerificationKeys.read(fetch(HTTPClientRequest(url: provider.keySetEndpoint)))
        let fresh = Known(
            party: try RelyingParty(provider: provider, client: registration, clock: clock), keys: keys)
        known.withLock { $0 = fresh }
        return fresh
    }

    private func fetch(_ message: HTTPClientRequest) async throws -> [UInt8] {
        let response = try await http.execute(message, timeout: .seconds(5))
        return Array(buffer: try await response.body.collect(upTo: 1 << 20))
    }
}
