// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("An import that is killed", .serialized)
struct ImportKillTests {
    static let bundles = 60
    static let entries = 20
    static let lines = 3_000
    /// Lines that cannot be stored.
    static let badLines = [7, 1_500, 2_999]

    @Test("leaves whole bundles only, keeps what it said was done, and goes on to complete counts")
    func survivesKill() async throws {
        let input = try TemporaryFolder()
        try Self.writeFiles(to: input)
        var random = SeededGenerator(seed: SQLiteConformanceTests.seed)
        var (kills, finished) = (0, 0)
        while kills < SQLiteDurabilityTests.rounds || finished == 0 {
            let place = try StorePlace()
            var acknowledged: Set<String> = []
            while true {
                let delay = Duration.microseconds(Int.random(in: 200...40_000, using: &random))
                let isLast = kills >= SQLiteDurabilityTests.rounds
                let child = try await ChildProcess.run(
                    ["import:" + input.url.path, place.path, "3", "0"], killAfter: isLast ? nil : delay)
                acknowledged.formUnion(child.acknowledged)
                try await Self.check(place, acknowledged: acknowledged)
                guard child.lines.last == "closed" else {
                    try #require(child.exitCode == SIGKILL, "the import ended by itself, and badly")
                    kills += 1
                    continue
                }
                let all = Self.bundles * Self.entries + Self.lines
                let bad = Self.badLines.count
                #expect(child.lines.contains("in \(all) stored \(all - bad) rejected \(bad)"))
                #expect(acknowledged.count == Self.bundles + 1)
                finished += 1
                break
            }
        }
        print("killed \(kills) imports; \(finished) came to complete counts")
    }

    private static func writeFiles(to folder: TemporaryFolder) throws {
        for bundle in 0..<bundles {
            let entries = (0..<entries).map { entry in
                let id = "b\(bundle)-\(entry)"
                // Every tenth bundle has a resource that goes to a file of its own.
                let text = bundle % 10 == 0 && entry == 5 ? String(repeating: "\(id) ", count: 12_000) : id
                return #"{"request":{"method":"PUT","url":"Observation/\#(id)"},"resource":"#
                    + #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"text":"\#(text)"}}}"#
            }
            try Data(
                #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#.utf8
            ).write(to: folder.url.appending(path: "bundle-\(bundle).json"))
        }
        let lines = (1...lines).map {
            badLines.contains($0) ? "{" : #"{"resourceType":"Patient","id":"line\#($0)","name":[{"family":"N\#($0)"}]}"#
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: folder.url.appending(path: "lines.ndjson"))
    }

    private static func check(_ place: StorePlace, acknowledged: Set<String>) async throws {
        let store = try place.open()
        #expect(try RawDatabase(place.path).rows("PRAGMA integrity_check") == [["ok"]])
        var found: [String: Int] = [:]
        var lineCount = 0
        var position: Int64 = 0
        while case let changes = try await store.changes(after: position, limit: 1_000), let last = changes.last {
            for change in changes {
                let id = change.version.id
                #expect(change.version.version == 1, "\(id.reference) was stored twice")
                if id.type == "Patient" {
                    lineCount += 1
                } else {
                    found["bundle-" + id.id.dropFirst().prefix { $0 != "-" } + ".json", default: 0] += 1
                    let text = try change.version.body?.resource()["code"]?["text"]?.string
                    #expect(text?.hasPrefix(id.id) == true)
                }
            }
            position = last.position
        }
        #expect(found.values.allSatisfy { $0 == Self.entries }, "a bundle is there in part")
        #expect(acknowledged.filter { $0.hasPrefix("bundle") }.isSubset(of: found.keys), "a bundle is lost")
        if acknowledged.contains("lines.ndjson") { #expect(lineCount == lines - badLines.count) }
        try await store.close()
    }
}
