// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Short forms for what the cases do again and again.
enum Draft {
    static let extractor = IndexExtractor()

    /// A resource from its JSON, ready to write.
    static func resource(_ json: String, labels: SensitivityLabels = []) throws -> PreparedResource {
        let resource = try Resource(json.utf8)
        let id = try requireValue(resource.id, "a draft needs an id")
        return try PreparedResource(resource, id: id, labels: labels, extractor: extractor)
    }

    /// A Patient with a family name.
    static func patient(_ id: String, family: String = "Okafor", labels: SensitivityLabels = []) throws -> WriteChange {
        try put(#"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(family)"}]}"#, labels: labels)
    }

    /// An Observation of a patient with a code.
    static func observation(
        _ id: String, patient: String = "p1", code: String = "4548-4", system: String = "http://loinc.org",
        identifier: String? = nil, labels: SensitivityLabels = []
    ) throws -> WriteChange {
        let business = identifier.map { #","identifier":[{"system":"urn:lab","value":"\#($0)"}]"# } ?? ""
        return try put(
            """
            {"resourceType":"Observation","id":"\(id)"\(business),"status":"final",\
            "code":{"coding":[{"system":"\(system)","code":"\(code)"}]},"subject":{"reference":"Patient/\(patient)"}}
            """, labels: labels)
    }

    /// A change that writes a resource.
    static func put(_ json: String, labels: SensitivityLabels = []) throws -> WriteChange {
        WriteChange(.put(try resource(json, labels: labels)))
    }

    /// A change that deletes.
    static func delete(_ reference: String) throws -> WriteChange { WriteChange(.delete(try id(reference))) }

    /// `Type/id` as a value.
    static func id(_ reference: String) throws -> ResourceID {
        try requireValue(ResourceID(reference: reference), "\(reference) is no reference")
    }

    /// A search from its text, such as `code=http://loinc.org|4548-4&_sort=-date`.
    static func query(_ type: String, _ text: String = "") throws -> SearchQuery {
        let parameters = text.split(separator: "&").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(pieces[0]), value: pieces.count > 1 ? String(pieces[1]) : "")
        }
        return try SearchQueryParser().parse(resourceType: type, parameters: parameters)
    }
}

extension WriteChange {
    /// The same change under an expectation.
    func expecting(_ expectation: Expectation) -> WriteChange { WriteChange(content, expecting: expectation) }
}

extension RecordStore {
    /// Writes changes as one batch.
    @discardableResult
    func write(_ changes: WriteChange...) async throws -> WriteOutcome {
        try await write(WriteBatch(changes: changes))
    }

    /// The ids of all matches, page by page, in order.
    func ids(_ type: String, _ text: String = "", visibility: Visibility = .unrestricted) async throws -> [String] {
        try await allMatches(Draft.query(type, text), visibility: visibility).map(\.id.id)
    }

    /// All matches of a search, page by page, in order.
    func allMatches(_ query: SearchQuery, visibility: Visibility = .unrestricted) async throws -> [StoredVersion] {
        var matches: [StoredVersion] = []
        var position: SearchPosition?
        repeat {
            let page = try await search(query, visibility: visibility, page: position)
            matches += page.matches
            position = page.next
        } while position != nil
        return matches
    }

    /// Versions of a resource, newest first, below version `before`.
    func history(
        of id: ResourceID, before: Int?, count: Int, visibility: Visibility
    ) async throws -> [StoredVersion] {
        guard count > 0 else { return [] }
        let versions = try await allVersions(HistoryQuery(.resource(id), count: count), visibility: visibility)
        return Array(versions.filter { version in before.map { version.version < $0 } ?? true }.prefix(count))
    }

    /// All versions of a history, page by page.
    func allVersions(_ query: HistoryQuery, visibility: Visibility = .unrestricted) async throws -> [StoredVersion] {
        var versions: [StoredVersion] = []
        var position: SearchPosition?
        repeat {
            let page = try await history(query, visibility: visibility, page: position)
            try require(page.versions.count <= query.count, "a page of \(query) is too long")
            versions += page.versions
            position = page.next
        } while position != nil
        return versions
    }

    /// The whole change feed, read in pieces.
    func allChanges(pieces: Int = 7) async throws -> [StoreChange] {
        var changes: [StoreChange] = []
        while true {
            let piece = try await self.changes(after: changes.last?.position ?? 0, limit: pieces)
            if piece.isEmpty { return changes }
            changes += piece
        }
    }
}
