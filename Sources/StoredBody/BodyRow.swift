// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import RecordStore

/// The front of the bytes that a row holds for a body, little endian.
///
/// | bytes | meaning |
/// |---|---|
/// | 1 | where the JSON is, and which dictionary compressed it |
/// | 1 | form of the stamp |
/// | 4 | offset of the stamp |
/// | 4 | length of the JSON |
/// | 4 | check of the ten bytes before and of the file's name |
///
/// Behind it stands the compressed JSON, or the name of the file that holds it.
package struct BodyRow {
    /// Where a body's JSON is, and with which version of the dictionary: 1, unless it says so.
    package enum Place: UInt8 {
        /// Behind a header without a check; read but not written any more.
        case uncheckedRow = 1
        /// Behind this header.
        case row
        /// In a file of its own.
        case file
        /// Behind this header, with version 2.
        case rowV2
    }

    private static let headerLength = 14

    /// Where the JSON is.
    package let place: Place
    /// How the stamp is fitted in.
    package let stampForm: ResourceBody.StampForm
    /// Where the stamp belongs in the JSON.
    package let stampOffset: Int
    /// Bytes of JSON.
    package let length: Int
    /// The file that holds the JSON, where it has one.
    package let file: ContentName?

    /// The row of a body whose JSON is in a file, or behind the row's header where `file` is nil.
    package init(_ body: ResourceBody, file: ContentName?, dictionary: BodyDictionary = .v1) {
        place = file != nil ? .file : dictionary == .v2 ? .rowV2 : .row
        stampForm = body.stampForm
        stampOffset = body.stampOffset
        length = body.json.count
        self.file = file
    }

    /// Reads the front of a row; nil where it is damaged or from a newer version.
    package init?(_ row: UnsafeRawBufferPointer) {
        guard row.count > Self.headerLength, let place = Place(rawValue: row[0]),
            let form = ResourceBody.StampForm(rawValue: row[1])
        else { return nil }
        self.place = place
        stampForm = form
        stampOffset = Int(row.loadUnaligned(fromByteOffset: 2, as: UInt32.self).littleEndian)
        length = Int(row.loadUnaligned(fromByteOffset: 6, as: UInt32.self).littleEndian)
        switch place {
        case .uncheckedRow, .row, .rowV2: file = nil
        case .file:
            guard let name = ContentName(row[Self.headerLength...]) else { return nil }
            file = name
        }
        let check = row.loadUnaligned(fromByteOffset: Self.headerLength - 4, as: UInt32.self).littleEndian
        guard place == .uncheckedRow || check == Self.check(row.prefix(Self.headerLength - 4), file),
            stampOffset <= length
        else { return nil }
    }

    /// The dictionary that the JSON is compressed with.
    package var dictionary: BodyDictionary { place == .rowV2 ? .v2 : .v1 }

    /// The compressed JSON in a row of these bytes.
    package func compressed(in row: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: row.dropFirst(place == .uncheckedRow ? 10 : Self.headerLength))
    }

    /// Whether another row may hold the same body, by all that the front tells.
    package func resembles(_ other: BodyRow) -> Bool {
        (stampForm, stampOffset, length) == (other.stampForm, other.stampOffset, other.length) && file == other.file
    }

    /// The header; behind it stands what ``place`` says.
    package var header: [UInt8] {
        var bytes: [UInt8] = [place.rawValue, stampForm.rawValue]
        Self.append(UInt32(truncatingIfNeeded: stampOffset), to: &bytes)
        Self.append(UInt32(truncatingIfNeeded: length), to: &bytes)
        Self.append(Self.check(bytes, file), to: &bytes)
        return bytes
    }

    /// The row's bytes where the JSON is in a file.
    package var bytes: [UInt8] { header + (file?.bytes ?? []) }

    private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// FNV-1a: finds any damage of one byte and nearly all other; it is no seal against intent.
    private static func check(_ front: some Sequence<UInt8>, _ file: ContentName?) -> UInt32 {
        func mixed(_ check: UInt32, _ byte: UInt8) -> UInt32 { (check ^ UInt32(byte)) &* 16_777_619 }
        let check = front.reduce(2_166_136_261, mixed)
        return file?.bytes.reduce(check, mixed) ?? check
    }
}
