// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import Foundation

/// Writes a synthetic London into a folder: what each source sends by node
/// and feed, the truth beside it, a manifest and the people who may sign in.
///
/// What a failed or unconnected feed would have sent goes beside the truth,
/// not to its node.
package struct DirectorySink: SyntheticSink {
    private let folder: String
    private let isCompressed: Bool
    private var files: [String: RecordFile] = [:]
    private let people: RecordFile
    private let hazards: RecordFile
    private let duplicates: RecordFile

    /// Bytes that one person is expected to need, compressed and plain, truth included.
    package static let bytesPerPerson = (compressed: 17_000, plain: 140_000)

    /// A sink for a folder, which is made where it is missing.
    ///
    /// - Throws: ``SyntheticFailure/notEnoughDisk(needed:free:)`` before anything is written.
    package init(folder: String, people count: Int, isCompressed: Bool = true, freeBytes: Int? = nil)
        throws(SyntheticFailure)
    {
        self.folder = folder
        self.isCompressed = isCompressed
        let each = isCompressed ? Self.bytesPerPerson.compressed : Self.bytesPerPerson.plain
        let needed = 10_000_000 + count * each
        let free = freeBytes ?? Self.freeBytes(at: folder)
        guard needed <= free else { throw SyntheticFailure.notEnoughDisk(needed: needed, free: free) }
        do {
            for part in London.nodes.map({ "nodes/" + $0.id }) + ["truth/not-received"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
            }
        } catch {
            throw SyntheticFailure.cannotWrite(reason: "the folder could not be made")
        }
        people = try RecordFile(path: folder + "/truth/people.ndjson", isCompressed: false)
        hazards = try RecordFile(path: folder + "/truth/hazards.ndjson", isCompressed: false)
        duplicates = try RecordFile(path: folder + "/truth/duplicates.ndjson", isCompressed: false)
    }

    /// Bytes that may still be written to the disk of a path; of the nearest folder that exists.
    static func freeBytes(at path: String) -> Int {
        var place = path
        var status = statvfs()
        while statvfs(place, &status) != 0 {
            guard let slash = place.lastIndex(of: "/"), slash != place.startIndex else {
                place = place.first == "/" ? "/" : "."
                break
            }
            place = String(place[..<slash])
        }
        guard statvfs(place, &status) == 0 else { return 0 }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    package mutating func directory(node: String, _ resources: [[UInt8]]) throws {
        let file = try file("nodes/\(node)/directory")
        for resource in resources { try file.append(resource, type: Self.type(of: resource)) }
    }

    package mutating func person(_ person: SyntheticPerson) throws {
        for record in person.records {
            let place = record.feed.state.isReceived ? "nodes/\(record.node)" : "truth/not-received"
            let file = try file("\(place)/\(record.feed.id)")
            for resource in record.resources { try file.append(resource, type: Self.type(of: resource)) }
        }
        try people.append(line: TruthLines.person(person.truth))
        for hazard in person.truth.hazards { try hazards.append(line: TruthLines.hazard(hazard, person.truth)) }
        for duplicate in person.truth.duplicates { try duplicates.append(line: TruthLines.duplicate(duplicate)) }
    }

    package mutating func finish(_ london: SyntheticLondon) throws {
        for file in files.values { try file.finish() }
        for file in [people, hazards, duplicates] { try file.finish() }
        let counts = files.map { ($0.key, $0.value.lines, $0.value.plainBytes, $0.value.fileBytes) }.sorted {
            $0.0 < $1.0
        }
        try write(TruthLines.manifest(london, counts), to: "manifest.json")
        try write(StaffList.make(london), to: "staff.json")
    }

    private func write(_ bytes: [UInt8], to name: String) throws(SyntheticFailure) {
        let file = try RecordFile(path: "\(folder)/\(name)", isCompressed: false)
        try file.append(line: bytes)
        try file.finish()
    }

    private mutating func file(_ name: String) throws(SyntheticFailure) -> RecordFile {
        if let open = files[name] { return open }
        let made = try RecordFile(
            path: "\(folder)/\(name).ndjson" + (isCompressed ? ".gz" : ""), isCompressed: isCompressed)
        files[name] = made
        return made
    }

    /// The type at the start of a resource, which is always its first member.
    private static func type(of resource: [UInt8]) -> String {
        let start = 17  // {"resourceType":"
        guard resource.count > start, let end = resource[start...].firstIndex(of: UInt8(ascii: "\"")) else { return "" }
        return String(decoding: resource[start..<end], as: UTF8.self)
    }
}
