// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Crypto
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite

/// Resources with much text in them.
enum LargeDocument {
    /// A DocumentReference about `Patient/p1`; its JSON has `byteCount` bytes or, without, some 80 kB and the text.
    static func prepared(_ id: String, byteCount: Int? = nil, text: String = "") throws -> PreparedResource {
        let description = text.isEmpty || text.count > 100 ? "letter" : text
        let front =
            #"{"resourceType":"DocumentReference","id":"\#(id)","status":"current","description":"\#(description)","#
            + #""subject":{"reference":"Patient/p1"},"content":[{"attachment":{"contentType":"text/plain","data":""#
        let back = #""}}]}"#
        var data = text
        if let byteCount {
            data = String(repeating: "A", count: byteCount - front.utf8.count - back.utf8.count)
        } else {
            var random = SeededGenerator(seed: UInt64(id.utf8.reduce(7) { $0 * 31 + UInt64($1) }))
            while data.utf8.count < 80_000 { data += String(random.next(), radix: 36) }
        }
        let resource = try Resource((front + data + back).utf8)
        return try PreparedResource(resource, id: id, labels: [], extractor: IndexExtractor())
    }
}

/// Where a store and its large resources lie.
struct StorePlace {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path("store.sqlite") }
    var keyFile: String { path + ".content-key" }
    var content: URL { URL(fileURLWithPath: path + ".content") }

    func open() throws -> SQLiteStore { try SQLiteStore(path: path) }

    /// All files of the folder of large resources.
    func files() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: content, includingPropertiesForKeys: nil)
    }

    /// The file of a resource.
    func file(of resource: PreparedResource) -> URL { content.appending(path: Self.digest(resource.body.json)) }

    /// SHA-256 in hexadecimal digits.
    static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
