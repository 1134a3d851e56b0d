// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
import SyntheticLondon
import Testing

@Suite("A synthetic London on disk")
struct OutputTests {
    private let london = SyntheticLondon(seed: 11, people: 60, asOf: SampleLondon.asOf)

    /// A folder that is removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "synthetic-london-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func lines(_ path: String) throws -> [Substring] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }

    @Test("has one file for each feed, the truth beside them, and counts that agree")
    func layout() throws {
        try withFolder { folder in
            var sink = try DirectorySink(folder: folder, people: london.people, isCompressed: false)
            try london.write(to: &sink)
            let manifest = try JSONDocument.parse(try Data(contentsOf: URL(fileURLWithPath: folder + "/manifest.json")))
            #expect(manifest.root["seed"]?.string == "11")
            var total = 0
            for file in manifest.root.items("files") {
                let name = try #require(file["name"]?.string)
                let stored = try lines("\(folder)/\(name).ndjson")
                let counted = file["counts"]?.children.reduce(0) { $0 + (Int($1.numberText ?? "") ?? 0) }
                #expect(stored.count == counted, "\(name)")
                total += stored.count
                let feed = name.split(separator: "/").last ?? ""
                for line in stored where feed != "directory" {
                    #expect(line.contains("\"source\":\"urn:onelondon:feed:\(feed)\""))
                }
            }
            #expect(manifest.root["resources"]?.numberText == String(total))
            #expect(try lines(folder + "/truth/people.ndjson").count == 60)
            #expect(try lines(folder + "/truth/hazards.ndjson").count > 60)
            #expect(try lines(folder + "/truth/duplicates.ndjson").count > 100)
        }
    }

    @Test("keeps what a failed feed would have sent away from its node")
    func failedFeeds() throws {
        try withFolder { folder in
            var sink = try DirectorySink(folder: folder, people: london.people, isCompressed: false)
            try london.write(to: &sink)
            let failed = london.allOrganisations.flatMap(\.feeds).filter { !$0.state.isReceived }
            #expect(!failed.isEmpty)
            for feed in failed {
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/nodes/\(feed.node)/\(feed.id).ndjson"))
            }
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder + "/truth/not-received")
            #expect(kept.count >= 2)
        }
    }

    @Test("names the people who may sign in, the lead story among them")
    func staff() throws {
        try withFolder { folder in
            var sink = try DirectorySink(folder: folder, people: london.people, isCompressed: false)
            try london.write(to: &sink)
            let staff = try JSONDocument.parse(try Data(contentsOf: URL(fileURLWithPath: folder + "/staff.json"))).root
            let users = staff.items("professionals").compactMap { $0["user"]?.string }
            #expect(users.contains("gp") && users.contains("paramedic") && Set(users).count == users.count)
            let daughter = staff.items("londoners").first { $0["user"]?.string == "daughter" }
            #expect(daughter?["actsFor"]?.string == "lead")
            #expect(staff.items("scenarios").reduce(0) { count, _ in count + 1 } == 50)
        }
    }

    @Test("is compressed as gzip where asked for, and smaller")
    func compressed() throws {
        try withFolder { folder in
            var sink = try DirectorySink(folder: folder, people: london.people, isCompressed: true)
            try london.write(to: &sink)
            let file = try Data(contentsOf: URL(fileURLWithPath: folder + "/nodes/ncl/directory.ndjson.gz"))
            #expect(Array(file.prefix(2)) == [0x1F, 0x8B])
            #expect(file.count * 3 < london.directory(of: "ncl").reduce(0) { $0 + $1.count })
        }
    }

    @Test("is refused before anything is written where the disk is too small")
    func disk() throws {
        try withFolder { folder in
            #expect(throws: SyntheticFailure.self) {
                _ = try DirectorySink(folder: folder, people: 1_000_000, freeBytes: 1_000_000_000)
            }
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test("needs no more memory for more people")
    func memory() throws {
        func resident() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return (Int(status[1]) ?? 0) * 4_096
        }
        // Other tests run at the same time, so the quietest of some rounds counts; what is kept would show in every one.
        var smallestGrowth = Int.max
        for round in 0..<8 {
            let before = try resident()
            for index in 0..<300 { _ = SampleLondon.london.person((round * 40 + index) % 400) }
            smallestGrowth = min(smallestGrowth, try resident() - before)
        }
        #expect(smallestGrowth < 8_000_000)
    }
}

