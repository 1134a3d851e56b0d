// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One JSON value on the tape: where it stands in the text and where the next one is.
///
/// The same 24 bytes as `ol_json_node` in CSimdJSON.
@usableFromInline
struct TapeNode {
    @usableFromInline var start: UInt32
    @usableFromInline var length: UInt32
    @usableFromInline var next: UInt32
    @usableFromInline var count: UInt32
    @usableFromInline var keyStart: UInt32
    @usableFromInline var keyLength: UInt16
    @usableFromInline var kind: UInt8
    @usableFromInline var flags: UInt8

    @inlinable static var valueHasEscapes: UInt8 { 1 }
    @inlinable static var keyHasEscapes: UInt8 { 2 }
}

/// What a JSON value is.
@frozen public enum JSONKind: UInt8, Sendable {
    case object = 1
    case array, string, number, `true`, `false`, null
}
