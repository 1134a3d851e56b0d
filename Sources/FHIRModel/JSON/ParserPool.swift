// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CSimdJSON
internal import Synchronization

/// Parsers that wait for their next text, so that their buffers are reused.
final class ParserPool: Sendable {
    static let shared = ParserPool()

    /// A parser handle; only the holder of the pool's entry uses it.
    private struct Handle: @unchecked Sendable {
        // `@unchecked`: taken out of the pool before use, so one user at a time.
        let pointer: OpaquePointer
    }

    private let idle = Mutex<[Handle]>([])

    func withParser<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        let handle: Handle
        if let waiting = idle.withLock({ $0.popLast() }) {
            handle = waiting
        } else {
            guard let pointer = ol_json_parser_create() else { preconditionFailure("out of memory") }
            handle = Handle(pointer: pointer)
        }
        defer { idle.withLock { $0.append(handle) } }
        return body(handle.pointer)
    }
}
