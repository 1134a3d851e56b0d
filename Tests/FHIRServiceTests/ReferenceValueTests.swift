// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRService
import Testing

@Suite("References that are searched for")
struct ReferenceValueTests {
    @Test(
        "are refused where nothing can be referred to so",
        arguments: [
            "", "Patient/", "/x", "/", "Patient//x", "http://", "https:", ":", "a b", "Patient/x/", "x!",
        ])
    func impossible(_ value: String) async throws {
        let node = try TestNode(.memory)
        let query = FormParameters.queryText([("subject", value)])
        for address in ["Observation" + query, "Observation" + query + ",Patient/1"] {
            let answer = await node.get(address)
            #expect(answer.status == 400 && answer.expressions == ["http.subject"], "\(answer.text)")
        }
    }

    @Test(
        "are searched for in every form there is",
        arguments: [
            "p", "Patient/p", "https://node.example/fhir/Patient/p", "https://elsewhere.example/fhir/Patient/p",
            "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "Patient/p/_history/1", "a.b-1",
        ])
    func possible(_ value: String) async throws {
        let node = try TestNode(.memory)
        #expect(await node.get("Observation" + FormParameters.queryText([("subject", value)])).status == 200)
    }
}
