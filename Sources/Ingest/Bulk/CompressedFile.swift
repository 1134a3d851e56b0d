// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CZlib
internal import Foundation

/// Reads a file piece by piece, plain or gzip alike.
final class CompressedFile {
    private let handle: gzFile
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)

    init(_ path: String) throws(ImportFailure) {
        guard FileManager.default.isReadableFile(atPath: path), let handle = gzopen(path, "rb") else {
            throw ImportFailure("\(path): the file cannot be read")
        }
        gzbuffer(handle, 1 << 18)
        self.handle = handle
        self.path = path
    }

    deinit { gzclose(handle) }

    /// Bytes of the file on disk that have been read; for progress.
    var offset: Int { max(0, Int(gzoffset(handle))) }

    /// The next piece; empty at the end.
    func read() throws(ImportFailure) -> ArraySlice<UInt8> {
        let count = gzread(handle, &buffer, UInt32(buffer.count))
        guard count >= 0 else { throw ImportFailure("\(path): the file is damaged or its gzip data is cut off") }
        if count == 0 {
            // zlib reports a cut-off end only as a state beside the empty read.
            var state: Int32 = Z_OK
            _ = gzerror(handle, &state)
            guard state == Z_OK || state == Z_STREAM_END, gzeof(handle) != 0 else {
                throw ImportFailure("\(path): the gzip data is cut off")
            }
        }
        return buffer[..<Int(count)]
    }
}

/// Why an import cannot go on.
package struct ImportFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened, without anyone's data.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
