// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Splits a file into lines, for NDJSON.
struct LineReader {
    private let file: CompressedFile
    private let limit: Int
    private var pending: [UInt8] = []
    private var start = 0
    private var atEnd = false
    /// Number of the line that ``next()`` gave last, from 1.
    private(set) var number = 0

    /// Lines longer than `limit` bytes are given as `.tooLong`, without their content.
    init(_ file: CompressedFile, limit: Int) {
        self.file = file
        self.limit = limit
    }

    enum Line {
        case text([UInt8])
        case tooLong
    }

    /// The next line that is not blank; nil at the end.
    mutating func next() throws(ImportFailure) -> Line? {
        var isTooLong = false
        while true {
            if let newline = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[start..<newline]
                start = newline + 1
                number += 1
                if isTooLong || line.count > limit { return .tooLong }
                if !line.allSatisfy(\.isBlank) { return .text(Array(line)) }
                continue
            }
            if atEnd {
                let line = pending[start...]
                start = pending.endIndex
                guard isTooLong || !line.allSatisfy(\.isBlank) else { return nil }
                number += 1
                return isTooLong ? .tooLong : .text(Array(line))
            }
            pending.removeFirst(start)
            start = 0
            if pending.count > limit {
                pending.removeAll(keepingCapacity: true)
                isTooLong = true
            }
            let piece = try file.read()
            if piece.isEmpty { atEnd = true } else { pending += piece }
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x0D || self == 0x09 }
}
