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
            staff: [StaffMember(id: "s1", name: "A. Example"), StaffMember(id: "s2", name: "B. Example")], roles: roles)
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

    @Test("Operators come nearest first, whatever stands above them")
    func operatorsInOrder() throws {
        func operated(_ own: String, by others: [String]) throws -> Organisation {
            Organisation(
                code: try code(own), name: own, kind: .other,
                relations: try others.map { OrganisationRelation(.operatedBy, try code($0)) })
        }
        let directory = try DirectorySnapshot(organisations: [
            operated("X01", by: ["X02", "X03"]), operated("X02", by: ["X04"]), operated("X03", by: ["X05"]),
            operated("X05", by: ["X01"]),
        ])
        #expect(
            try directory.operators(of: code("X01"), on: day("2026-01-01")).map(\.text) == ["X02", "X03", "X04", "X05"])
    }

    @Test(
        "A role holds on its days and only while its organisation exists",
        arguments: [
            ("s1", JobRole.doctor, "X9901", "2025-01-31", false), ("s1", .doctor, "X9901", "2025-02-01", true),
            ("s1", .doctor, "X9901", "2025-07-31", true), ("s1", .doctor, "X9901", "2025-08-01", false),
            ("s1", .privacyOfficer, "X9901", "2026-06-30", true), ("s1", .privacyOfficer, "X9901", "2026-07-01", false),
            // Another job than the directory knows, and somebody it does not know at all.
            ("s1", .nurse, "X9901", "2025-07-31", false), ("s3", .nurse, "X9901", "2025-07-31", true),
            ("s3", .nurse, "X9901", "2026-07-01", false), ("s1", .nurse, "X99", "2026-07-01", true),
            ("s1", .nurse, "X12", "2026-07-01", true),
        ])
    func roles(staff: String, job: JobRole, organisation: String, date: String, holds: Bool) throws {
        let role = try directory().role(of: staff, as: job, at: code(organisation), on: day(date))
        #expect(try role.validity.contains(day(date)) == holds)
        #expect(try role.jobRole == job && role.staffMember == staff && role.organisation == code(organisation))
    }

    @Test("An organisation's name stays sensitive once anybody says so", arguments: [false, true])
    func sensitiveName(isLastSensitive: Bool) throws {
        let organisations = try [!isLastSensitive, isLastSensitive].map {
            Organisation(code: try code("X99"), name: "Clinic \($0)", kind: .site, isNameSensitive: $0)
        }
        let parts = organisations.map { DirectorySnapshot(organisations: [$0]) }
        for directory in [DirectorySnapshot(organisations: organisations), DirectorySnapshot(merging: parts)] {
            let organisation = try #require(directory.organisations[code("X99")])
            #expect(organisation.isNameSensitive && organisation.name == "Clinic \(isLastSensitive)")
        }
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
