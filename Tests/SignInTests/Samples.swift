// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SignIn
import Synchronization
import Testing

let monday = Timestamp(seconds: 1_795_426_200)
let issuerAddress = "http://127.0.0.1:8080/test-issuer"
let staffBack = "http://127.0.0.1:8080/signed-in/staff"
let londonerBack = "http://127.0.0.1:8080/signed-in/londoner"

let peopleJSON = """
    { "professionals": [
        { "user": "gp", "name": "Dr Jack Carter", "role": "generalPractitioner", "title": "General practitioner",
          "organisation": "Y99002", "organisationName": "Synthetic Canal Side Surgery", "node": "ncl",
          "practitionerRole": "PractitionerRole/role-y99002-1", "unknown": [1, 2] },
        { "user": "two-roles", "name": "Ngozi Eze", "roles": [
          { "role": "nurse", "title": "Ward sister", "organisation": "RZA", "organisationName": "Riverside", "id": "a" },
          { "role": "somethingNew", "organisation": "RZB", "id": "b" } ] } ],
      "londoners": [
        { "user": "lead", "name": "Margaret Rose Ashdown", "nhsNumber": "9990000018", "birthDate": "1948-08-10" } ],
      "scenarios": [] }
    """

/// Counts up, so that each secret differs, however many tasks ask at once; no two stores share one.
func countingSecrets() -> SecretSource {
    let counter = Counter()
    return SecretSource { count in
        let number = counter.next()
        return (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 8))) }
    }
}

private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}

/// A test issuer and a program that signs people in with it, in memory.
struct SignInWorld {
    let clock = ManualClock(monday)
    let issuer: TestIssuer
    let party: RelyingParty
    let keys: VerificationKeys

    init(
        _ population: ClientRegistration.Population = .professionals, clientKey: SigningKey? = nil,
        change: (inout ClientRegistration) -> Void = { _ in }
    ) async throws {
        var clientKeys: VerificationKeys?
        if let clientKey { clientKeys = try await VerificationKeys.read(SigningKey.keySet([clientKey])) }
        let back = population == .professionals ? staffBack : londonerBack
        issuer = try await TestIssuer(
            issuer: issuerAddress, demo: true, host: "127.0.0.1",
            clients: [
                TestClient(id: "onelondon", redirectURIs: [back], population: population, keys: clientKeys),
                TestClient(id: "another", redirectURIs: [back], population: population),
            ],
            people: try TestPeople.read(Array(peopleJSON.utf8)), clock: clock)
        var client = ClientRegistration(
            clientID: "onelondon", redirectURI: back, population: population,
            authentication: clientKey.map { .privateKey($0) } ?? .publicClient)
        change(&client)
        party = try RelyingParty(
            provider: try ProviderDescription.read(issuer.discovery, issuer: issuerAddress), client: client,
            clock: clock)
        keys = try await VerificationKeys.read(issuer.keySet)
    }

    /// The browser's way to the issuer and back: the query it comes back with.
    func visit(_ start: SignInStart, as user: String) throws -> FormFields {
        guard case .choose(let request) = issuer.authorise(query(of: start.address)) else {
            throw WrongTurn()
        }
        return query(of: try #require(issuer.choose(user, for: request)))
    }

    /// The answer of the issuer to a request for tokens.
    func answer(to request: TokenRequest) throws -> TokenResponse {
        try RelyingParty.read(tokenResponse: issuer.token(request.fields).body)
    }

    /// The whole flow.
    func signIn(as user: String) throws -> SignedInUser {
        let start = party.begin(returnTo: "/")
        let request = try party.tokenRequest(for: visit(start, as: user), pending: start.pending)
        return try party.complete(answer(to: request), keys: keys, pending: start.pending)
    }
}

struct WrongTurn: Error {}

/// The query of an address.
func query(of address: String) -> FormFields {
    FormFields(parsing: address.split(separator: "?", maxSplits: 1).last ?? "")
}

/// The kind of failure a piece of code ends with; nil where it succeeds.
func failure(of body: () throws -> Void) -> SignInFailure.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? SignInFailure)?.code
    }
}

/// The kind of failure a piece of code ends with; nil where it succeeds.
func awaitedFailure(of body: () async throws -> Void) async -> SignInFailure.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? SignInFailure)?.code
    }
}
