// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import SignIn
import Testing

@Suite("What may be printed")
struct SecrecyTests {
    /// Everything a careless log line could show of a value.
    private func prints(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)"
    }

    @Test("Secrets of a sign-in are never printed")
    func signIn() async throws {
        let key = try await SigningKey.makeES256()
        let world = try await SignInWorld(clientKey: key)
        let start = world.party.begin(returnTo: "/")
        let asked = query(of: start.address)
        let back = try world.visit(start, as: "gp")
        let request = try world.party.tokenRequest(for: back, pending: start.pending)
        let response = try world.answer(to: request)
        let printed = [prints(start.pending), prints(back), prints(request), prints(response)].joined()
        let secrets = [
            asked["state"], asked["nonce"], back["code"], request.fields["code_verifier"],
            request.fields["client_assertion"], response.accessToken?.value,
        ]
        for secret in secrets {
            let secret = try #require(secret)
            #expect(!printed.contains(secret))
        }
        #expect(!prints(key).contains(key.pem.value))
    }

    @Test("Who a Londoner is and what they opened is never printed")
    func session() async throws {
        let user = try await SignInWorld(.londoners).signIn(as: "lead")
        let store = SessionStore<String>(clock: ManualClock(monday))
        let opened = store.signIn(user, replacing: nil)
        let handle = try #require(store.open("payload 9990000018", for: opened.id.value))
        let session = try #require(store.session(opened.id.value, isActivity: true).session)
        let record = try #require(store.record(handle, for: opened.id.value))
        let printed = [prints(user), prints(opened), prints(session), prints(record), prints(store)].joined()
        for secret in ["Ashdown", "1948", "9990000018", "payload", opened.id.value, session.formToken.value] {
            #expect(!printed.contains(secret))
        }
    }

    @Test("A failure says what to do and nothing about anybody")
    func failures() async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet(population: .londoners)
        let keys = try await VerificationKeys.read(puppet.keySet)
        var messages: [String] = []
        for attack in TokenAttack.signatures {
            var draft = puppet.identityToken(start)
            draft.claims["nhs_number"] = "\"9990000018\""
            attack.change(&draft, puppet)
            let token = try draft.text()
            do {
                _ = try party.complete(puppet.response(token), keys: keys, pending: start.pending)
            } catch {
                messages.append("\(error) \(String(reflecting: error))")
            }
        }
        #expect(messages.count == TokenAttack.signatures.count)
        for message in messages {
            for secret in ["999", "555", "eyJ", "Carter", query(of: start.address)["nonce"] ?? ""] {
                #expect(!message.contains(secret))
            }
        }
    }
}
