// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CZlib
import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import Ingest
import RecordStore
import Testing

/// A temporary folder of files to import, and a store to import them into.
final class ImportFolder: Sendable {
    let store: any RecordStore
    let importer: BulkImport
    private let folder: URL

    init(store: any RecordStore = MemoryStore()) throws {
        self.store = store
        importer = BulkImport(service: FHIRService(store: store, base: "https://node.example/fhir"), store: store)
        folder = FileManager.default.temporaryDirectory.appending(path: "ingest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes a file and tells its path.
    func file(_ name: String, _ text: String) throws -> String { try file(name, bytes: Array(text.utf8)) }

    func file(_ name: String, bytes: [UInt8]) throws -> String {
        let path = folder.appending(path: name).path
        try #require(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        return path
    }

    /// Writes a gzip file and tells its path.
    func compressed(_ name: String, _ text: String) throws -> String {
        let path = folder.appending(path: name).path
        let handle = try #require(gzopen(path, "wb"))
        let bytes = Array(text.utf8)
        let written = bytes.isEmpty ? 0 : gzwrite(handle, bytes, UInt32(bytes.count))
        try #require(Int(written) == bytes.count && gzclose(handle) == Z_OK)
        return path
    }

    /// How many resources of a type there are.
    func count(_ type: String) async throws -> Int {
        try await store.search(
            SearchQuery(resourceType: type, onlyTotal: true), visibility: .unrestricted, page: nil
        ).total ?? -1
    }

    func version(_ type: String, _ id: String) async throws -> StoredVersion? {
        try await store.read(ResourceID(type, id), visibility: .unrestricted)
    }

    static func patient(_ id: String, family: String = "Okafor") -> String {
        #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(family)"}]}"#
    }

    static func patients(_ range: Range<Int>) -> String {
        range.map { patient("p\($0)") + "\n" }.joined()
    }
}
