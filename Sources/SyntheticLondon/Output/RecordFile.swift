// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CZlib
internal import Foundation

/// A file of lines that is written in pieces, compressed where asked for.
final class RecordFile {
    private let descriptor: Int32
    /// On the heap, because zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>?
    private var pending: [UInt8] = []
    private var output: [UInt8]
    /// Bytes before compression.
    private(set) var plainBytes = 0
    /// Bytes in the file.
    private(set) var fileBytes = 0
    /// Lines written, by resource type.
    private(set) var lines: [String: Int] = [:]

    private static let pendingSize = 64 * 1_024

    /// Creates the file; an existing one is replaced.
    init(path: String, isCompressed: Bool) throws(SyntheticFailure) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SyntheticFailure.cannotWrite(reason: String(cString: strerror(errno))) }
        output = []
        guard isCompressed else {
            stream = nil
            return
        }
        output = [UInt8](repeating: 0, count: 32 * 1_024)
        let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        made.initialize(to: z_stream())
        stream = made
        // 15 bits of window, 16 for the gzip wrapper.
        let result = deflateInit2_(
            made, 3, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else { throw SyntheticFailure.cannotWrite(reason: "compression could not start") }
    }

    deinit {
        if let stream {
            deflateEnd(stream)
            stream.deallocate()
        }
        close(descriptor)
    }

    /// Adds one resource of a type as a line.
    func append(_ resource: [UInt8], type: String) throws(SyntheticFailure) {
        lines[type, default: 0] += 1
        try append(line: resource)
    }

    /// Adds one line.
    func append(line: [UInt8]) throws(SyntheticFailure) {
        pending.append(contentsOf: line)
        pending.append(UInt8(ascii: "\n"))
        plainBytes += line.count + 1
        if pending.count >= Self.pendingSize { try flush(isLast: false) }
    }

    /// Writes what is left and ends the file.
    func finish() throws(SyntheticFailure) { try flush(isLast: true) }

    private func flush(isLast: Bool) throws(SyntheticFailure) {
        defer { pending.removeAll(keepingCapacity: true) }
        if let stream {
            try compress(stream, isLast: isLast)
        } else {
            try write(pending[...])
        }
    }

    private func compress(_ stream: UnsafeMutablePointer<z_stream>, isLast: Bool) throws(SyntheticFailure) {
        var isDone = false
        var taken = 0
        while !isDone {
            var produced = 0
            var result: Int32 = Z_OK
            pending.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { buffer in
                    stream.pointee.next_in = input.baseAddress.map { $0 + taken }
                    stream.pointee.avail_in = UInt32(input.count - taken)
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(buffer.count)
                    result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    produced = buffer.count - Int(stream.pointee.avail_out)
                    taken = input.count - Int(stream.pointee.avail_in)
                }
            }
            guard result != Z_STREAM_ERROR else { throw SyntheticFailure.cannotWrite(reason: "compression failed") }
            try write(output[..<produced])
            isDone = isLast ? result == Z_STREAM_END : (taken == pending.count && produced < output.count)
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws(SyntheticFailure) {
        var left = bytes
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw SyntheticFailure.cannotWrite(reason: String(cString: strerror(errno))) }
            left = left.dropFirst(count)
            fileBytes += count
        }
    }
}
