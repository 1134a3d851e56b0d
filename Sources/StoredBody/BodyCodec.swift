// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CZstd
internal import RecordStore

/// Compresses the JSON of bodies: zstd level 1 with dictionaries that were trained on synthetic data only.
///
/// The compressed JSON carries a checksum, so that damage is noticed; the
/// dictionary it needs is named by the form of the row, see ``BodyRow``.
package final class BodyCodec: Sendable {
    /// The codec of this process.
    package static let shared = BodyCodec()

    private static let level: Int32 = 1

    private struct Dictionaries: @unchecked Sendable {
        // `@unchecked`: zstd never changes a digested dictionary.
        let compression: OpaquePointer
        let decompression: OpaquePointer

        init(_ dictionary: BodyDictionary) {
            let bytes = dictionary.bytes
            guard let compression = ZSTD_createCDict(bytes, bytes.count, BodyCodec.level),
                let decompression = ZSTD_createDDict(bytes, bytes.count)
            else { preconditionFailure("out of memory") }
            (self.compression, self.decompression) = (compression, decompression)
        }
    }

    private let compression = ThreadContext(
        make: {
            guard let context = ZSTD_createCCtx() else { return nil }
            ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
            // The form byte names the dictionary.
            ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0)
            return context
        }, free: { _ = ZSTD_freeCCtx($0.map(OpaquePointer.init)) })
    private let decompression = ThreadContext(
        make: { ZSTD_createDCtx() }, free: { _ = ZSTD_freeDCtx($0.map(OpaquePointer.init)) })
    private let v1 = Dictionaries(.v1)
    private let v2 = Dictionaries(.v2)
    private let choice = DictionaryChoice()

    private init() {}

    /// Compresses JSON behind a header, in one piece of memory, with the dictionary that suits what is written now.
    package func compress(_ json: [UInt8], behind header: (BodyDictionary) -> [UInt8]) throws -> [UInt8] {
        if let dictionary = choice.next() {
            return try compress(json, with: dictionary, behind: header(dictionary))
        }
        let old = try compress(json, with: .v1, behind: header(.v1))
        let new = try compress(json, with: .v2, behind: header(.v2))
        choice.note(v1: old.count, v2: new.count)
        return new.count <= old.count ? new : old
    }

    /// Compresses JSON behind `prefix`, in one piece of memory.
    package func compress(
        _ json: [UInt8], with dictionary: BodyDictionary = .v1, behind prefix: [UInt8] = []
    ) throws -> [UInt8] {
        let capacity = prefix.count + ZSTD_compressBound(json.count)
        let context = try compression.ofThisThread()
        guard ZSTD_isError(ZSTD_CCtx_refCDict(context, dictionaries(dictionary).compression)) == 0 else {
            throw StoreFailure.unavailable("out of memory")
        }
        return try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            _ = buffer.initialize(fromContentsOf: prefix)
            let written = ZSTD_compress2(context, start + prefix.count, capacity - prefix.count, json, json.count)
            guard ZSTD_isError(written) == 0 else { throw StoreFailure.unavailable("a body cannot be compressed") }
            count = prefix.count + written
        }
    }

    private func dictionaries(_ dictionary: BodyDictionary) -> Dictionaries {
        switch dictionary {
        case .v1: v1
        case .v2: v2
        }
    }

    /// The JSON of compressed bytes; nil where they are not `length` bytes of JSON with a true checksum.
    package func decompress(
        _ bytes: UnsafeRawBufferPointer, length: Int, with dictionary: BodyDictionary = .v1
    ) throws -> [UInt8]? {
        let dictionaries = dictionaries(dictionary)
        guard ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count) == UInt64(length) else { return nil }
        let context = try decompression.ofThisThread()
        let json = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let written = ZSTD_decompress_usingDDict(
                context, buffer.baseAddress, length, bytes.baseAddress, bytes.count, dictionaries.decompression)
            count = written == length ? length : 0
        }
        return json.count == length ? json : nil
    }
}
