// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SyntheticLondon
import Testing

@Suite("Areas, boroughs and organisations")
struct LondonTests {
    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(
        "Areas are those of the day",
        arguments: [("2022-06-30", 0), ("2022-07-01", 5), ("2026-03-31", 5), ("2026-04-01", 4), ("2030-01-01", 4)])
    func areas(on text: String, count: Int) throws {
        let areas = London.areas(on: try day(text))
        #expect(areas.count == count)
        if count > 0 { #expect(Set(areas.flatMap(\.nodes)).count == 5) }
    }

    @Test("Camden changes its area in April 2026, its node stays")
    func camden() throws {
        let camden = try #require(London.boroughs.first { $0.name == "Camden" })
        #expect(camden.node == "ncl")
        #expect(London.area(of: camden, on: try day("2026-03-31"))?.name == "North Central London")
        #expect(London.area(of: camden, on: try day("2026-04-01"))?.name == "West and North London")
        #expect(London.area(of: camden, on: try day("2022-01-01")) == nil)
    }

    @Test("There are 33 boroughs, each on a square of its own")
    func boroughs() {
        #expect(London.boroughs.count == 33)
        #expect(Set(London.boroughs.map { [$0.column, $0.row] }).count == 33)
        #expect(Set(London.boroughs.map(\.code)).count == 33)
        let sizes = Dictionary(grouping: London.boroughs, by: \.node).mapValues(\.count)
        #expect(sizes == ["ncl": 5, "nel": 8, "nwl": 8, "sel": 6, "swl": 6])
    }

    @Test("Organisation codes are well shaped and unique, up to a million people", arguments: [1, 20_000, 1_000_000])
    func organisations(people: Int) {
        let london = SyntheticLondon(seed: 1, people: people, asOf: SampleLondon.asOf)
        let codes = london.allOrganisations.map(\.ods)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { ODSCode($0) != nil })
        #expect(Set(london.allOrganisations.map(\.name)).count == codes.count)
        for node in London.nodes {
            let kinds = london.allOrganisations.filter { $0.node == node.id }.map(\.kind)
            #expect(kinds.filter { $0 == .generalPractice }.count >= 3)
            #expect([2, 3].contains(kinds.filter { $0 == .acuteTrust }.count))
        }
    }

    @Test("Feeds are live, late, failed and not connected, and one kind is labelled by its name")
    func feeds() throws {
        let feeds = SampleLondon.london.allOrganisations.flatMap(\.feeds)
        #expect(Set(feeds.map(\.id)).count == feeds.count)
        for state in [SyntheticFeed.State.working, .late, .failed, .notConnected] {
            #expect(feeds.contains { $0.state == state })
        }
        let late = try #require(feeds.first { $0.state == .late }?.lastReceived)
        let age = SampleLondon.asOf - late
        #expect(age > .seconds(12 * 3_600) && age < .seconds(24 * 3_600))
        let failed = try #require(feeds.first { $0.state == .failed }?.lastReceived)
        #expect(SampleLondon.asOf - failed > .seconds(48 * 3_600))
    }

    @Test("A node's directory describes every feed", arguments: London.nodes)
    func endpoints(node: London.Node) throws {
        let resources = try SampleLondon.london.directory(of: node.id).map { try Resource($0) }
        let endpoints = resources.filter { $0.type == "Endpoint" }
        let feeds = SampleLondon.london.allOrganisations.filter { $0.node == node.id }.flatMap(\.feeds)
        #expect(Set(endpoints.compactMap(\.id)) == Set(feeds.map(\.id)))
        for endpoint in endpoints {
            #expect(["active", "error", "suspended"].contains(endpoint.node.text("status") ?? ""))
            #expect(endpoint.node.text("managingOrganization", "reference")?.hasPrefix("Organization/org-") == true)
        }
        #expect(resources.first?.type == "Organization" && resources.last?.type == "Endpoint")
    }
}
