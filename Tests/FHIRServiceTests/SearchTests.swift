// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import Foundation
import RecordStore
import Testing

@Suite("Searching")
struct SearchTests {
    /// 30 patients of two practices with three observations each.
    static func filled(_ kind: StoreKind, tokens: PageTokenSeal = .random()) async throws -> TestNode {
        let node = try TestNode(kind, tokens: tokens)
        var entries = [
            TransactionTests.entry(
                "PUT", "Organization/o0", #"{"resourceType":"Organization","id":"o0","name":"North"}"#),
            TransactionTests.entry(
                "PUT", "Organization/o1", #"{"resourceType":"Organization","id":"o1","name":"South"}"#),
        ]
        for number in 0..<30 {
            let day = number < 9 ? "0\(number + 1)" : "\(number + 1)"
            let patient = #"""
                {"resourceType":"Patient","id":"p\#(number)","birthDate":"1980-01-\#(day)","gender":"\#(number % 3 == 0 ? "male" : "female")",
                "managingOrganization":{"reference":"Organization/o\#(number % 2)"},"name":[{"family":"Test\#(number)"}]}
                """#
            entries.append(TransactionTests.entry("PUT", "Patient/p\(number)", patient))
            for part in 0..<3 {
                let observation = #"""
                    {"resourceType":"Observation","id":"b\#(number)-\#(part)","status":"final","subject":{"reference":"Patient/p\#(number)"},
                    "code":{"coding":[{"system":"http://loinc.org","code":"c\#(part)"}]}}
                    """#
                entries.append(TransactionTests.entry("PUT", "Observation/b\(number)-\(part)", observation))
            }
        }
        let bundle = #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
        let answer = await node.ask(.post, "", bundle)
        try #require(answer.status == 200, "\(answer.text.prefix(500))")
        return node
    }

    @Test(
        "Paging to the end gives each match once, in order, also when the store changes meanwhile",
        arguments: StoreKind.allCases,
        ["", "_sort=birthdate&", "_sort=-birthdate&", "_sort=-_lastUpdated&", "gender=female&"])
    func paging(_ kind: StoreKind, _ query: String) async throws {
        let node = try await Self.filled(kind)
        let all = await node.get("Patient?\(query)_count=1000").references(mode: "match")
        let pages = try await node.pages("Patient?\(query)_count=7")
        #expect(pages.flatMap { $0 } == all)
        #expect(Set(all).count == all.count)
        #expect(all.count == (query.hasPrefix("gender") ? 20 : 30))
        #expect(pages.dropLast().allSatisfy { $0.count == 7 })
        if query == "_sort=-birthdate&" { #expect(all.first == "Patient/p29") }

        let first = await node.get("Patient?\(query)_count=7")
        let address = try #require(first.link("next")).replacing(TestNode.base + "/", with: "")
        #expect(
            !address.contains("gender") && !address.contains("birthdate"), "a page link shows nothing of the search")
        try await node.put(#"{"resourceType":"Patient","id":"aaa","gender":"female","birthDate":"1980-01-05"}"#)
        _ = await node.ask(.delete, "Patient/p29")
        #expect(try await node.pages(address).flatMap { $0 } == Array(all.dropFirst(7)))
    }

    @Test("GET and POST searches answer alike, also combined", arguments: StoreKind.allCases)
    func post(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let get = await node.get("Patient?gender=male&_count=4&birthdate=ge1980-01-10")
        for (address, form, media) in [
            ("Patient/_search", "gender=male&_count=4&birthdate=ge1980-01-10", "application/x-www-form-urlencoded"),
            (
                "Patient/_search?gender=male", "_count=4&birthdate=ge1980%2D01%2d10",
                "application/x-www-form-urlencoded; charset=UTF-8"
            ),
            ("Patient/_search?gender=male&_count=4&birthdate=ge1980-01-10", "", "Application/X-WWW-Form-URLEncoded"),
        ] {
            let post = await node.ask(.post, address, form, headers: .init(contentType: media))
            #expect(post.status == 200)
            #expect(post.references() == get.references())
            #expect(post.link("self") == get.link("self"))
        }
        #expect(get.references() == ["Patient/p9", "Patient/p12", "Patient/p15", "Patient/p18"])
        let next = try #require(get.link("next")?.split(separator: "=").last)
        let page = await node.ask(
            .post, "Patient/_search", "_page=\(next)", headers: .init(contentType: "application/x-www-form-urlencoded"))
        #expect(page.references() == ["Patient/p21", "Patient/p24", "Patient/p27"])
        #expect(await node.get("Patient?_page=\(next)&_format=json").references() == page.references())
    }

    @Test("_total and _summary=count tell the number of all matches", arguments: StoreKind.allCases)
    func totals(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for (query, total, count) in [
            ("gender=male&_count=4", nil, 4), ("gender=male&_count=4&_total=accurate", "10", 4),
            ("gender=male&_count=4&_total=estimate", "10", 4), ("gender=male&_summary=count", "10", 0),
            ("gender=male&_count=0", "10", 0), ("gender=other&_summary=count", "0", 0), ("_total=none", nil, 30),
            ("gender=male&_summary=false", nil, 10),
        ] as [(String, String?, Int)] {
            let answer = await node.get("Patient?\(query)")
            #expect(answer.total == total, "\(query)")
            #expect(answer.entries.count == count, "\(query)")
            if count == 0 { #expect(answer.link("next") == nil) }
        }
        let next = try #require(await node.get("Patient?_count=4&_total=accurate").link("next"))
        #expect(await node.get(next.replacing(TestNode.base + "/", with: "")).total == "30")
    }

    @Test("_include and _revinclude bring each resource once, marked as such", arguments: StoreKind.allCases)
    func includes(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for (query, matches, included) in [
            ("_count=4&_include=Patient:organization", 4, 2),
            ("_count=4&_include=Patient:organization:Organization", 4, 2),
            ("_count=4&_revinclude=Observation:subject", 4, 12),
            ("_count=4&_revinclude=Observation:subject:Patient", 4, 12),
            ("_count=4&_revinclude=Observation:subject:Group", 4, 0),
            (
                "_count=4&_revinclude=Observation:subject&_revinclude=Observation:patient&_include=Patient:organization",
                4, 14
            ),
            ("gender=other&_revinclude=Observation:subject&_include=Patient:organization", 0, 0),
        ] {
            let answer = await node.get("Patient?\(query)")
            #expect(answer.references(mode: "match").count == matches, "\(query)")
            #expect(answer.references(mode: "include").count == included, "\(query)")
            #expect(Set(answer.references()).count == matches + included)
        }
        let missing = #"{"resourceType":"Patient","id":"x","managingOrganization":{"reference":"Organization/none"}}"#
        try await node.put(missing)
        #expect(await node.get("Patient?_id=x&_include=Patient:organization").references() == ["Patient/x"])
        _ = await node.ask(.delete, "Organization/o1")
        #expect(await node.get("Patient?_id=p1&_include=Patient:organization").references() == ["Patient/p1"])
    }

    @Test("_revinclude leaves nothing out where there are more than a page of them")
    func manyReverseIncludes() async throws {
        let node = try TestNode(.memory)
        try await node.put(#"{"resourceType":"Patient","id":"p"}"#)
        let entries = (0..<1_300).map { number in
            TransactionTests.entry(
                "POST", "Observation",
                #"{"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Patient/p"}}"#)
        }
        let bundle = #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
        #expect(await node.ask(.post, "", bundle).status == 200)
        #expect(await node.get("Patient?_revinclude=Observation:subject").references(mode: "include").count == 1_300)
    }

    @Test("A page link works for the search it was made for only", arguments: StoreKind.allCases)
    func tokens(_ kind: StoreKind) async throws {
        let key = Data(repeating: 7, count: 32)
        let node = try await Self.filled(kind, tokens: PageTokenSeal(key: key))
        let token = try #require(await node.get("Patient?_count=4").link("next")?.split(separator: "=").last)
        #expect(await node.get("Patient?_page=\(token)").references().count == 4)
        for address in ["Observation?_page=\(token)", "Patient/p1/$everything?_page=\(token)"] {
            let answer = await node.get(address)
            #expect(answer.status == 400)
            #expect(answer.diagnostics.contains("another request"))
        }
        var forged = Array(token)
        forged[20] = forged[20] == "A" ? "B" : "A"
        #expect(await node.get("Patient?_page=\(String(forged))").status == 400)
        let elsewhere = try await Self.filled(kind, tokens: PageTokenSeal(key: Data(repeating: 8, count: 32)))
        #expect(await elsewhere.get("Patient?_page=\(token)").status == 400)
    }

    @Test("The self link tells the search as it was understood")
    func selfLink() async throws {
        let node = try TestNode(.memory)
        let link = await node.get("Patient?name=O%27Neill%20%26%20Co&identifier=http://a|1").link("self")
        #expect(link == TestNode.base + "/Patient?name=O%27Neill%20%26%20Co&identifier=http://a|1")
    }

    @Test("A search discloses everyone whose information it gives")
    func disclosure() async throws {
        let node = try await Self.filled(.memory)
        let answer = await node.get("Patient?_count=2&_revinclude=Observation:subject&_include=Patient:organization")
        #expect(answer.response.disclosure.people == ["p0", "p1"])
        #expect(answer.response.disclosure.counts == ["Patient": 2, "Observation": 6, "Organization": 2])
        #expect(await node.get("Patient?_summary=count").response.disclosure.people.isEmpty)
    }

    @Test(
        "Whom a question names is disclosed, whatever the answer",
        arguments: [
            ("Observation?patient=p0&code=nothing", 200, ["p0"]), ("Observation?subject=Patient/zz", 200, ["zz"]),
            ("Observation?patient=p0,p1&_summary=count", 200, ["p0", "p1"]),
            ("Observation?patient=\(TestNode.base)/Patient/p1&_count=0", 200, ["p1"]),
            ("Patient?_id=p0,zz&_summary=count", 200, ["p0", "zz"]), ("Patient?_id=zz", 200, ["zz"]),
            ("Observation?_id=zz", 200, []), ("Patient/p0/$everything?_type=Coverage", 200, ["p0"]),
            ("Patient/gone", 410, ["gone"]), ("Patient/gone/$everything", 410, ["gone"]),
            ("Observation/gone", 410, ["p1"]), ("Observation/gone/_history/2", 410, ["p1"]),
        ] as [(String, Int, Set<String>)])
    func asked(_ address: String, _ status: Int, _ people: Set<String>) async throws {
        let node = try await Self.filled(.memory)
        try await node.put(#"{"resourceType":"Patient","id":"gone"}"#)
        try await node.put(
            #"{"resourceType":"Observation","id":"gone","status":"final","code":{},"subject":{"reference":"Patient/p1"}}"#
        )
        for resource in ["Patient/gone", "Observation/gone"] { _ = await node.ask(.delete, resource) }
        let answer = await node.get(address)
        #expect(answer.status == status)
        #expect(answer.response.disclosure.people == people)
        if !address.contains("/"), let query = address.split(separator: "?").last {
            let posted = await node.ask(
                .post, String(address.prefix { $0 != "?" }) + "/_search", String(query),
                headers: .init(contentType: "application/x-www-form-urlencoded"))
            #expect(posted.response.disclosure.people == people)
        }
    }

    @Test("An answer that only tells that nothing has changed discloses whom it concerns")
    func notModified() async throws {
        let node = try await Self.filled(.memory)
        try await node.put(
            #"{"resourceType":"Observation","id":"x","status":"final","code":{},"subject":{"reference":"Patient/p1"}}"#)
        let answer = await node.ask(.get, "Observation/x", headers: .init(ifNoneMatch: "W/\"1\""))
        #expect(answer.status == 304)
        #expect(answer.response.disclosure.people == ["p1"])
        #expect(answer.response.disclosure.counts.isEmpty, "no resource left the node")
    }

    @Test("A page link that is too old discloses whom it was about")
    func oldPages() async throws {
        let node = try await Self.filled(.memory)
        let link = try #require(await node.get("Observation?patient=p0,p1&_count=1").link("next"))
        node.clock.advance(by: .seconds(10))
        try await node.put(#"{"resourceType":"Patient","id":"p0","active":true}"#)
        node.clock.advance(by: .seconds(10))
        try await node.store.purgeSuperseded(before: node.clock.now())
        let answer = await node.get(link.replacing(TestNode.base + "/", with: ""))
        #expect(answer.status == 410)
        #expect(answer.response.disclosure.people == ["p0", "p1"])
    }
}
