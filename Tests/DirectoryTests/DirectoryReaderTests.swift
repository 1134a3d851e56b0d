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
            #expect(outcome.taken == 7)
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

    @Test("Roles keep their days; inactive ones hold on none, unknown codes see nothing")
    func roles() throws {
        let roles = try #require(read(lines).snapshot.roles["s1"]).sorted { $0.id < $1.id }
        #expect(roles.map(\.id) == ["r1", "r2", "r3"])
        #expect(roles.map(\.jobRole) == [.doctor, .other, .other])
        let spring = try #require(DatePeriod(from: try day("2025-02-01"), to: try day("2025-07-31")))
        #expect(roles.map(\.validity) == [spring, .never, .always])
    }

    @Test(
        "Who is no longer active, or has dates that cannot be read, holds no role and is no organisation on any day",
        arguments: [
            (#""active":false"#, "", "", true), (#""period":{"start":"2025-02-30"}"#, "", "", false),
            ("", #""active":false"#, "", true), ("", "", #""active":false"#, true),
            ("", "", #""extension":[{"url":"BASEorganization-period","valuePeriod":{"end":"soon"}}]"#, false),
            ("", "", #""extension":[{"url":"BASEorganization-relation","extension":[]}]"#, false),
        ])
    func switchedOff(role: String, person: String, organisation: String, isTaken: Bool) throws {
        func line(_ type: String, _ id: String, _ more: String, _ members: String) -> String {
            #"{"resourceType":"\#(type)","id":"\#(id)",\#(more)\#(more.isEmpty ? "" : ",")\#(members)}"#
                .replacing("BASE", with: base)
        }
        let sensitive = #""meta":{"security":[{"system":"\#(DirectoryExtension.sensitivitySystem)","code":"hiv"}]}"#
        let identifier = #""identifier":[{"system":"\#(ODSCode.system)","value":"X99"}],"name":"N","#
        let outcome = read([
            line(
                "PractitionerRole", "r", role,
                #""practitioner":{"reference":"Practitioner/s"},"organization":{"reference":"Organization/o"}"#),
            line("Practitioner", "s", person, #""name":[]"#),
            line("Organization", "o", organisation, identifier + sensitive),
        ])
        #expect(outcome.rejected.isEmpty == isTaken && outcome.taken + outcome.rejected.count == 3)
        let (directory, today) = (outcome.snapshot, try day("2026-11-23"))
        let held = try directory.role(of: "s", as: .other, at: code("X99"), on: today)
        #expect(!held.validity.contains(today))
        #expect(try directory.organisations[code("X99")]?.isNameSensitive == true)
        #expect(try (directory.organisation(code("X99"), on: today) == nil) == !organisation.isEmpty)
    }

    @Test("Both spellings of the system of organisation codes are read", arguments: ODSCode.systems)
    func spellings(system: String) throws {
        let identifier = #"{"system":"\#(system)","value":"X99"}"#
        let outcome = read([
            #"{"resourceType":"Organization","id":"o","identifier":[\#(identifier)],"name":"N"}"#,
            #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/x"},"#
                + #""organization":{"identifier":\#(identifier)}}"#,
        ])
        #expect(outcome.rejected.isEmpty)
        #expect(try outcome.snapshot.roles["x"]?.map(\.organisation) == [code("X99")])
    }

    @Test("A feed that cannot be read is counted, other Endpoints are not; reasons are counted without their lines")
    func unreadableFeeds() {
        let feed =
            #"{"resourceType":"Endpoint","id":"f","status":"active","extension":[{"url":"\#(base)feed-cadence","valueCode":"batch-9223372036854775807h"}]}"#
        let outcome = read([feed, #"{"resourceType":"Endpoint","id":"e","status":"active"}"#, "{", lines[1]])
        #expect(outcome.snapshot.unreadableFeeds == 1)
        #expect(outcome.rejectedByReason == ["value": 2, "structure": 1])
        #expect(DirectorySnapshot(merging: [outcome.snapshot, outcome.snapshot]).unreadableFeeds == 2)
    }

    @Test("The directories of nodes are read apart, for the same ids mean others at another node")
    func nodesApart() throws {
        func node(_ code: String) -> DirectorySnapshot {
            read([
                #"{"resourceType":"Organization","id":"1","identifier":[{"system":"\#(ODSCode.system)","value":"\#(code)"}],"name":"\#(code)"}"#,
                #"{"resourceType":"Endpoint","id":"f","status":"active","managingOrganization":{"reference":"Organization/1"},"extension":[{"url":"\#(base)feed-cadence","valueCode":"live"}]}"#,
                #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/1"},"organization":{"reference":"Organization/1"}}"#,
            ]).snapshot
        }
        let directory = DirectorySnapshot(merging: [node("X77"), node("X99")])
        #expect(directory.feeds.map(\.organisation.text) == ["X77", "X99"])
        #expect(directory.roles["1"]?.map(\.organisation.text) == ["X77", "X99"])
        #expect(directory.organisations.count == 2 && directory.feed("f") != nil && directory.feed("g") == nil)
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
                #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/x"},"organization":{"identifier":{"value":"X9901"}},"period":{"start":"2025-02-30"}}"#,
                .value
            ),
            (
                #"{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/x"},"organization":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-site-code","value":"X9901"}}}"#,
                .notFound
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
