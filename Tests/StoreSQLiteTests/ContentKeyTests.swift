// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("The key of the SQLite store's large resources")
struct ContentKeyTests {
    @Test("is made for its owner only, and again while nothing is sealed with it")
    func made() async throws {
        let place = try StorePlace()
        try await place.open().close()
        let mode = try FileManager.default.attributesOfItem(atPath: place.keyFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let first = try Data(contentsOf: URL(fileURLWithPath: place.keyFile))
        #expect(first.count == 32)
        try FileManager.default.removeItem(atPath: place.keyFile)
        try await place.open().close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.keyFile)) != first)
    }

    @Test("may be another file than the one beside the store")
    func named() async throws {
        let place = try StorePlace()
        let key = place.folder.path("vault.key")
        let resource = try LargeDocument.prepared("d")
        var store = try SQLiteStore(path: place.path, contentKeyFile: key)
        _ = try await store.write(WriteBatch(changes: [.init(.put(resource))]))
        try await store.close()
        #expect(!FileManager.default.fileExists(atPath: place.keyFile))
        store = try SQLiteStore(path: place.path, contentKeyFile: key)
        #expect(try await store.read(resource.id, visibility: .unrestricted)?.body == resource.body)
        try await store.close()
    }

    @Test(
        "must be the one that was used, whole and closed to others, or the store does not open",
        arguments: [
            ("missing", "is missing"), ("another", "not the key"), ("short", "not a key file"), ("open", "chmod 600"),
        ])
    func required(_ fault: String, _ says: String) async throws {
        let place = try StorePlace()
        let store = try place.open()
        _ = try await store.write(WriteBatch(changes: [.init(.put(try LargeDocument.prepared("d")))]))
        try await store.close()
        let url = URL(fileURLWithPath: place.keyFile)
        let key = try Data(contentsOf: url)
        switch fault {
        case "missing": try FileManager.default.removeItem(at: url)
        case "another": try Data(key.reversed()).write(to: url)
        case "short": try key.dropLast().write(to: url)
        default: break
        }
        if fault != "missing" {
            try FileManager.default.setAttributes(
                [.posixPermissions: fault == "open" ? 0o640 : 0o600], ofItemAtPath: place.keyFile)
        }
        #expect {
            _ = try place.open()
        } throws: { error in
            guard case StoreFailure.unavailable(let reason) = error else { return false }
            return reason.contains(says) && reason.contains(place.keyFile)
        }
    }
}
