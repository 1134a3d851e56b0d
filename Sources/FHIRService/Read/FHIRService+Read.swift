// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

extension FHIRService {
    func read(_ id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        let subset = try Subset(ofReading: id.type, request, self)
        guard let version = try await store.read(id, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return try response(with: version, subset, request)
    }

    func read(_ id: ResourceID, version number: Int, _ request: FHIRRequest) async throws -> FHIRResponse {
        let subset = try Subset(ofReading: id.type, request, self)
        guard let version = try await store.read(id, version: number, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return try response(with: version, subset, request)
    }

    /// The answer that carries one version, or a part of it, or that it was deleted.
    ///
    /// Its tag is that of the version whatever part is given, for tags are what changes and conditional reads go by.
    private func response(
        with version: StoredVersion, _ subset: Subset, _ request: FHIRRequest
    ) throws -> FHIRResponse {
        // Also an answer without a body tells that the resource is, or was, there.
        var disclosure = Disclosure()
        if let person = version.person { disclosure.people.insert(person) }
        guard let bytes = version.bytes else {
            var response = FHIRRefusal.gone(version.id).response
            response.headers += headers(of: version)
            response.disclosure = disclosure
            return response
        }
        var headers = headers(of: version)
        if request.headers.knows(version) {
            return FHIRResponse(status: 304, headers: headers, disclosure: disclosure)
        }
        headers.append(("Content-Type", FHIRMediaType.json))
        disclosure.note(version.id, person: version.person)
        return FHIRResponse(
            status: 200, headers: headers, body: try subset.cut(bytes), disclosure: disclosure)
    }

    private func headers(of version: StoredVersion) -> [(name: String, value: String)] {
        [
            ("ETag", "W/\"\(version.version)\""), ("Last-Modified", HTTPDate.text(version.lastUpdated)),
            (FHIRResponse.instantHeader, version.lastUpdated.instant),
        ]
    }

    /// Refuses query parameters that would otherwise be ignored in silence.
    func refuseParameters(of request: FHIRRequest, except known: [String]) throws(FHIRRefusal) {
        let issues = request.query.filter { !FormParameters.areOfForm($0.name) && !known.contains($0.name) }.map {
            parameter in
            CareIssue(
                .notSupported,
                "'\(parameter.name.prefix(64))' is not a parameter here; "
                    + (known.isEmpty
                        ? "there are none but _format and _pretty"
                        : "the parameters are: \(known.joined(separator: ", "))"),
                at: "http.\(parameter.name.prefix(64))")
        }
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
    }

    /// The number that a parameter holds; one above `largest` is lowered to it.
    func wholeNumber(_ name: String, in request: FHIRRequest, largest: Int = 1_000) throws(FHIRRefusal) -> Int? {
        guard let text = request.query.first(where: { $0.name == name })?.value else { return nil }
        guard let number = Int(text), number > 0 else {
            throw FHIRRefusal(400, .value, "The value of '\(name)' is a whole number from 1", at: "http.\(name)")
        }
        return min(number, largest)
    }
}

extension FHIRHeaders {
    /// Whether who asks has this version already.
    ///
    /// A date is only looked at where no version is named, and left alone where it is none, as RFC 9110 says.
    fileprivate func knows(_ version: StoredVersion) -> Bool {
        if let ifNoneMatch { return ETag.isMet(ifNoneMatch, by: version.version) }
        guard let end = ifModifiedSince.flatMap(HTTPDate.end) else { return false }
        return version.lastUpdated <= end
    }
}

/// Version tags of HTTP headers.
enum ETag {
    /// The version numbers in `W/"3", W/"4"`; quotes may be left out, anything else is no version.
    static func list(_ text: String) -> [Int] {
        text.split(separator: ",").compactMap { part in
            var tag = part.trimmed
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            if tag.count > 2, tag.first == "\"", tag.last == "\"" { tag = tag.dropFirst().dropLast() }
            return tag.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(tag) : nil
        }
    }

    /// Whether a version is among those of an `If-None-Match`; `*` stands for all.
    static func isMet(_ text: String, by version: Int) -> Bool { isAny(text) || list(text).contains(version) }

    /// Whether the text stands for all versions.
    static func isAny(_ text: String) -> Bool { Substring(text).trimmed == "*" }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
