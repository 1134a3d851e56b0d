// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore
internal import StoredBody

/// Turns bodies into the bytes of rows and back: the form that `StoreSQLite` writes too, without its files.
///
/// However large, a body stays in its row; PostgreSQL itself puts long values aside (TOAST), so replicas and
/// backups of the database are whole.
enum RowBody {
    static func pack(_ body: ResourceBody) throws -> [UInt8] {
        try BodyCodec.shared.compress(body.json) { BodyRow(body, file: nil, dictionary: $0).header }
    }

    static func body(of row: UnsafeRawBufferPointer) throws -> ResourceBody {
        guard let front = BodyRow(row), front.file == nil,
            let json = try BodyCodec.shared.decompress(
                front.compressed(in: row), length: front.length, with: front.dictionary)
        else { throw StoreFailure.unavailable("a stored body is damaged or from another version") }
        return ResourceBody(json: json, stampOffset: front.stampOffset, stampForm: front.stampForm)
    }

    /// Whether a stored row holds this very body.
    ///
    /// Another release of zstd may write other bytes for it than the release that wrote the row.
    static func row(_ row: [UInt8], holds body: ResourceBody, packedAs packed: [UInt8]) -> Bool {
        if row == packed { return true }
        guard let stored = row.withUnsafeBytes(BodyRow.init), let wanted = packed.withUnsafeBytes(BodyRow.init),
            stored.resembles(wanted)
        else { return false }
        return (try? row.withUnsafeBytes(self.body(of:))) == body
    }
}
