// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("Large resources in the SQLite store")
struct LargeContentTests {
    static let limit = 65_536

    @Test("stay in their row up to 64 kB of JSON and have a file beyond", arguments: [-1, 0, 1, 2])
    func threshold(_ distance: Int) async throws {
        let place = try StorePlace()
        let store = try place.open()
        let resource = try LargeDocument.prepared("d", byteCount: Self.limit + distance)
        try #require(resource.body.json.count == Self.limit + distance)
        _ = try await store.write(WriteBatch(changes: [.init(.put(resource))]))
        #expect(try place.files().count == (distance > 0 ? 1 : 0))
        #expect(try await store.read(resource.id, visibility: .unrestricted)?.body == resource.body)
        try await store.close()
    }

    @Test("come back through every kind of read, and after the store was opened again")
    func reads() async throws {
        let place = try StorePlace()
        var store = try place.open()
        let old = try LargeDocument.prepared("d", text: "first")
        let new = try LargeDocument.prepared("d", text: "second")
        let id = old.id
        for resource in [old, new] { _ = try await store.write(WriteBatch(changes: [.init(.put(resource))])) }
        #expect(try await store.write(WriteBatch(changes: [.init(.put(new))])).results.map(\.effect) == [.unchanged])
        for _ in 0..<2 {
            let all = Visibility.unrestricted
            #expect(try await store.read(id, visibility: all)?.body == new.body)
            #expect(try await store.read(id, version: 1, visibility: all)?.body == old.body)
            let history = try await store.history(
                HistoryQuery(.resource(id)), visibility: all, page: nil)
            #expect(history.versions.map(\.body) == [new.body, old.body])
            let query = try SearchQueryParser().parse(
                resourceType: "DocumentReference", parameters: [("subject:Patient", "p1"), ("description", "second")])
            #expect(try await store.search(query, visibility: all, page: nil).matches.map(\.body) == [new.body])
            let everything = try await store.everything(
                about: "p1", types: nil, count: 5, visibility: all, page: nil)
            #expect(everything.matches.map(\.body) == [new.body])
            #expect(try await store.changes(after: 0, limit: 5).map(\.version.body) == [old.body, new.body])
            try await store.close()
            store = try place.open()
        }
        try await store.purgeSuperseded(before: Timestamp(seconds: 4_000_000_000))
        #expect(try await store.read(id, version: 1, visibility: .unrestricted)?.body == old.body)
        try await store.close()
    }

    @Test("are on disk only sealed, named by their SHA-256, for their owner only")
    func sealed() async throws {
        let place = try StorePlace()
        let store = try place.open()
        // Does not compress, so that it would be found.
        let secret = (0..<3_000).map { _ in RandomIdentifier.make() }.joined()
        let resource = try LargeDocument.prepared("d", text: secret)
        _ = try await store.write(WriteBatch(changes: [.init(.put(resource))]))
        try await store.close()
        let file = try #require(try place.files().first)
        #expect(file.lastPathComponent == StorePlace.digest(resource.body.json))
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        for path in [file.path, place.path] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(bytes.range(of: Data(secret.prefix(32).utf8)) == nil, "\(path) holds the text as it is")
        }
        #expect(try Data(contentsOf: file).count < resource.body.json.count + 200)
    }

    @Test(
        "are refused, with the file named, where the file was changed; never given wrong",
        arguments: FileDamage.allCases)
    func damage(_ damage: FileDamage) async throws {
        let place = try StorePlace()
        let store = try place.open()
        let (first, second) = (try LargeDocument.prepared("a"), try LargeDocument.prepared("b"))
        let small = try LargeDocument.prepared("c", byteCount: 1_000)
        _ = try await store.write(WriteBatch(changes: [first, second, small].map { .init(.put($0)) }))
        let file = place.file(of: first)
        let whole = try Data(contentsOf: file)
        for position in damage.positions(in: whole.count) {
            try damage.apply(to: file, other: place.file(of: second), at: position)
            await #expect("\(damage) at \(position)") {
                _ = try await store.read(first.id, visibility: .unrestricted)
            } throws: { error in
                guard case StoreFailure.unavailable(let reason) = error else { return false }
                return reason.contains(damage == .removed ? "missing" : "damaged")
                    && reason.contains(file.lastPathComponent) && reason.contains("backup")
            }
            for other in [second, small] {
                #expect(try await store.read(other.id, visibility: .unrestricted)?.body == other.body)
            }
            try? FileManager.default.removeItem(at: file)
            try whole.write(to: file)
        }
        #expect(try await store.read(first.id, visibility: .unrestricted)?.body == first.body)
        // What is damaged is mended by writing the same content once more.
        try damage.apply(to: file, other: place.file(of: second), at: whole.count / 2)
        let again = try LargeDocument.prepared("a")
        let outcome = try await store.write(WriteBatch(changes: [.init(.put(again))]))
        #expect(outcome.results.map(\.effect) == [.unchanged])
        #expect(try await store.read(first.id, visibility: .unrestricted)?.body == first.body)
        try await store.close()
    }

    @Test("leave nothing behind where a crash or a refusal came between file and row")
    func sweeps() async throws {
        let place = try StorePlace()
        var store = try place.open()
        let kept = try LargeDocument.prepared("kept")
        _ = try await store.write(WriteBatch(changes: [.init(.put(kept))]))
        let refused = try LargeDocument.prepared("kept", text: "refused")
        await #expect(throws: StoreFailure.versionConflict(change: 0, current: 1)) {
            _ = try await store.write(WriteBatch(changes: [.init(.put(refused), expecting: .version(7))]))
        }
        let orphans = [
            String(repeating: "ab", count: 32), place.file(of: kept).lastPathComponent + ".x.unfinished",
        ]
        for name in orphans { try Data([1]).write(to: place.content.appending(path: name)) }
        try Data([1]).write(to: place.content.appending(path: "README"))
        // Another process may just be writing: its files are left alone.
        let other = try place.open()
        #expect(try place.files().count == 5)
        try await other.close()
        try await store.close()
        store = try place.open()
        #expect(
            try place.files().map(\.lastPathComponent).sorted()
                == [
                    place.file(of: kept).lastPathComponent, "README",
                ].sorted())
        #expect(try await store.read(kept.id, visibility: .unrestricted)?.body == kept.body)
        try await store.close()
    }
}

/// What can become of a file.
enum FileDamage: CaseIterable {
    case changed, cut, longer, removed, replaced

    /// Where it is tried in a file of `count` bytes.
    func positions(in count: Int) -> [Int] {
        switch self {
        case .changed: Array(0..<130) + Array(stride(from: 130, to: count, by: max(1, count / 40))) + [count - 1]
        case .cut: [0, 1, 63, 64, 90, count / 2, count - 17, count - 1]
        case .longer, .removed, .replaced: [0]
        }
    }

    func apply(to file: URL, other: URL, at position: Int) throws {
        var bytes = try Data(contentsOf: file)
        switch self {
        case .changed: bytes[position] ^= 0x10
        case .cut: bytes = bytes.prefix(position)
        case .longer: bytes.append(0)
        case .removed: return try FileManager.default.removeItem(at: file)
        case .replaced: bytes = try Data(contentsOf: other)
        }
        try bytes.write(to: file)
    }
}
