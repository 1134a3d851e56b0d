// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing

@Suite("Organisations and staff over time")
struct DirectoryTests {
    private func directory() throws -> DirectorySnapshot {
        let trust = Organisation(
            code: try code("X99"), name: "Synthetic Riverside Trust", kind: .acuteTrust, borough: "E09000007")
        let site = Organisation(
            code: try code("X9901"), name: "Synthetic Riverside Hospital", kind: .site,
            validity: try #require(DatePeriod(from: try day("2020-01-01"), to: try day("2026-06-30"))),
            relations: [
                OrganisationRelation(
                    .operatedBy, try code("X88"),
                    validity: try #require(DatePeriod(from: nil, to: try day("2023-12-31")))),
                OrganisationRelation(.operatedBy, try code("X99"), validity: DatePeriod(from: try day("2024-01-01"))),
                OrganisationRelation(.commissionedBy, try code("X77")),
            ])
        // A mistake in the data must not hang anything.
        let loop = Organisation(
            code: try code("X55"), name: "Loop", kind: .other,
            relations: [OrganisationRelation(.operatedBy, try code("X55"))])
        let roles = [
            StaffRole(
                id: "r1", staffMember: "s1", organisation: try code("X9901"), jobRole: .doctor,
                validity: try #require(DatePeriod(from: try day("2025-02-01"), to: try day("2025-07-31")))),
            StaffRole(
                id: "r2", staffMember: "s1", organisation: try code("X9901"), jobRole: .privacyOfficer,
                validity: DatePeriod(from: try day("2025-08-01"))),
            StaffRole(id: "r3", staffMember: "s2", organisation: try code("X99"), jobRole: .privacyOfficer),
        ]
        return DirectorySnapshot(
            organisations: [trust, site, loop],
            staff: [StaffMember(id: "s1", name: "A. Example"), StaffMember(id: "s2", name: "B. Example")], roles: roles,
            agreements: [
                SharingAgreement(
                    id: "a1", title: "London", parties: [try code("X99"), try code("X77")], purposes: ["direct-care"],
                    validity: DatePeriod(from: try day("2024-01-01")))
            ])
    }

    @Test(
        "An organisation exists from its first to its last day",
        arguments: [
            ("2019-12-31", false), ("2020-01-01", true), ("2026-06-30", true), ("2026-07-01", false),
        ])
    func existence(date: String, exists: Bool) throws {
        #expect(try (directory().organisation(code("X9901"), on: day(date)) != nil) == exists)
    }

    @Test("Who operates a site depends on the day", arguments: [("2023-12-31", ["X88"]), ("2024-01-01", ["X99"])])
    func operators(date: String, expected: [String]) throws {
        #expect(try directory().operators(of: code("X9901"), on: day(date)).map(\.text) == expected)
        #expect(try directory().related(.commissionedBy, to: code("X9901"), on: day(date)).map(\.text) == ["X77"])
        let sites = try directory().organisations(operatedBy: code("X99"), on: day(date))
        #expect(sites.map(\.text) == (expected == ["X99"] ? ["X9901"] : []))
        #expect(try directory().operators(of: code("X55"), on: day(date)).isEmpty)
    }

    @Test(
        "A site without a borough lies where its operator lies",
        arguments: [
            ("2023-12-31", nil), ("2024-01-01", "ncl"), ("2026-04-01", "wnl"),
        ])
    func areaOfSite(date: String, expected: String?) throws {
        #expect(try directory().area(of: code("X9901"), on: day(date))?.id == expected)
    }

    @Test(
        "A role holds on its days and only while its organisation exists",
        arguments: [
            ("2025-01-31", []), ("2025-02-01", [JobRole.doctor]), ("2025-07-31", [.doctor]),
            ("2025-08-01", [.privacyOfficer]),
            ("2026-06-30", [.privacyOfficer]), ("2026-07-01", []),
        ])
    func roles(date: String, expected: [JobRole]) throws {
        #expect(try directory().roles(of: "s1", on: day(date)).map(\.jobRole) == expected)
        #expect(try directory().roles(of: "nobody", on: day(date)).isEmpty)
    }

    @Test(
        "The privacy officer is the organisation's own, else its operator's",
        arguments: [
            ("2025-07-31", ["s2"]), ("2025-08-01", ["s1"]), ("2023-12-31", []),
        ])
    func privacyOfficers(date: String, expected: [String]) throws {
        #expect(try directory().privacyOfficers(of: code("X9901"), on: day(date)).map(\.id) == expected)
    }

    @Test("An agreement covers its parties, its purposes and its days only")
    func agreements() throws {
        let directory = try directory()
        func count(_ one: String, _ other: String, _ purpose: String, _ date: String) throws -> Int {
            try directory.agreements(between: code(one), and: code(other), purpose: purpose, on: day(date)).count
        }
        #expect(try count("X99", "X77", "direct-care", "2024-01-01") == 1)
        #expect(try count("X77", "X99", "direct-care", "2024-01-01") == 1)
        #expect(try count("X99", "X77", "direct-care", "2023-12-31") == 0)
        #expect(try count("X99", "X77", "research", "2024-01-01") == 0)
        #expect(try count("X99", "X88", "direct-care", "2024-01-01") == 0)
    }

    @Test(
        "Job roles are read from our own and from certain national codes",
        arguments: [
            ("doctor", JobRole.doctor), ("social-worker", .socialWorker), ("R0260", .doctor), ("R0050", .doctor),
            ("R9999", nil), ("Doctor", nil),
        ])
    func jobRoles(code: String, expected: JobRole?) {
        #expect(JobRole(code: code) == expected)
    }
}
