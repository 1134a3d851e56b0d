// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import RecordStore
import SyntheticLondon
import Testing

@Suite("The line of each source")
struct SourceStateTests {
    /// How a feed is doing.
    enum Feed: CaseIterable {
        case up, late, down, error, never, off

        func text(of organisation: String) -> String {
            switch self {
            case .up: SmallNodes.feed("x", of: organisation, minutesAgo: 5)
            case .late: SmallNodes.feed("x", of: organisation, minutesAgo: 60)
            case .down: SmallNodes.feed("x", of: organisation, minutesAgo: 600)
            case .error: SmallNodes.feed("x", of: organisation, minutesAgo: 1, status: "error")
            case .never: SmallNodes.feed("x", of: organisation, minutesAgo: nil)
            case .off: SmallNodes.feed("x", of: organisation, minutesAgo: 1, status: "off")
            }
        }
    }

    /// What the organisation behind the feed knows.
    enum Knowledge: CaseIterable {
        /// Nothing of the person.
        case nobody
        /// The person, by another feed, and this one sent nothing.
        case personOnly
        /// The person, and something of this feed.
        case personAndItem
    }

    private func line(_ feed: Feed, _ knowledge: Knowledge, label: String?) async throws -> SourceLine {
        var resources = [
            SmallNodes.organisation("X99", label: label), feed.text(of: "X99"), SmallNodes.feed("pas", of: "X99"),
            SmallNodes.organisation("X88", kind: "gp-practice"), SmallNodes.feed("gp", of: "X88"),
            SmallNodes.patient("g", feed: "gp"),
        ]
        if knowledge != .nobody { resources.append(SmallNodes.patient("p", feed: "pas")) }
        if knowledge == .personAndItem { resources.append(SmallNodes.medicine("m", of: "p", feed: "x")) }
        let exchange = try await TestExchange(SmallNodes.stores(["nel": resources]))
        let record = try await exchange.read(SmallNodes.person(), as: Reader.staff(.doctor, at: ODSCode("X88")))
        #expect(record.sources.count == 3)
        guard label != nil else { return try #require(record.sources.first { $0.feed == "f-x" }) }
        // Two lines have no name; the other feed works and keeps back.
        let unnamed = record.sources.filter(\.isNameSensitive)
        #expect(unnamed.count == 2 && unnamed.allSatisfy { $0.feed == nil && $0.organisation == nil && $0.name == "" })
        return try #require(unnamed.first { $0.state != .withheld } ?? unnamed.first)
    }

    @Test(
        "A source is named with its state, and is a gap in this record only where it knows the person",
        arguments: Feed.allCases)
    func named(feed: Feed) async throws {
        let states: [Knowledge: SourceLine.State] =
            switch feed {
            case .up: [.nobody: .recordNotFound, .personOnly: .nothingHeld, .personAndItem: .ok]
            case .late: Dictionary(uniqueKeysWithValues: Knowledge.allCases.map { ($0, .late) })
            case .down, .error: Dictionary(uniqueKeysWithValues: Knowledge.allCases.map { ($0, .failed) })
            case .never, .off: Dictionary(uniqueKeysWithValues: Knowledge.allCases.map { ($0, .notConnected) })
            }
        for knowledge in Knowledge.allCases {
            let line = try await line(feed, knowledge, label: nil)
            #expect(line.state == states[knowledge])
            #expect(line.concernsPerson == (knowledge != .nobody))
            #expect(line.name == "Organisation X99" && line.content == [.medicines])
            #expect(line.itemCount == (knowledge == .personAndItem ? 1 : 0))
            #expect((line.lastReceived == nil) == (feed == .never))
        }
    }

    @Test("A source that is not named looks the same whomever it knows", arguments: Feed.allCases)
    func unnamed(feed: Feed) async throws {
        let lines = try await [
            line(feed, .nobody, label: "sexual-health"), line(feed, .personOnly, label: "sexual-health"),
        ]
        #expect(lines[0] == lines[1])
        #expect(lines[0].concernsPerson)
        let state: SourceLine.State =
            switch feed {
            case .up: .withheld
            case .late: .late
            case .down, .error: .failed
            case .never, .off: .notConnected
            }
        #expect(lines[0].state == state)
    }

    @Test("A source with a sensitive name is not named after its organisation has ended either")
    func endedOrganisation() async throws {
        for (end, label, isNamed) in [
            ("2026-11-22", "hiv", false), ("2026-11-23", "hiv", false), ("2026-11-22", nil, true),
        ] as [(String, String?, Bool)] {
            let exchange = try await TestExchange(
                SmallNodes.stores([
                    "nel": [
                        SmallNodes.organisation("X99", label: label, until: end), SmallNodes.feed("x", of: "X99"),
                        SmallNodes.patient("p", feed: "x"),
                    ]
                ]))
            let record = try await exchange.service.record(of: SmallNodes.person(), for: Reader.emergencyDoctor())
            #expect(record.sources.count == 1)
            #expect(record.sources.map(\.isNameSensitive) == [!isNamed])
            #expect(record.sources.map(\.name.isEmpty) == [!isNamed])
        }
    }

    @Test(
        "A node with a feed that cannot be read gave a part only, and is named unless places are hidden",
        arguments: [false, true])
    func unreadableFeed(isProtected: Bool) async throws {
        let feed = SmallNodes.feed("y", of: "X99").replacing(#""live""#, with: #""sometimes""#)
        let exchange = try await TestExchange(
            SmallNodes.stores([
                "nel": [
                    SmallNodes.organisation("X99"), SmallNodes.feed("x", of: "X99"), feed,
                    SmallNodes.patient("p", feed: "x", isProtected: isProtected),
                ]
            ]))
        let record = try await exchange.service.record(of: SmallNodes.person(), for: Reader.emergencyDoctor())
        let lines = record.sources.filter { $0.state == .partial }
        let name = try #require(London.nodes.first { $0.id == "nel" }).name
        #expect(record.sources.count == 2 && lines.map(\.name) == [isProtected ? "" : name])
        #expect(lines.allSatisfy { $0.feed == nil && $0.concernsPerson && $0.content == RecordSection.all })
    }

    @Test("A feed whose data came on a day to come is late")
    func future() async throws {
        let exchange = try await TestExchange(
            SmallNodes.stores([
                "nel": [SmallNodes.organisation("X99"), SmallNodes.feed("x", of: "X99", minutesAgo: -1_440)]
            ]))
        let record = try await exchange.service.record(of: SmallNodes.person(), for: Reader.emergencyDoctor())
        #expect(record.sources.map(\.state) == [.late])
    }

    @Test("Records that look alike are counted at nodes that joined none, too", arguments: [false, true])
    func lookalikes(isProtected: Bool) async throws {
        let stores = try await SmallNodes.stores([
            "nel": [SmallNodes.patient("p1", feed: "a", isProtected: isProtected)],
            "sel": [
                SmallNodes.patient("p2", feed: "a", number: nil),
                SmallNodes.patient("p3", feed: "a", number: "9999999999"),
                SmallNodes.patient("p4", feed: "a", number: nil, family: "Bell"),
                SmallNodes.patient("p5", feed: "a", number: nil, postcode: "ZZ99 3VZ"),
                SmallNodes.patient("p6", feed: "a", number: "9990000026"),
            ],
            "swl": [SmallNodes.patient("p7", feed: "a", born: "1961-03-02")],
        ])
        let exchange = try await TestExchange(stores)
        let record = try await exchange.service.record(of: SmallNodes.person(), for: Reader.emergencyDoctor())
        #expect(record.items.map(\.resource.id) == ["p1"])
        // A protected address is not sent about; the number with another birthday counts wherever it is.
        #expect(record.possibleOtherRecords == (isProtected ? 1 : 3))
    }

    @Test("A node that cannot say whether records look alike gave a part only, and is named")
    func lookalikesUnknown() async throws {
        let stores = try await SmallNodes.stores(["nel": [SmallNodes.patient("p1", feed: "a")], "swl": []])
        let exchange = try await TestExchange(
            stores, replacing: ["swl": ScriptedClient("swl", .breaksAtLookalikes)])
        let record = try await exchange.service.record(of: SmallNodes.person(), for: Reader.emergencyDoctor())
        #expect(record.sources.map(\.state) == [.partial] && record.sources.map(\.name) == ["Area swl"])
        #expect(record.possibleOtherRecords == 0)
    }
}
