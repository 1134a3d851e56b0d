// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Exchange
import Identity
import Testing

@Suite("Organisations that are one body")
struct SameBodyTests {
    /// The trust X99 with sites; the visit was at one organisation, the reader works at another.
    private func opened(
        visit: String, reader: String, more: [String] = []
    ) async throws -> (Bool, GatheredRecord?) {
        let directory = [
            SmallNodes.organisation("X99"), SmallNodes.organisation("X9901", operatedBy: "X99 2020-01-01"),
            SmallNodes.organisation("X9902", operatedBy: "X99 2020-01-01"),
            SmallNodes.organisation("X9903", operatedBy: "X99 2020-01-01", label: "sexual-health"),
            SmallNodes.organisation("X9904", operatedBy: "X99 2020-01-01 2025-12-31"),
            SmallNodes.organisation("X55", until: "2026-11-22"), SmallNodes.organisation("X56", until: "2026-11-23"),
            SmallNodes.feed("a", of: visit),
        ]
        let stores = try await SmallNodes.stores([
            "nel": directory + more + [
                SmallNodes.patient("p1", feed: "a"), SmallNodes.encounter("e1", of: "p1", feed: "a"),
            ],
            // Knows nothing of the trust.
            "sel": [
                SmallNodes.organisation("X77"), SmallNodes.feed("b", of: "X77"),
                SmallNodes.patient("p2", feed: "b"), SmallNodes.medicine("m2", of: "p2", feed: "b"),
            ],
        ])
        let exchange = try await TestExchange(stores)
        let person = try SmallNodes.person()
        let opened = try await exchange.service.open(person, for: Reader.staff(.doctor, at: ODSCode(reader)))
        guard opened.mayOpen else { return (false, nil) }
        return (true, try await exchange.service.record(of: person, for: opened.user))
    }

    @Test(
        "A visit at a site counts for the trust, and one at the trust for its sites; sisters, former and sensitive sites do not",
        arguments: [
            ("X9901", "X9901", true), ("X9901", "X99", true), ("X99", "X9901", true), ("X9901", "X9902", false),
            ("X9903", "X99", false), ("X9903", "X9903", true), ("X99", "X9903", true), ("X9904", "X99", false),
            ("X99", "X9904", false), ("X99", "X77", false),
        ])
    func visits(visit: String, reader: String, mayOpen: Bool) async throws {
        let (isOpen, record) = try await opened(visit: visit, reader: reader)
        #expect(isOpen == mayOpen)
        guard let record else { return }
        // The node without a directory of the trust agrees, for the exchange tells it what is one body.
        #expect(Set(record.items.map(\.node)) == ["nel", "sel"])
        #expect(!record.sources.contains { $0.state == .withheld && !$0.isNameSensitive })
    }

    @Test(
        "A role opens something only on its days, as the job the directory knows, of somebody still there",
        arguments: [
            (#""period":{"start":"2020-01-01","end":"2026-11-22"}"#, "doctor", true, false),
            (#""period":{"start":"2020-01-01","end":"2026-11-23"}"#, "doctor", true, true),
            (#""active":true"#, "doctor", true, true), (#""active":false"#, "doctor", true, false),
            (#""period":{"start":"long ago"}"#, "doctor", true, false), (#""active":true"#, "nurse", true, false),
            (#""active":true"#, "doctor", false, false),
        ])
    func knownRole(members: String, job: String, isPersonActive: Bool, mayOpen: Bool) async throws {
        let role =
            #"{"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/u-1"},"#
            + #""organization":{"identifier":{"value":"X99"}},"code":[{"coding":[{"code":"\#(job)"}]}],\#(members)}"#
        let person = #"{"resourceType":"Practitioner","id":"u-1","active":\#(isPersonActive)}"#
        let (isOpen, _) = try await opened(visit: "X99", reader: "X99", more: [role, person])
        #expect(isOpen == mayOpen)
        // A role elsewhere says nothing of one that the directory does not know.
        let (isOpenElsewhere, _) = try await opened(visit: "X9901", reader: "X9901", more: [role, person])
        #expect(isOpenElsewhere)
    }

    @Test("Nobody works for an organisation that has ended", arguments: [("X55", false), ("X56", true)])
    func endedOrganisation(code: String, mayOpen: Bool) async throws {
        #expect(try await opened(visit: code, reader: code).0 == mayOpen)
    }
}
