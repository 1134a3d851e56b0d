// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import SignIn
import Testing

@Suite("The test issuer")
struct TestIssuerTests {
    @Test(
        "It runs in a demo on this machine and nowhere else",
        arguments: [
            (true, "127.0.0.1", true), (true, "127.8.0.1", true), (true, "::1", true), (true, "[::1]", true),
            (true, "localhost", true), (false, "127.0.0.1", false), (true, "0.0.0.0", false), (true, "::", false),
            (true, "10.0.0.5", false), (true, "127.0.0.1.example.org", false), (true, "127.0.0", false),
            (true, "127.0.0.300", false), (true, "", false), (true, "localhost.example.org", false),
        ])
    func allowed(demo: Bool, host: String, allowed: Bool) async throws {
        #expect(TestIssuer.isAllowed(demo: demo, host: host) == allowed)
        let caught = await awaitedFailure {
            _ = try await TestIssuer(
                issuer: issuerAddress, demo: demo, host: host, clients: [], people: TestPeople(),
                clock: ManualClock(monday))
        }
        #expect(caught == (allowed ? nil : .testIssuer))
    }

    @Test("It cannot have a name that other machines would trust")
    func publicName() async {
        let caught = await awaitedFailure {
            _ = try await TestIssuer(
                issuer: "https://login.example.org", demo: true, host: "127.0.0.1", clients: [], people: TestPeople(),
                clock: ManualClock(monday))
        }
        #expect(caught == .testIssuer)
    }

    /// A field of the authorisation request with a bad value, and the error the browser takes back; nil for none at all.
    private static let requests: [(String, String?, String?)] = [
        ("client_id", "unknown", nil), ("client_id", nil, nil), ("redirect_uri", nil, nil),
        ("redirect_uri", staffBack + "/", nil), ("redirect_uri", "https://elsewhere.example/", nil),
        ("redirect_uri", staffBack + "?x=1", nil), ("response_type", "token", "unsupported_response_type"),
        ("response_type", nil, "unsupported_response_type"), ("scope", "profile", "invalid_scope"),
        ("code_challenge", nil, "invalid_request"), ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"), ("code_challenge_method", nil, "invalid_request"),
    ]

    @Test("It judges requests before anybody chooses, and sends nobody to an unknown address", arguments: requests)
    func authorise(field: String, value: String?, error: String?) async throws {
        let world = try await SignInWorld()
        var fields = query(of: world.party.begin(returnTo: "/").address)
        fields[field] = value
        switch world.issuer.authorise(fields) {
        case .choose: Issue.record("accepted")
        case .redirect(let address):
            #expect(address.hasPrefix(staffBack + "?"))
            #expect(query(of: address)["error"] == error)
            #expect(query(of: address)["state"] == fields["state"])
        case .refuse: #expect(error == nil)
        }
    }

    @Test("A field that comes twice is refused")
    func repeatedField() async throws {
        let world = try await SignInWorld()
        let fields = query(of: world.party.begin(returnTo: "/").address)
        let twice = FormFields(parsing: fields.encoded + "&redirect_uri=https%3A%2F%2Felsewhere.example")
        guard case .refuse = world.issuer.authorise(twice) else { throw WrongTurn() }
    }

