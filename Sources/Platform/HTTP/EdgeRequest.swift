// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRService
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A request as the parts of a process see it, and the limits of the edge.
struct EdgeRequest: Sendable {
    /// Most bytes of a request body.
    static let largestBody = 50_000_000

    let request: Request
    /// The path's segments, percent-decoded.
    let path: [String]
    /// Names and values of the query, decoded.
    let query: [(name: String, value: String)]

    init(request: Request) {
        self.request = request
        path = request.uri.path.split(separator: "/").map { FormParameters.decode(Self.plusAsIs($0)) }
        query = request.uri.query.map { FormText.pairs(in: $0) } ?? []
    }

    /// The path's segments behind the first, an empty one included, for whoever must not take a missing id for none.
    var innerPath: [String] {
        guard request.uri.path.contains("//") || request.uri.path.hasSuffix("/") else { return Array(path.dropFirst()) }
        let segments = request.uri.path.drop { $0 == "/" }.split(separator: "/", omittingEmptySubsequences: false)
        let inner = segments.dropFirst().map { FormParameters.decode(Self.plusAsIs($0)) }
        return inner == [""] ? [] : inner
    }

    /// Whether path and query are percent-encoded UTF-8.
    var isWellFormed: Bool {
        FormText.isWellFormed(request.uri.path) && request.uri.query.map { FormText.isWellFormed($0) } ?? true
    }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }

    /// The body; nil where it is larger than the edge takes.
    ///
    /// What is too much is read and dropped up to four times the limit, so that the client hears why.
    ///
    /// - Parameter limit: most bytes, ``largestBody`` where nothing else is said.
    func body(upTo limit: Int = largestBody) async throws -> [UInt8]? {
        if let length = header("Content-Length").flatMap({ Int($0) }), length > limit * 4 { return nil }
        var bytes: [UInt8] = []
        var count = 0
        for try await var piece in request.body {
            count += piece.readableBytes
            guard count <= limit else {
                if count > limit * 4 { return nil }
                bytes.removeAll()
                continue
            }
            if let part = piece.readBytes(length: piece.readableBytes) { bytes += part }
        }
        return count <= limit ? bytes : nil
    }

    /// In a path a plus is a plus.
    private static func plusAsIs(_ segment: Substring) -> String {
        guard segment.utf8.contains(UInt8(ascii: "+")) else { return String(segment) }
        return segment.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
    }
}
