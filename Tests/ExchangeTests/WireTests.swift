// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

@Suite("What exchange and nodes say to one another")
struct WireTests {
    private static let organisation = ODSCode("Y99001")

    private static func user() throws -> EndUser {
        var user = Reader.emergencyDoctor("Collapsed \"here\" \n\u{1F6D1} ünconscious")
        let practice = try #require(organisation)
        user.sameBody = [practice, try #require(ODSCode("X99"))]
        user.relationships = [
            CareRelationship(.registration, practice, start: Timestamp(microseconds: 0), evidence: "Patient/p1"),
            CareRelationship(
                .admission, practice, start: Timestamp(microseconds: -5), end: SyntheticNodes.asOf, evidence: nil),
        ]
        return user
    }

    private static func requests() throws -> [NodeRequest] {
        let person = try SyntheticNodes.person("lead").traced
        let search = CandidateSearch(family: "O'Brien", given: "Ann", birthDate: person.birthDate, postcode: "n1 1aa")
        var unnamed = search
        unnamed.given = nil
        let questions: [NodeRequest.Question] = [
            .record(person), .relationships(person), .candidates(search), .candidates(unnamed),
            .lookalikes(person, IdentityLikeness(families: ["obrien", "müller"], postcodes: ["N11AA"])),
        ]
        return try questions.flatMap { question in
            try [user(), Reader.londoner(person), Reader.londoner(nil)].map {
                NodeRequest(question: question, user: $0, correlationID: "c-1")
            }
        }
    }

    private static func relationships() throws -> NodeRelationships {
        NodeRelationships(relationships: try user().relationships, isKnown: true, isProtected: true)
    }

    private static func candidates() throws -> NodeCandidates {
        let person = try SyntheticNodes.person("lead").traced
        var twin = Candidate(
            number: person.number, birthDate: person.birthDate, family: "O'Brien", given: "Ann Zoë", gender: "female",
            postcode: "N1 1AA")
        twin.disagreements = [.given, .gender]
        let nobody = Candidate(number: nil, birthDate: nil, family: "", given: "", gender: nil, postcode: nil)
        return NodeCandidates(
            candidates: [twin, nobody], protected: [person.number], hasProtectedNamesake: true, hasMore: true)
    }

    private static func answer() throws -> NodeRecordAnswer {
        let body = #"{"resourceType":"Observation","id":"o1","valueQuantity":{"value":1.00},"note":[{"text":"a<b\n"}]}"#
        let item = RecordItem(
            resource: try Resource(Array(body.utf8)), node: "ncl", feed: "gp-y99001", organisation: organisation,
            received: SyntheticNodes.asOf)
        let line = SourceLine(
            node: "ncl", feed: "gp-y99001", organisation: organisation, name: "Surgery", state: .late,
            content: [.medicines, .allergies], lastReceived: SyntheticNodes.asOf, itemCount: 3)
        let hidden = SourceLine(
            node: "ncl", feed: nil, organisation: nil, name: "", isNameSensitive: true, state: .withheld, content: [],
            lastReceived: nil, itemCount: 0)
        return NodeRecordAnswer(
            isAllowed: true, reasons: ["emergency"], items: [item, item], context: [item], sources: [line, hidden],
            possibleOtherRecords: 2, hiddenItems: 7)
    }

    @Test("Questions come back as they were asked")
    func requestRoundTrip() throws {
        for request in try Self.requests() { #expect(NodeRequest(request.bytes) == request) }
    }

    @Test("Relationships and candidates come back as they were sent")
    func listRoundTrip() throws {
        let (ties, people) = (try Self.relationships(), try Self.candidates())
        #expect(try NodeRelationships(ties.bytes) == ties)
        #expect(try NodeCandidates(people.bytes) == people)
    }

    @Test("A record comes back as it was sent, every resource byte for byte")
    func answerRoundTrip() throws {
        let sent = try Self.answer()
        let read = try NodeRecordAnswer(sent.bytes, node: "ncl")
        #expect(read.bytes == sent.bytes)
        #expect(read.items.map(\.resource.bytes) == sent.items.map(\.resource.bytes))
        #expect(read.sources == sent.sources)
        #expect(read.items.map(\.node) == ["ncl", "ncl"] && read.context.map(\.feed) == ["gp-y99001"])
        #expect(read.possibleOtherRecords == 2 && read.hiddenItems == 7 && read.reasons == ["emergency"])
    }

    @Test("An answer that was cut is unreadable, wherever it was cut")
    func cut() throws {
        let (record, ties, people) = (
            try Self.answer().bytes, try Self.relationships().bytes, try Self.candidates().bytes
        )
        for length in record.indices {
            #expect(throws: NodeFailure.unreadable) { try NodeRecordAnswer(record.prefix(length), node: "n") }
        }
        for length in ties.indices {
            #expect(throws: NodeFailure.unreadable) { try NodeRelationships(ties.prefix(length)) }
        }
        for length in people.indices {
            #expect(throws: NodeFailure.unreadable) { try NodeCandidates(people.prefix(length)) }
        }
        for request in try Self.requests() {
            for length in request.bytes.indices { #expect(NodeRequest(Array(request.bytes.prefix(length))) == nil) }
        }
    }

    @Test("Answers with flipped bits are read or unreadable, and what was read can be worked with")
    func flipped() throws {
        var random = SeededGenerator(seed: 17)
        let (record, ties, people) = (
            try Self.answer().bytes, try Self.relationships().bytes, try Self.candidates().bytes
        )
        let request = try Self.requests()[0].bytes
        let person = try SyntheticNodes.person("lead").traced
        var unreadable = 0
        for _ in 0..<5_000 {
            do {
                let damaged = try NodeRecordAnswer(Self.damaged(record, &random), node: "n")
                _ = damaged.bytes
                let feeds = damaged.sources.map { SyntheticNodes.asOf - ($0.lastReceived ?? SyntheticNodes.asOf) }
                #expect(feeds.count == damaged.sources.count)
            } catch { unreadable += 1 }
            if let damaged = try? NodeRelationships(Self.damaged(ties, &random)) {
                var user = try Self.user()
                user.relationships = damaged.relationships
                _ = AccessPolicy.standard.decide(
                    user.accessRequest(about: person, in: DirectorySnapshot(), now: SyntheticNodes.asOf))
            }
            if let damaged = try? NodeCandidates(Self.damaged(people, &random)) { _ = damaged.bytes }
            if let damaged = NodeRequest(Self.damaged(request, &random)) {
                _ = AccessPolicy.standard.decide(
                    damaged.user.accessRequest(about: person, in: DirectorySnapshot(), now: SyntheticNodes.asOf))
            }
        }
        #expect(unreadable > 500 && unreadable < 5_000)
    }

    private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = bytes.indices.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
        }
        return bytes
    }

    @Test(
        "Numbers that nothing can be reckoned with are unreadable",
        arguments: [
            "9223372036854775807", "-9223372036854775808", "-1", "1e3", "0.5", "99999999999999999999", "\"1\"", "null",
        ])
    func numbers(text: String) throws {
        let answer = String(decoding: try Self.answer().bytes, as: UTF8.self)
        for (name, value) in [("possible", "2"), ("hidden", "7"), ("itemCount", "3")] {
            let changed = answer.replacing("\"\(name)\":\(value)", with: "\"\(name)\":\(text)")
            try #require(changed != answer)
            #expect(throws: NodeFailure.unreadable) { try NodeRecordAnswer(changed.utf8, node: "n") }
        }
        guard text != "-1" else { return }
        let ties = String(decoding: try Self.relationships().bytes, as: UTF8.self)
        let changed = ties.replacing("\"start\":0", with: "\"start\":\(text)")
        try #require(changed != ties)
        #expect(throws: NodeFailure.unreadable) { try NodeRelationships(changed.utf8) }
    }

    @Test(
        "JSON that is no answer is unreadable",
        arguments: [
            "", "null", "{}", "[]x", "[1]", "{\"known\":true}", "{\"known\":1,\"relationships\":[]}",
            "[{\"nhsNumber\":\"1\"}]",
        ])
    func otherJSON(text: String) {
        #expect(throws: NodeFailure.unreadable) { try NodeRecordAnswer(text.utf8, node: "n") }
        #expect(throws: NodeFailure.unreadable) { try NodeRelationships(text.utf8) }
        #expect(throws: NodeFailure.unreadable) { try NodeCandidates(text.utf8) }
        #expect(NodeRequest(Array(text.utf8)) == nil)
    }
}