@Suite("Documents")
struct DocumentTests {
    @Test("of type PDF have a table that points at every object, and end as the format asks")
    func pdf() throws {
        let lead = try SampleLondon.person("lead")
        let binaries = try lead.sent().filter { $0.resource.type == "Binary" }
        #expect(binaries.count >= 3)
        for binary in binaries {
            #expect(binary.resource.node.text("contentType") == "application/pdf")
            let text = try #require(binary.resource.node.text("data"))
            let bytes = Array(try #require(Data(base64Encoded: text)))
            let file = String(decoding: bytes, as: Unicode.ASCII.self)
            #expect(file.hasPrefix("%PDF-1.4") && file.hasSuffix("%%EOF\n"))
            let parts = file.components(separatedBy: "startxref\n")
            let start = try #require(parts.last.flatMap { Int($0.prefix { $0 != "\n" }) })
            #expect(file.dropFirst(start).hasPrefix("xref\n"))
            let entries = file.dropFirst(start).split(separator: "\n").filter { $0.hasSuffix(" 00000 n ") }
            #expect(entries.count >= 6)
            for (number, entry) in entries.enumerated() {
                let offset = try #require(Int(entry.prefix(10)))
                #expect(file.dropFirst(offset).hasPrefix("\(number + 1) 0 obj"))
            }
        }
    }

    @Test("of type text can be read, and letters are addressed and signed")
    func letters() throws {
        var letters = 0
        for person in SampleLondon.people.prefix(150) {
            for item in try person.sent() where item.resource.type == "DocumentReference" {
                let attachment = item.resource.node.items("content").first { _ in true }?["attachment"]
                guard let data = attachment?["data"]?.string else { continue }
                let bytes = try #require(Data(base64Encoded: data))
                let text = try #require(String(bytes: bytes, encoding: .utf8))
                #expect(attachment?["size"]?.numberText == String(bytes.count))
                #expect(!text.contains("Optional(") && !text.contains("  \n"))
                if text.contains("Dear Dr ") {
                    letters += 1
                    #expect(text.contains("Yours sincerely,"))
                }
            }
        }
        #expect(letters > 20)
    }

    @Test("in sections say what the practice's copy of the letter says")
    func structured() throws {
        #expect(try SampleLondon.person("lead").sent().filter { $0.resource.type == "Composition" }.count == 1)
        var compared = 0
        for person in SampleLondon.people.prefix(400) {
            let sent = try person.sent()
            let letters = sent.filter { $0.resource.type == "DocumentReference" }
                .flatMap { $0.resource.node.items("content").compactMap { $0["attachment"]?["data"]?.string } }
                .compactMap { Data(base64Encoded: $0).map { String(decoding: $0, as: UTF8.self) } }
            for item in sent where item.resource.type == "Composition" {
                let sections = item.resource.node.items("section").map { $0 }
                #expect(sections.allSatisfy { $0["title"]?.string?.isEmpty == false })
                let blocks = try sections.map { Narrative(div: try #require($0["text"]?["div"]?.string)).blocks }
                #expect(blocks.count == 8 && blocks.allSatisfy { !$0.isEmpty })
                // A practice where the person was not yet registered has no copy.
                let discharge = blocks[1][0].texts[0].replacing("Discharged", with: "discharged")
                guard let letter = letters.first(where: { $0.contains(discharge) }) else { continue }
                compared += 1
                let own = ["Medicine", "Dose", "Changed", "On discharge", "None"]
                for text in blocks.joined().dropFirst(3).flatMap(\.texts) where !own.contains(text) {
                    #expect(letter.contains(text), "\(text)")
                }
            }
        }
        #expect(compared > 3)
    }

    @Test("of type PDF are pointed at by exactly one reference")
    func pointers() throws {
        for person in SampleLondon.people.prefix(150) {
            let sent = try person.sent()
            let urls = sent.flatMap { $0.resource.node.everything.compactMap { $0["url"]?.string } }.filter {
                $0.hasPrefix("Binary/")
            }
            #expect(urls.sorted() == sent.filter { $0.resource.type == "Binary" }.map(\.reference).sorted())
        }
    }
}
