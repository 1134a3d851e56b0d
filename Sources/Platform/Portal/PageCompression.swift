// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CZlib
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Pages packed with gzip for browsers that ask for it: a whole record is a thirteenth of its size, which on a slow
/// line is seconds.
enum PageCompression {
    /// Below this, packing gains nothing.
    private static let leastSize = 1_000

    /// The response, packed where that helps; text only, since files of documents are packed already.
    static func packed(_ response: Response, for edge: EdgeRequest) async throws -> Response {
        guard edge.header("Accept-Encoding")?.contains("gzip") ?? false,
            response.headers[.contentType]?.hasPrefix("text/") ?? false,
            response.body.contentLength ?? 0 > leastSize
        else { return response }
        let plain = Collected()
        try await response.body.write(Collector(collected: plain))
        guard let bytes = gzip(plain.bytes) else { return response }
        var packed = response
        packed.headers[.contentEncoding] = "gzip"
        packed.headers[.contentLength] = nil
        packed.headers[.vary] = "Accept-Encoding"
        packed.body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return packed
    }

    /// The bytes as one gzip member; nil where memory is short.
    private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, 16 for the gzip wrapper.
        guard
            deflateInit2_(
                &stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))))
        var isWhole = false
        input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { into in
                stream.next_in = from.baseAddress
                stream.avail_in = UInt32(from.count)
                stream.next_out = into.baseAddress
                stream.avail_out = UInt32(into.count)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        return isWhole ? Array(output.prefix(Int(stream.total_out))) : nil
    }

    /// Where a body is gathered.
    private final class Collected {
        var bytes: [UInt8] = []
    }

    private struct Collector: ResponseBodyWriter {
        let collected: Collected

        mutating func write(_ buffer: ByteBuffer) async throws {
            collected.bytes.append(contentsOf: buffer.readableBytesView)
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
