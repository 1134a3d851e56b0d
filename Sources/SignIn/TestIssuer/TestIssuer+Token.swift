// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import FHIRModel
internal import Synchronization

extension TestIssuer {
    /// Answers a request for tokens.
    ///
    /// - Parameter form: the posted fields.
    package func token(_ form: FormFields) -> IssuerAnswer {
        guard !form.repeatsAName, let clientID = form["client_id"] else {
            return Self.error(400, "invalid_request", "client_id must be sent, and no field twice")
        }
        guard form["grant_type"] == "authorization_code" else {
            return Self.error(400, "unsupported_grant_type", "grant_type must be authorization_code")
        }
        let now = clock.now()
        guard let client = client(clientID), isProven(client, form, now) else {
            return Self.error(401, "invalid_client", "the client is not known or did not prove who it is")
        }
        guard let code = form["code"], let grant = codes.withLock({ $0.redeem(code, now: now) }),
            grant.client == clientID, grant.redirectURI == form["redirect_uri"],
            let verifier = form["code_verifier"], (43...128).contains(verifier.utf8.count),
            isSameSecret(RelyingParty.challenge(of: verifier), grant.challenge)
        else {
            return Self.error(400, "invalid_grant", "the code is used, too old or does not belong to this request")
        }
        guard let token = try? key.sign(identityClaims(grant, client, now), type: "JWT") else {
            return Self.error(500, "server_error", "the token could not be signed")
        }
        let accessToken = random.secret()
        codes.withLock { $0.add(accessToken: accessToken, code: code, grant, now: now) }
        var writer = JSONWriter()
        writer.object { answer in
            answer.member("access_token", accessToken)
            answer.member("token_type", "Bearer")
            answer.member("expires_in", Int(IssuedCodes.accessLifetime.components.seconds))
            answer.member("id_token", token)
        }
        return IssuerAnswer(status: 200, body: writer.bytes)
    }

    /// Tells more about who signed in.
    package func userInfo(accessToken: String) -> IssuerAnswer {
        let now = clock.now()
        guard let access = codes.withLock({ $0.access(accessToken, now: now) }), let client = client(access.client)
        else { return Self.error(401, "invalid_token", "the access token is not known or too old") }
        var writer = JSONWriter()
        writer.object { personClaims(&$0, access.user, client.population) }
        return IssuerAnswer(status: 200, body: writer.bytes)
    }

    private func isProven(_ client: TestClient, _ form: FormFields, _ now: Timestamp) -> Bool {
        guard let keys = client.keys else { return form["client_assertion"] == nil }
        guard form["client_assertion_type"] == ClientAssertion.type, let assertion = form["client_assertion"] else {
            return false
        }
        do throws(SignInFailure) {
            try ClientAssertion.check(
                assertion, client: client.id, audiences: [issuer, tokenEndpoint], keys: keys, used: usedAssertions,
                now: now)
            return true
        } catch {
            return false
        }
    }

    private func identityClaims(_ grant: IssuedCodes.Grant, _ client: TestClient, _ now: Timestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { claims in
            claims.member("iss", issuer)
            claims.member("aud", client.id)
            claims.member("iat", Int(now.seconds))
            claims.member("auth_time", Int(now.seconds))
            claims.member("exp", Int(now.seconds) + 300)
            claims.member("nonce", grant.nonce)
            personClaims(&claims, grant.user, client.population)
        }
        return writer.bytes
    }

    /// What is said about somebody: in the names of Care Identity Service 2 or of NHS login.
    private func personClaims(
        _ claims: inout JSONWriter, _ user: String, _ population: ClientRegistration.Population
    ) {
        switch population {
        case .professionals:
            guard let person = people.professionals.first(where: { $0.user == user }) else { return }
            claims.member("sub", person.user)
            claims.member("name", person.name)
            claims.member("nhsid_useruid", person.user)
            claims.member("authentication_assurance_level", "3")
            claims.array("nhsid_nrbac_roles") { roles in for role in person.roles { Self.write(role, &roles) } }
            claims.array("nhsid_user_orgs") { organisations in
                for role in person.roles {
                    organisations.object { organisation in
                        organisation.member("org_code", role.profile.organisation.text)
                        organisation.member("org_name", role.profile.organisationName)
                    }
                }
            }
        case .londoners:
            guard let person = people.londoners.first(where: { $0.user == user }) else { return }
            claims.member("sub", "londoner-" + person.user)
            claims.member("name", person.name)
            claims.member("family_name", person.name.split(separator: " ").last.map(String.init))
            claims.member("nhs_number", person.nhsNumber.digits)
            claims.member("birthdate", person.birthDate.description)
            claims.member("identity_proofing_level", "P9")
        }
    }

    private static func write(_ role: TestPeople.Role, _ writer: inout JSONWriter) {
        writer.object { item in
            item.member("person_roleid", role.profile.id)
            item.member("org_code", role.profile.organisation.text)
            item.member("role_code", role.profile.jobRole.rawValue)
            item.member("role_name", role.profile.title)
        }
    }

    private static func error(_ status: Int, _ code: String, _ text: String) -> IssuerAnswer {
        var writer = JSONWriter()
        writer.object { answer in
            answer.member("error", code)
            answer.member("error_description", text)
        }
        return IssuerAnswer(status: status, body: writer.bytes)
    }
}
