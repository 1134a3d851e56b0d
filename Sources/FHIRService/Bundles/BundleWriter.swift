// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// Writes a Bundle entry by entry; entries are kept as text.
struct BundleWriter {
    /// What the entries disclose.
    private(set) var disclosure = Disclosure()
    private let type: String
    /// Most bytes of entries.
    private let limit: Int
    private var byteCount = 0
    private var total: Int?
    private var links: [(relation: String, address: String)] = []
    private var entries: [[UInt8]] = []
    private var identity: (identifier: String, time: Timestamp)?
    private var profile: String?

    /// A Bundle of at most `limit` bytes, as far as its entries can be left out.
    init(type: String, limit: Int) {
        self.type = type
        self.limit = limit
    }

    /// Whether no more may be read into it.
    var isFull: Bool { byteCount >= limit }

    mutating func link(_ relation: String, _ address: String) { links.append((relation, address)) }

    mutating func setTotal(_ total: Int?) { self.total = total }

    /// What a document is called, and when it was made.
    mutating func setIdentity(_ identifier: String, at time: Timestamp) { identity = (identifier, time) }

    /// The profile that the Bundle follows.
    mutating func setProfile(_ profile: String) { self.profile = profile }

    /// A resource of a document that is made for it and stored nowhere.
    mutating func madeEntry(_ made: (address: String, bytes: [UInt8])) {
        var writer = JSONWriter(capacity: made.bytes.count + 100)
        writer.object { writer in
            writer.member("fullUrl", made.address)
            writer.key("resource")
            writer.raw(made.bytes)
        }
        append(writer.bytes)
    }

    /// A resource of a document.
    mutating func documentEntry(_ version: StoredVersion, base: String) throws(FHIRRefusal) {
        guard let bytes = version.bytes else { return }
        disclosure.note(version.id, person: version.person)
        var writer = JSONWriter(capacity: bytes.count + 100)
        writer.object { writer in
            writer.member("fullUrl", "\(base)/\(version.id.reference)")
            writer.key("resource")
            writer.raw(bytes)
        }
        append(writer.bytes)
        if isFull { throw .answerTooLarge }
    }

    /// A match or an include of a search.
    mutating func searchEntry(
        _ version: StoredVersion, mode: String, base: String, subset: Subset = .whole
    ) throws {
        guard let bytes = try version.bytes.map(subset.cut) else { return }
        disclosure.note(version.id, person: version.person)
        var writer = JSONWriter(capacity: bytes.count + 200)
        writer.object { writer in
            writer.member("fullUrl", "\(base)/\(version.id.reference)")
            writer.key("resource")
            writer.raw(bytes)
            writer.object("search") { $0.member("mode", mode) }
        }
        append(writer.bytes)
        if isFull { throw FHIRRefusal.answerTooLarge }
    }

    /// What is to be told about a search beside its results.
    mutating func outcomeEntry(_ issues: [CareIssue]) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("resource")
            OperationOutcome.write(issues, to: &writer)
            writer.object("search") { $0.member("mode", "outcome") }
        }
        append(writer.bytes)
    }

    mutating func historyEntry(_ version: StoredVersion, base: String) throws(FHIRRefusal) {
        disclosure.note(version.id, person: version.person)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("fullUrl", "\(base)/\(version.id.reference)")
            if let bytes = version.bytes {
                writer.key("resource")
                writer.raw(bytes)
            }
            writer.object("request") { writer in
                writer.member(
                    "method", version.change == .created ? "POST" : version.change == .deleted ? "DELETE" : "PUT")
                writer.member("url", version.change == .created ? version.id.type : version.id.reference)
            }
            writer.object("response") { writer in
                writer.member("status", version.change == .created ? "201" : version.change == .deleted ? "204" : "200")
                writer.member("etag", "W/\"\(version.version)\"")
                writer.member("lastModified", version.lastUpdated.instant)
            }
        }
        append(writer.bytes)
        if isFull { throw .answerTooLarge }
    }

    /// The answer to one entry of a batch or transaction.
    mutating func answerEntry(_ response: FHIRResponse) {
        disclosure.merge(response.disclosure)
        var writer = JSONWriter(capacity: response.body.count + 200)
        let isOutcome = response.status >= 400
        writer.object { writer in
            if !response.body.isEmpty, !isOutcome {
                writer.key("resource")
                writer.raw(response.body)
            }
            writer.object("response") { writer in
                writer.member("status", HTTPStatus.line(response.status))
                writer.member("location", response.header("Location"))
                writer.member("etag", response.header("ETag"))
                writer.member("lastModified", response.lastModifiedInstant)
                if isOutcome, !response.body.isEmpty {
                    writer.key("outcome")
                    writer.raw(response.body)
                }
            }
        }
        append(writer.bytes)
    }

    private mutating func append(_ entry: [UInt8]) {
        byteCount += entry.count
        entries.append(entry)
    }

    /// The Bundle as JSON.
    var bytes: [UInt8] {
        var writer = JSONWriter(capacity: entries.reduce(500) { $0 + $1.count + 1 })
        writer.object { writer in
            writer.member("resourceType", "Bundle")
            if let profile { writer.object("meta") { $0.array("profile") { $0.string(profile) } } }
            if let identity {
                writer.object("identifier") { writer in
                    writer.member("system", "urn:ietf:rfc:3986")
                    writer.member("value", identity.identifier)
                }
            }
            writer.member("type", type)
            writer.member("timestamp", identity?.time.instant)
            writer.member("total", total)
            if !links.isEmpty {
                writer.array("link") { writer in
                    for link in links {
                        writer.object { writer in
                            writer.member("relation", link.relation)
                            writer.member("url", link.address)
                        }
                    }
                }
            }
            if !entries.isEmpty {
                writer.array("entry") { writer in for entry in entries { writer.raw(entry) } }
            }
        }
        return writer.bytes
    }

    var response: FHIRResponse {
        FHIRResponse(
            status: 200, headers: [("Content-Type", FHIRMediaType.json)], body: bytes, disclosure: disclosure)
    }
}

/// Status lines of bundle entries.
enum HTTPStatus {
    static func line(_ status: Int) -> String {
        let phrase =
            switch status {
            case 200: "OK"
            case 201: "Created"
            case 204: "No Content"
            case 304: "Not Modified"
            case 400: "Bad Request"
            case 403: "Forbidden"
            case 404: "Not Found"
            case 405: "Method Not Allowed"
            case 409: "Conflict"
            case 410: "Gone"
            case 412: "Precondition Failed"
            case 413: "Content Too Large"
            case 422: "Unprocessable Content"
            case 429: "Too Many Requests"
            case 503: "Service Unavailable"
            default: ""
            }
        return phrase.isEmpty ? "\(status)" : "\(status) \(phrase)"
    }
}
