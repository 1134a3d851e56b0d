// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CZstd
internal import RecordStore
internal import Synchronization

/// Turns resource bodies into the bytes of a row and back: zstd level 1 with a
/// dictionary that was trained on synthetic data only.
///
/// A row's bytes are: form (1), stamp form (1), stamp offset (4, little
/// endian), length of the JSON (4), then the compressed JSON with a checksum, so
/// that damage is noticed. Form 1 names dictionary version 1, so that later
/// dictionaries can be added.
final class BodyCodec: Sendable {
    static let shared = BodyCodec()

    private static let form: UInt8 = 1
    private static let headerLength = 10
    private static let level: Int32 = 1

    /// zstd contexts are used by one caller at a time; the dictionaries are read only.
    private struct Contexts: @unchecked Sendable {
        // `@unchecked`: taken out of the pool before use, so one user at a time.
        let compression: OpaquePointer
        let decompression: OpaquePointer
    }

    private struct Dictionaries: @unchecked Sendable {
        // `@unchecked`: zstd never changes a digested dictionary.
        let compression: OpaquePointer
        let decompression: OpaquePointer
    }

    private let idle = Mutex<[Contexts]>([])
    private let dictionaries: Dictionaries

    private init() {
        let bytes = BodyDictionaryV1.bytes
        guard let compression = ZSTD_createCDict(bytes, bytes.count, Self.level),
            let decompression = ZSTD_createDDict(bytes, bytes.count)
        else { preconditionFailure("out of memory") }
        dictionaries = Dictionaries(compression: compression, decompression: decompression)
    }

    /// The row bytes of a body.
    func encode(_ body: ResourceBody) throws -> [UInt8] {
        let capacity = Self.headerLength + ZSTD_compressBound(body.json.count)
        return try withContexts { contexts in
            try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                buffer[0] = Self.form
                buffer[1] = body.stampForm.rawValue
                buffer.store(UInt32(body.stampOffset), at: 2)
                buffer.store(UInt32(body.json.count), at: 6)
                guard let start = buffer.baseAddress else { return }
                let written = ZSTD_compress2(
                    contexts.compression, start + Self.headerLength, capacity - Self.headerLength, body.json,
                    body.json.count)
                guard ZSTD_isError(written) == 0 else { throw StoreFailure.unavailable("a body cannot be compressed") }
                count = Self.headerLength + written
            }
        }
    }

    /// The body of row bytes.
    func decode(_ row: UnsafeRawBufferPointer) throws -> ResourceBody {
        guard row.count > Self.headerLength, row[0] == Self.form, let form = ResourceBody.StampForm(rawValue: row[1])
        else { throw StoreFailure.unavailable("a stored body is damaged or from a newer version") }
        let length = Int(row.loadUnaligned(fromByteOffset: 6, as: UInt32.self).littleEndian)
        let announced = ZSTD_getFrameContentSize(
            row.baseAddress.map { $0 + Self.headerLength }, row.count - Self.headerLength)
        guard announced == UInt64(length) else { throw Self.damage }
        let json = try withContexts { contexts in
            try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = ZSTD_decompress_usingDDict(
                    contexts.decompression, buffer.baseAddress, length, row.baseAddress.map { $0 + Self.headerLength },
                    row.count - Self.headerLength, dictionaries.decompression)
                guard count == length else {
                    count = 0
                    throw Self.damage
                }
            }
        }
        let offset = Int(row.loadUnaligned(fromByteOffset: 2, as: UInt32.self).littleEndian)
        // The stamp goes behind the opening brace of `meta` or behind the closing quote of the id.
        let before = UInt8(ascii: form == .newMember ? "\"" : "{")
        guard (1..<length).contains(offset), json[offset - 1] == before else { throw Self.damage }
        return ResourceBody(json: json, stampOffset: offset, stampForm: form)
    }

    /// Whether a stored row holds this very body.
    ///
    /// Another release of zstd may write other bytes for it than the release that wrote the row.
    func row(_ row: [UInt8], holds body: ResourceBody, encodedAs encoded: [UInt8]) -> Bool {
        if row == encoded { return true }
        guard row.prefix(Self.headerLength) == encoded.prefix(Self.headerLength) else { return false }
        return (try? row.withUnsafeBytes(decode)) == body
    }

    private static let damage = StoreFailure.unavailable("a stored body is damaged")

    private func withContexts<Result>(_ body: (Contexts) throws -> Result) throws -> Result {
        let contexts: Contexts
        if let waiting = idle.withLock({ $0.popLast() }) {
            contexts = waiting
        } else {
            guard let compression = ZSTD_createCCtx(), let decompression = ZSTD_createDCtx() else {
                throw StoreFailure.unavailable("out of memory")
            }
            ZSTD_CCtx_setParameter(compression, ZSTD_c_checksumFlag, 1)
            // The form byte names the dictionary.
            ZSTD_CCtx_setParameter(compression, ZSTD_c_dictIDFlag, 0)
            guard ZSTD_isError(ZSTD_CCtx_refCDict(compression, dictionaries.compression)) == 0 else {
                throw StoreFailure.unavailable("out of memory")
            }
            contexts = Contexts(compression: compression, decompression: decompression)
        }
        defer { idle.withLock { $0.append(contexts) } }
        return try body(contexts)
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    fileprivate func store(_ value: UInt32, at offset: Int) {
        for byte in 0..<4 { self[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte))) }
    }
}
