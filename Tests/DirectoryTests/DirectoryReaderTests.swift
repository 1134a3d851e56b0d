// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing

@Suite("A directory read from FHIR lines")
struct DirectoryReaderTests {
    private let base = "https://fhir.onelondon.example/StructureDefinition/"

    private var lines: [String] {
        [
            #"{"resourceType":"Endpoint","id":"f1","meta":{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"sexual-health"}]},"status":"active","name":"Clinic letters","managingOrganization":{"reference":"Organization/org-1"},"extension":[{"url":"\#(base)feed-cadence","valueCode":"batch-12h"},{"url":"\#(base)feed-last-received","valueInstant":"2026-11-23T09:30:00Z"},{"url":"\#(base)feed-content","valueCode":"documents"},{"url":"\#(base)feed-content","valueCode":"appointments"}]}"#,
            #"{"resourceType":"Organization","id":"org-1","identifier":[{"system":"other","value":"zzz"},{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"x9901"}],"name":"Synthetic Clinic","type":[{"coding":[{"code":"prov"},{"code":"site"}]}],"extension":[{"url":"\#(base)organization-borough","valueCode":"E09000007"},{"url":"\#(base)organization-period","valuePeriod":{"start":"2020-01-01","end":"2026-06-30"}},{"url":"\#(base)organization-relation","extension":[{"url":"type","valueCode":"RE6"},{"url":"target","valueCode":"X99"},{"url":"period","valuePeriod":{"start":"2024"}}]}]}"#,
            "",
            #"{"resourceType":"Endpoint","id":"n1","status":"active","name":"North","address":"https://north.example/fhir","period":{"start":"2023-01-01"},"extension":[{"url":"\#(base)node-public-key","valueString":"key"},{"url":"\#(base)node-area","extension":[{"url":"area","valueCode":"ncl"},{"url":"period","valuePeriod":{"end":"2026-03-31"}}]},{"url":"\#(base)node-area","extension":[{"url":"area","valueCode":"wnl"}]}]}"#,
            #"{"resourceType":"Practitioner","id":"s1","name":[{"prefix":["Dr"],"given":["Ada"],"family":"Example"}]}"#,
            #"{"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/s1"},"organization":{"identifier":{"value":"X9901"}},"code":[{"coding":[{"code":"R0050"}]}],"period":{"start":"2025-02-01","end":"2025-07-31"}}"#,
            #"{"resourceType":"PractitionerRole","id":"r2","active":false,"practitioner":{"reference":"Practitioner/s1"},"organization":{"reference":"Organization/org-1"}}"#,
            #"{"resourceType":"PractitionerRole","id":"r3","practitioner":{"reference":"Practitioner/s1"},"organization":{"reference":"Organization/org-1"},"code":[{"coding":[{"code":"R1234"}]}]}"#,
            #"{"resourceType":"Contract","id":"a1","title":"London","applies":{"start":"2024-01-01"},"scope":{"coding":[{"code":"direct-care"}]},"signer":[{"party":{"reference":"Organization/org-1"}},{"party":{"identifier":{"value":"X77"}}}]}"#,
        ]
    }

    private func read(_ lines: [String]) -> DirectoryReader.Outcome {
        DirectoryReader.read(ndjson: Array(lines.joined(separator: "\n").utf8))
    }

    @Test("Every line is taken, in whatever order they come")
    func all() throws {
        for lines in [lines, lines.reversed()] {
            let outcome = read(lines)
            #expect(outcome.rejected.isEmpty)
            #expect(outcome.taken == 8)
            let directory = outcome.snapshot
            let organisation = try #require(directory.organisations[try code("X9901")])
            #expect(organisation.name == "Synthetic Clinic")
            #expect(organisation.kind == .site)
            #expect(organisation.borough == "E09000007")
            #expect(!organisation.isNameSensitive)
            #expect(organisation.validity == DatePeriod(from: try day("2020-01-01"), to: try day("2026-06-30")))
            #expect(try directory.operators(of: code("X9901"), on: day("2023-12-31")).isEmpty)
            #expect(try directory.operators(of: code("X9901"), on: day("2024-01-01")) == [code("X99")])
            #expect(directory.staff["s1"]?.name == "Dr Ada Example")
            #expect(
                try directory.agreements(
                    between: code("X9901"), and: code("X77"), purpose: "direct-care",
                    on: day("2024-01-01")
                ).map(\.id) == ["a1"])
            #expect(directory.areas == LondonAreas.areas)
        }
    }

    @Test("A feed carries its cadence, content, last time and whether its name is sensitive")
    func feed() throws {
        let feed = try #require(try read(lines).snapshot.feeds(of: code("X9901")).first)
        #expect(feed.cadence == .batch(hours: 12))
        #expect(feed.content == ["documents", "appointments"])
        #expect(feed.lastReceived == Timestamp(seconds: 1_795_426_200))
        #expect(feed.isNameSensitive)
        #expect(feed.status == .active)
        #expect(feed.name == "Clinic letters")
    }

    @Test("A node carries its address, key and areas with their days")
    func node() throws {
        let directory = read(lines).snapshot
        let node = try #require(directory.nodes.first)
        #expect(node.baseURL == "https://north.example/fhir")
        #expect(node.publicKey == "key")
        #expect(node.serves("ncl", on: try day("2026-03-31")))
        #expect(!node.serves("ncl", on: try day("2026-04-01")))
        #expect(node.serves("wnl", on: try day("2026-04-01")))
        #expect(!node.serves("wnl", on: try day("2022-12-31")))
    }

    @Test("Roles hold on their days; inactive ones never, unknown codes see nothing")
    func roles() throws {
        let directory = read(lines).snapshot
        #expect(try Set(directory.roles(of: "s1", on: day("2025-07-31")).map(\.jobRole)) == [.doctor, .other])
        #expect(try directory.roles(of: "s1", on: day("2025-08-01")).map(\.jobRole) == [.other])
    }

    @Test(
        "A line that cannot be taken is reported with its number and does not stop the others",
        arguments: [
            (#"{"resourceType":"Patient","id":"p"}"#, CareIssue.Kind.notSupported), ("{", .structure),
            ("[]", .structure),
            (#"{"resourceType":"Organization","id":"o","name":"N"}"#, .required),
            (#"{"resourceType":"Endpoint","id":"e","status":"active"}"#, .value),
            (#"{"resourceType":"PractitionerRole","id":"r"}"#, .required),
            (
                #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/x"},"organization":{"reference":"Organization/none"}}"#,
                .notFound
            ),
            (
                #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/x"},"period":{"start":"2025-02-30"}}"#,
                .value
            ),
            (
                #"{"resourceType":"Contract","id":"c","applies":{"start":"2025-02-02","end":"2025-02-01"},"signer":[]}"#,
                .required
            ),
        ])
    func rejected(line: String, kind: CareIssue.Kind) throws {
        let outcome = read([lines[4], line, lines[1]])
        #expect(outcome.taken == 2)
        #expect(outcome.rejected.map(\.kind) == [kind])
        #expect(outcome.rejected.first?.expression == "line[2]")
        #expect(outcome.snapshot.staff.count == 1)
        #expect(outcome.snapshot.organisations.count == 1)
    }
}
