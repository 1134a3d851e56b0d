// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CSimdJSON

/// Parsed JSON: a copy of the text and a flat tape of nodes that point into it.
///
/// Nothing is converted: unknown members, member order and the text of decimals
/// (`1.00`) stay as they came. A document is immutable and safe to share.
public final class JSONDocument: @unchecked Sendable {
    // `@unchecked`: both buffers are written in `init` only and freed in `deinit`.

    /// The text, `byteCount` bytes long.
    @usableFromInline let text: UnsafePointer<UInt8>
    /// The tape, `nodeCount` nodes long; node 0 is the root.
    @usableFromInline let tape: UnsafePointer<TapeNode>

    /// Length of the text in bytes.
    public let byteCount: Int
    /// Number of JSON values in the text.
    public let nodeCount: Int

    init(copying source: UnsafePointer<UInt8>, byteCount: Int, tape nodes: UnsafePointer<ol_json_node>, nodeCount: Int)
    {
        let tapeBytes = nodeCount * MemoryLayout<TapeNode>.stride
        let storage = UnsafeMutableRawPointer.allocate(
            byteCount: tapeBytes + byteCount, alignment: MemoryLayout<TapeNode>.alignment)
        storage.copyMemory(from: nodes, byteCount: tapeBytes)
        (storage + tapeBytes).copyMemory(from: source, byteCount: byteCount)
        tape = UnsafePointer(storage.bindMemory(to: TapeNode.self, capacity: nodeCount))
        text = UnsafePointer((storage + tapeBytes).bindMemory(to: UInt8.self, capacity: byteCount))
        self.byteCount = byteCount
        self.nodeCount = nodeCount
    }

    deinit {
        UnsafeMutableRawPointer(mutating: tape).deallocate()
    }

    /// Parses one JSON text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 without a byte order mark.
    ///   - limits: largest text, deepest nesting and most values that are accepted.
    /// - Throws: ``JSONFailure`` with line, column and path of the first fault.
    @inlinable
    public static func parse(_ bytes: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(JSONFailure)
        -> JSONDocument
    {
        let attempt = bytes.withContiguousStorageIfAvailable { read($0, limits: limits) }
        if let attempt { return try attempt.get() }
        return try Array(bytes).withUnsafeBufferPointer { read($0, limits: limits) }.get()
    }

    /// Parses the UTF-8 of a string; see ``parse(_:limits:)-(Sequence<UInt8>,_)``.
    @inlinable
    public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONFailure) -> JSONDocument {
        try parse(text.utf8, limits: limits)
    }

    /// The value the text consists of.
    @inlinable public var root: JSONNode { JSONNode(document: self, index: 0) }

    /// The value at a position that a ``JSONNode`` of this document had.
    package func node(at position: Int) -> JSONNode {
        precondition((0..<nodeCount).contains(position), "no such value")
        return JSONNode(document: self, index: position)
    }

    /// The whole text as it came.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: text, count: byteCount)) }

    /// Calls `body` with the text, without a copy.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafeBufferPointer(start: text, count: byteCount)) }
    }

    /// Part of the text.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        Array(UnsafeBufferPointer(start: text + range.lowerBound, count: range.count))
    }

    @usableFromInline
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) -> Result<JSONDocument, JSONFailure> {
        guard bytes.count <= limits.byteCount else {
            return .failure(JSONFailure(.tooLarge, offset: limits.byteCount, line: 0, column: 0, path: ""))
        }
        guard let base = bytes.baseAddress else {
            return .failure(JSONFailure(.empty, offset: 0, line: 1, column: 1, path: ""))
        }
        // The tape is copied before this thread can read another text.
        let result = ol_json_parse(base, bytes.count, UInt32(limits.depth), UInt32(limits.nodeCount))
        guard result.code == OL_JSON_OK, let nodes = result.nodes else {
            return .failure(JSONFailure(result, text: bytes))
        }
        return .success(
            JSONDocument(copying: base, byteCount: bytes.count, tape: nodes, nodeCount: result.node_count))
    }
}

/// How large and how deep a JSON text may be.
public struct JSONLimits: Sendable {
    /// Largest accepted text in bytes.
    public var byteCount: Int
    /// Most containers that may be open at once.
    public var depth: Int
    /// Most values, each of which takes 24 bytes of memory beside its text.
    public var nodeCount: Int

    /// 50 MB, 100 levels and 10 million values: larger content belongs into a Binary file, no R4 resource
    /// nests so deep, and real ones have some 50 values a kilobyte.
    public static let standard = JSONLimits(byteCount: 50_000_000, depth: 100)

    /// Limits of the given size and depth.
    public init(byteCount: Int, depth: Int, nodeCount: Int = 10_000_000) {
        self.byteCount = byteCount
        self.depth = depth
        self.nodeCount = nodeCount
    }
}
