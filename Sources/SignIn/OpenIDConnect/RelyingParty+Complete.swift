// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import FHIRModel

extension RelyingParty {
    /// Who signed in, once every check of the issuer's answer holds.
    ///
    /// - Parameters:
    ///   - response: the issuer's answer to the code.
    ///   - keys: the issuer's keys. On ``SignInFailure/asksForFreshKeys`` fetch them again and call once more.
    ///   - pending: what was kept when the sign-in began.
    ///   - userInfo: the answer of the user info endpoint, where the issuer tells only there what is needed.
    /// - Throws: ``SignInFailure`` by the check that does not hold.
    package func complete(
        _ response: TokenResponse, keys: VerificationKeys, pending: PendingSignIn, userInfo: [UInt8]? = nil
    ) throws(SignInFailure) -> SignedInUser {
        let claims = try SignedToken(response.identityToken.value).claims(signedBy: keys, in: provider.algorithms)
        try check(claims, pending)
        guard let subject = claims["sub"]?.string, !subject.isEmpty, subject.utf8.count <= 255 else {
            throw SignInFailure(.claims, "The token does not say whose it is.")
        }
        var sources = [claims]
        if let userInfo {
            guard let more = (try? JSONDocument.parse(userInfo, limits: .token))?.root, more["sub"]?.string == subject
            else { throw SignInFailure(.claims, "What the issuer tells about the user is about somebody else.") }
            sources.append(more)
        }
        let reader = IdentityClaims(sources: sources, subject: subject, client: client)
        return switch client.population {
        case .professionals: .professional(try reader.professional())
        case .londoners: .londoner(try reader.londoner())
        }
    }

    private func check(_ claims: JSONNode, _ pending: PendingSignIn) throws(SignInFailure) {
        guard claims["iss"]?.string == provider.issuer else {
            throw SignInFailure(.issuer, "The token is from another issuer; sign in again.")
        }
        let audience = claims.items("aud").map(\.string)
        guard audience.contains(client.clientID) else {
            throw SignInFailure(.audience, "The token is meant for another program; sign in again.")
        }
        let party = claims["azp"]
        guard party?.string == client.clientID || (party == nil && audience.count == 1) else {
            throw SignInFailure(.audience, "The token was given to another program; sign in again.")
        }
        let times = try TokenTimes(claims, now: clock.now())
        guard times.issued != nil else {
            throw SignInFailure(.claims, "The token does not say when it was made.")
        }
        guard let nonce = claims["nonce"]?.string, isSameSecret(nonce, pending.nonce.value) else {
            throw SignInFailure(.nonce, "The token belongs to another sign-in; sign in again.")
        }
    }
}

/// Reads who somebody is from checked claims.
private struct IdentityClaims {
    let sources: [JSONNode]
    let subject: String
    let client: ClientRegistration

    func professional() throws(SignInFailure) -> ProfessionalIdentity {
        let level = text("authentication_assurance_level") ?? text("acr").flatMap(Self.level) ?? ""
        guard let level = Int(level), level >= client.lowestAuthenticationLevel else {
            throw SignInFailure(.assurance, "Sign in with a smartcard, security key or authenticator app.")
        }
        guard let userID = text("nhsid_useruid"), !userID.isEmpty, userID.utf8.count <= 64 else {
            throw SignInFailure(.claims, "The token holds no user id of a member of staff.")
        }
        return ProfessionalIdentity(userID: userID, displayName: name ?? userID, roles: roles())
    }

    func londoner() throws(SignInFailure) -> LondonerIdentity {
        guard let proofing = text("identity_proofing_level"), proofing.hasPrefix("P"),
            let level = Int(proofing.dropFirst()), level >= client.lowestProofing
        else {
            throw SignInFailure(.assurance, "Prove who you are to the issuer first; a record needs the highest level.")
        }
        guard let number = text("nhs_number").flatMap({ try? NHSNumber($0) }),
            let birthDate = text("birthdate").flatMap({ CivilDate($0) })
        else { throw SignInFailure(.claims, "The token lacks the two identifiers that a record needs.") }
        return LondonerIdentity(account: subject, displayName: name ?? "", nhsNumber: number, dateOfBirth: birthDate)
    }

    /// Roles whose organisation or id cannot be read give no access and are left out.
    private func roles() -> [RoleProfile] {
        let organisations = sources.lazy.flatMap { $0.items("nhsid_user_orgs") }
        let roles = sources.first { $0["nhsid_nrbac_roles"] != nil }?.items("nhsid_nrbac_roles")
        return (roles.map(Array.init) ?? []).compactMap { role in
            guard let id = role["person_roleid"]?.string, !id.isEmpty,
                let code = role["org_code"]?.string.flatMap({ ODSCode($0) })
            else { return nil }
            let name =
                role["org_name"]?.string
                ?? organisations.first { $0["org_code"]?.string == code.text }?["org_name"]?.string
            return RoleProfile(
                id: id, organisation: code, organisationName: name, jobRole: jobRole(role["role_code"]?.string),
                title: role["role_name"]?.string.map(Self.lastPart))
        }
    }

    /// The job role is the last part of a code such as `S0030:G0100:R0570`.
    private func jobRole(_ code: String?) -> JobRole {
        let last = code?.split(separator: ":").last.map(String.init) ?? ""
        return client.jobRoles[last] ?? JobRole(code: last) ?? .other
    }

    /// The last part of a name such as `"Clinical":"Clinical Provision":"Nurse Access Role"`.
    private static func lastPart(_ name: String) -> String {
        guard name.hasPrefix("\""), let last = name.split(separator: "\":\"").last else { return name }
        return String(last.drop { $0 == "\"" }.prefix { $0 != "\"" })
    }

    /// The level in a context such as `AAL3_ANY`.
    private static func level(_ context: String) -> String? {
        guard context.hasPrefix("AAL") else { return nil }
        return context.dropFirst(3).first.map(String.init)
    }

    private var name: String? {
        if let name = text("name") { return name }
        let parts = [text("given_name"), text("family_name")].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func text(_ name: StaticString) -> String? {
        sources.lazy.compactMap { $0[name]?.primitiveText }.first
    }
}