    @Test("It offers the people of the client's population only")
    func choices() async throws {
        for (population, users) in [
            (ClientRegistration.Population.professionals, ["gp", "two-roles"]), (.londoners, ["lead"]),
        ] {
            let world = try await SignInWorld(population)
            let asked = query(of: world.party.begin(returnTo: "/").address)
            guard case .choose(let request) = world.issuer.authorise(asked) else { throw WrongTurn() }
            #expect(world.issuer.choices(for: request).map(\.user) == users)
            #expect(world.issuer.choose(population == .londoners ? "gp" : "lead", for: request) == nil)
        }
        let world = try await SignInWorld()
        guard case .choose(let request) = world.issuer.authorise(query(of: world.party.begin(returnTo: "/").address))
        else { throw WrongTurn() }
        #expect(
            world.issuer.choices(for: request).first?.detail
                == "General practitioner, Synthetic Canal Side Surgery, ncl")
    }

    /// A field of the request for tokens with a bad value, and the error.
    private static let tokenRequests: [(String, String?, String)] = [
        ("code", "AAAA", "invalid_grant"), ("code", nil, "invalid_grant"),
        ("code_verifier", String(repeating: "a", count: 43), "invalid_grant"), ("code_verifier", nil, "invalid_grant"),
        ("redirect_uri", londonerBack, "invalid_grant"), ("redirect_uri", nil, "invalid_grant"),
        ("client_id", "another", "invalid_grant"), ("client_id", "unknown", "invalid_client"),
        ("client_id", nil, "invalid_request"), ("grant_type", "password", "unsupported_grant_type"),
        ("client_assertion", "x.y.z", "invalid_client"),
    ]

    @Test("A code is redeemed only by who asked for it, the way it was asked for", arguments: tokenRequests)
    func token(field: String, value: String?, error: String) async throws {
        let world = try await SignInWorld()
        let start = world.party.begin(returnTo: "/")
        var form = try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending).fields
        form[field] = value
        let answer = world.issuer.token(form)
        #expect(answer.status >= 400)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("\"error\":\"\(error)\""))
    }

    @Test("A code works once; a second try also revokes what the first one got")
    func replay() async throws {
        let world = try await SignInWorld()
        let start = world.party.begin(returnTo: "/")
        let request = try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending)
        let response = try world.answer(to: request)
        let access = try #require(response.accessToken?.value)
        #expect(world.issuer.userInfo(accessToken: access).status == 200)
        #expect(world.issuer.token(request.fields).status == 400)
        #expect(world.issuer.userInfo(accessToken: access).status == 401)
    }

    @Test("A code is good for a minute", arguments: [(60, 200), (61, 400)] as [(Int64, Int)])
    func codeLifetime(seconds: Int64, status: Int) async throws {
        let world = try await SignInWorld()
        let start = world.party.begin(returnTo: "/")
        let request = try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending)
        world.clock.advance(by: .seconds(seconds))
        #expect(world.issuer.token(request.fields).status == status)
    }

    @Test("Each start makes new keys, so tokens of an earlier demo are worth nothing")
    func freshKeys() async throws {
        let first = try await SignInWorld()
        let second = try await SignInWorld()
        #expect(first.keys.ids.isDisjoint(with: second.keys.ids))
        let start = second.party.begin(returnTo: "/")
        let request = try second.party.tokenRequest(for: second.visit(start, as: "gp"), pending: start.pending)
        let response = try second.answer(to: request)
        #expect(
            failure { _ = try second.party.complete(response, keys: first.keys, pending: start.pending) } == .unknownKey
        )
    }

    @Test("Unusable entries of the list of people are left out and listed without anyone's data")
    func people() throws {
        let people = try TestPeople.read(
            Array(
                """
                { "professionals": [ { "user": "a", "name": "A", "organisation": "RZA", "role": "doctor" },
                    { "user": "a", "name": "Twin", "organisation": "RZA" }, { "name": "B", "organisation": "RZA" },
                    { "user": "c", "name": "Cheng", "organisation": "!" } ],
                  "londoners": [ { "user": "d", "name": "Doris", "nhsNumber": "9990000019", "birthDate": "1948-08-10" } ] }
                """.utf8))
        #expect(people.professionals.map(\.user) == ["a"])
        #expect(people.professionals[0].roles[0].profile.jobRole == .doctor)
        #expect(people.professionals[0].roles[0].profile.id == "a-1")
        #expect(people.londoners.isEmpty)
        #expect(people.leftOut.count == 4)
        #expect(!people.leftOut.joined().contains { "ABCD".contains($0) })
    }

    @Test("A list that names nobody is refused", arguments: ["", "[]", "{}", #"{"professionals": []}"#, "{"])
    func noPeople(text: String) {
        #expect(failure { _ = try TestPeople.read(Array(text.utf8)) } == .configuration)
    }
}
