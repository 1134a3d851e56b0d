// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Ingest
import RecordStore
import RecordStoreTesting
import Testing

@Suite("Importing one resource a line")
struct LineImportTests {
    static let texts: [(name: String, text: String, count: Int)] = [
        ("lines", ImportFolder.patients(0..<3), 3),
        ("a last line without newline", String(ImportFolder.patients(0..<3).dropLast()), 3),
        ("CRLF", ImportFolder.patients(0..<3).replacing("\n", with: "\r\n"), 3),
        ("blank lines", "\n \n\t\r\n" + ImportFolder.patients(0..<3).replacing("\n", with: "\n\n \n"), 3),
        ("one line", ImportFolder.patient("p0"), 1), ("nothing", "", 0), ("only blank lines", "\n\r\n  \n", 0),
        ("several batches", ImportFolder.patients(0..<4_321), 4_321),
        ("exactly one batch", ImportFolder.patients(0..<1_000), 1_000),
    ]

    @Test("Each line is a resource, plain and in gzip alike", arguments: texts, [false, true])
    func lines(_ example: (name: String, text: String, count: Int), _ isCompressed: Bool) async throws {
        let folder = try ImportFolder()
        let path =
            try isCompressed ? folder.compressed("a.ndjson.gz", example.text) : folder.file("a.ndjson", example.text)
        let report = try await folder.importer.run(file: path)
        #expect(report.read == example.count, "\(example.name)")
        #expect(report.created == example.count)
        #expect(report.rejected.isEmpty)
        #expect(report.isComplete)
        #expect(try await folder.count("Patient") == example.count)
        let again = try await folder.importer.run(file: path)
        #expect(again.alreadyImported == example.count)
        #expect(again.read == example.count && again.created == 0)
        #expect(try await folder.store.snapshot().version == example.count)
    }

    @Test("The same content under another name is the same import")
    func renamed() async throws {
        let folder = try ImportFolder()
        _ = try await folder.importer.run(file: folder.file("a.ndjson", ImportFolder.patients(0..<5)))
        let report = try await folder.importer.run(file: folder.file("b.ndjson", ImportFolder.patients(0..<5)))
        #expect(report.alreadyImported == 5)
        let longer = try await folder.importer.run(file: folder.file("c.ndjson", ImportFolder.patients(0..<6)))
        #expect((longer.unchanged, longer.created) == (5, 1))
    }

    @Test("Bad lines are counted by reason, and told with file and line", arguments: [false, true])
    func rejects(_ badFirst: Bool) async throws {
        let folder = try ImportFolder()
        let bad = [
            #"{"resourceType":"Patient","id":"x""#, #"{"resourceType":"Patient","birthDate":"soon"}"#,
            #"{"resourceType":"Patient","birthDate":"later"}"#, #"{"resourceType":"Horse"}"#, "[]", "7",
            #"{"resourceType":"Bundle","type":"transaction"}"#,
        ]
        let good = (0..<5).map { ImportFolder.patient("p\($0)") }
        let path = try folder.file("a.ndjson", (badFirst ? bad + good : good + bad).joined(separator: "\n"))
        let report = try await folder.importer.run(file: path)
        #expect(report.read == 12)
        #expect(report.created == 5)
        #expect(report.rejectedTotal == 7)
        #expect(report.isComplete)
        let dates = report.rejected.filter { $0.key.contains("A date is written as") }
        #expect(dates.values.map { $0 } == [2])
        #expect(report.rejected.contains { $0.key.contains("send it whole") && $0.value == 1 })
        #expect(report.rejected.contains { $0.key.contains("Bundle") && $0.value == 1 })
        let firstBad = badFirst ? 1 : 6
        #expect(report.firstRejections.count == 7)
        for (place, rejection) in report.firstRejections.enumerated() {
            #expect(rejection.hasPrefix("a.ndjson:\(firstBad + place): "))
        }
        let again = try await folder.importer.run(file: path)
        #expect(again.rejected == report.rejected)
        #expect(again.isComplete)
    }

