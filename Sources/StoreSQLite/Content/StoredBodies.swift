// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
internal import RecordStore
internal import StoredBody

/// Turns bodies into the bytes of rows, with a file where they are large, and back.
struct StoredBodies: Sendable {
    let files: ContentFiles

    /// A body as it will be stored.
    struct Packed: Sendable {
        var row: [UInt8]
        /// What must be on disk before the row is written.
        var file: ContentFiles.Piece?
    }

    /// The bytes of a body's row, and of its file where it is large.
    func pack(_ body: ResourceBody) throws -> Packed {
        guard body.json.count > ContentFiles.largestRow else {
            return Packed(
                row: try BodyCodec.shared.compress(body.json) { BodyRow(body, file: nil, dictionary: $0).header })
        }
        let name = ContentName(of: body.json)
        let piece = ContentFiles.Piece(name: name, content: try BodyCodec.shared.compress(body.json))
        return Packed(row: BodyRow(body, file: name).bytes, file: piece)
    }

    /// The body that a row holds or refers to.
    func body(of row: UnsafeRawBufferPointer) throws -> ResourceBody {
        guard let front = BodyRow(row) else {
            throw StoreFailure.unavailable("a stored body is damaged or from another version")
        }
        let json: [UInt8]?
        if let file = front.file {
            json = try files.content(file).withUnsafeBytes {
                try BodyCodec.shared.decompress($0, length: front.length)
            }
        } else {
            json = try BodyCodec.shared.decompress(
                front.compressed(in: row), length: front.length, with: front.dictionary)
        }
        guard let json else { throw StoreFailure.unavailable("a stored body is damaged") }
        return ResourceBody(json: json, stampOffset: front.stampOffset, stampForm: front.stampForm)
    }

    /// Whether a stored row holds this very body.
    ///
    /// Another release of zstd may write other bytes for it than the release that wrote the row.
    func row(_ row: [UInt8], holds body: ResourceBody, packedAs packed: [UInt8]) -> Bool {
        if row == packed { return true }
        guard let stored = row.withUnsafeBytes(BodyRow.init), let wanted = packed.withUnsafeBytes(BodyRow.init),
            stored.resembles(wanted)
        else { return false }
        return (try? row.withUnsafeBytes(self.body(of:))) == body
    }
}
