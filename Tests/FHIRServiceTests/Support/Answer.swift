// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService

/// A response with short ways to look into it.
struct Answer: Sendable {
    let response: FHIRResponse

    init(_ response: FHIRResponse) { self.response = response }

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var etag: String? { response.header("ETag") }
    var resource: Resource? { try? Resource(response.body) }
    var version: String? { resource?["meta"]?["versionId"]?.string }

    /// The address that a create has given, as `Type/id`.
    var reference: String? {
        response.header("Location")?.split(separator: "/").suffix(4).prefix(2).joined(separator: "/")
    }

    // MARK: OperationOutcome

    private var issues: [JSONNode] { resource.map { Array($0.items("issue")) } ?? [] }
    var codes: [String] { issues.compactMap { $0["code"]?.string } }
    var diagnostics: String { issues.compactMap { $0["diagnostics"]?.string }.joined(separator: "\n") }
    var expressions: [String] { issues.flatMap { $0.items("expression").compactMap(\.string) } }
    var isOutcome: Bool { resource?.type == "OperationOutcome" && !issues.isEmpty }

    // MARK: Bundle

    var entries: [JSONNode] { resource.map { Array($0.items("entry")) } ?? [] }
    var total: String? { resource?["total"]?.numberText }

    func link(_ relation: StaticString) -> String? {
        resource?.items("link").first { $0["relation"]?.equals(relation) ?? false }?["url"]?.string
    }

    /// `Type/id` of the entries with a search mode.
    func references(mode: String? = nil) -> [String] {
        entries.filter { mode == nil || $0["search"]?["mode"]?.string == mode }
            .compactMap { entry in entry["resource"].flatMap { try? Resource($0) }?.reference }
    }

    /// Status codes of a batch's or transaction's entries.
    var entryStatuses: [String] { entries.map { String(($0["response"]?["status"]?.string ?? "").prefix(3)) } }

    /// `Type/id` of the places that a transaction's entries have.
    var entryReferences: [String?] {
        entries.map { entry in
            entry["response"]?["location"]?.string.map {
                $0.split(separator: "/").suffix(4).prefix(2).joined(separator: "/")
            }
        }
    }
}