    @Test("Only the first rejections are listed, all are counted")
    func manyRejects() async throws {
        let folder = try ImportFolder()
        let lines = ImportFolder.patient("a") + "\n" + String(repeating: "{\n", count: 2_500)
        let report = try await folder.importer.run(file: folder.file("a.ndjson", lines))
        #expect(report.rejectedTotal == 2_500)
        #expect(report.firstRejections.count == ImportReport.listedRejections)
        #expect(report.isComplete)
    }

    @Test("A gzip file that is cut off fails and names the file", arguments: [0.2, 0.5, 0.9, 0.999])
    func truncated(_ part: Double) async throws {
        let folder = try ImportFolder()
        var seed = SeededGenerator(seed: 5)
        let text = (0..<3_000).map { ImportFolder.patient("p\($0)", family: "N\(seed.next())") + "\n" }.joined()
        let whole = try FileBytes.read(folder.compressed("a.ndjson.gz", text))
        let path = try folder.file("cut.ndjson.gz", bytes: Array(whole.prefix(Int(Double(whole.count) * part))))
        await #expect { try await folder.importer.run(file: path) } throws: { error in
            "\(error)".contains("cut.ndjson.gz") && "\(error)".contains("cut off")
        }
    }

    @Test("A gzip file that is damaged fails")
    func damaged() async throws {
        let folder = try ImportFolder()
        var whole = try FileBytes.read(folder.compressed("a.ndjson.gz", ImportFolder.patients(0..<3_000)))
        whole[whole.count / 2] ^= 0xFF
        let path = try folder.file("bad.ndjson.gz", bytes: whole)
        await #expect(throws: ImportFailure.self) { try await folder.importer.run(file: path) }
    }

    @Test("A file that is not there fails and names the file")
    func absent() async throws {
        let folder = try ImportFolder()
        await #expect { try await folder.importer.run(file: "/nowhere/b.ndjson") } throws: {
            "\($0)".contains("b.ndjson")
        }
    }

    @Test("A resource in several lines ends as the last one says", arguments: [2, 999, 1_500])
    func duplicateIDs(_ distance: Int) async throws {
        let folder = try ImportFolder()
        let text =
            ImportFolder.patient("x", family: "First") + "\n" + ImportFolder.patients(0..<distance)
            + ImportFolder.patient("x", family: "Last") + "\n" + ImportFolder.patients(distance..<distance + 10)
        let report = try await folder.importer.run(file: folder.file("a.ndjson", text))
        #expect((report.read, report.created, report.updated) == (distance + 12, distance + 11, 1))
        let bytes = try #require(try await folder.version("Patient", "x")?.bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Last"))
    }

    @Test("A resource without an id gets the same one in every run")
    func generatedIDs() async throws {
        let text = #"{"resourceType":"Basic"}"# + "\n" + #"{"resourceType":"Basic"}"#
        var found: [[String]] = []
        for _ in 0..<2 {
            let folder = try ImportFolder()
            #expect(try await folder.importer.run(file: folder.file("a.ndjson", text)).created == 2)
            found.append(try await folder.store.changes(after: 0, limit: 5).map(\.version.id.id))
        }
        #expect(found[0] == found[1])
        #expect(Set(found[0]).count == 2)
    }

    @Test("A line beyond the limit is rejected and the next ones are read")
    func tooLong() async throws {
        let folder = try ImportFolder()
        let long =
            #"{"resourceType":"Patient","x":""# + String(repeating: "a", count: JSONLimits.standard.byteCount) + "\"}"
        for (name, text) in [
            ("middle", ImportFolder.patients(0..<2) + long + "\n" + ImportFolder.patients(2..<4)),
            ("end", ImportFolder.patients(0..<4) + long),
        ] {
            let report = try await folder.importer.run(file: folder.compressed("\(name).ndjson.gz", text))
            #expect(report.read == 5)
            #expect(report.rejectedTotal == 1)
            #expect(report.firstRejections.first?.contains("longer than 50 MB") == true)
            #expect(report.isComplete)
        }
        #expect(try await folder.count("Patient") == 4)
    }
}
