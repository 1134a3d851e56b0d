// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// What part of everything is asked for.
struct EverythingRequest {
    /// Only these types; nil for all.
    let types: Set<String>?
    /// Most resources on a page, without their context.
    let count: Int
    /// Only what was recorded at this moment or later.
    private let since: Timestamp?
    /// Only what was done, or happened, in this time, and what says no time.
    private let care: ClosedRange<Int64>?

    /// The parameters of `$everything`.
    static let definitions: [OperationParameters.Definition] = [
        .date("start"), .date("end"), .date("_since"), .init(name: "_type", members: ["valueCode"], repeats: true),
        .wholeNumber("_count"),
    ]

    /// Types whose dates are those of a person and not of care.
    private static let people: Set = ["Patient", "Person", "RelatedPerson", "Practitioner"]

    init(_ request: FHIRRequest, _ service: FHIRService) throws(FHIRRefusal) {
        let names = request.query.filter { $0.name == "_type" }.flatMap { $0.value.split(separator: ",") }
        types = names.isEmpty ? nil : Set(names.map(String.init))
        if let types, !types.allSatisfy(R4.isResourceType) {
            throw FHIRRefusal(
                400, .value, "The value of '_type' holds something else than names of resource types", at: "http._type")
        }
        count = try service.wholeNumber("_count", in: request) ?? 500
        since = try service.time("_since", in: request)?.earliest
        let start = try service.time("start", in: request)?.earliest.microseconds
        let end = try service.time("end", in: request).map { $0.end.microseconds - 1 }
        if let start, let end, start > end {
            throw FHIRRefusal(400, .value, "The value of 'start' is not after that of 'end'", at: "http.start")
        }
        care = start == nil && end == nil ? nil : (start ?? .min)...(end ?? .max)
    }

    /// Whether a resource belongs to what is asked for.
    func holds(_ version: StoredVersion, _ extractor: IndexExtractor) throws -> Bool {
        guard let body = version.body else { return false }
        if let types, !types.contains(version.id.type) { return false }
        if let since, version.lastUpdated < since { return false }
        guard let care, !Self.people.contains(version.id.type) else { return true }
        let periods = extractor.entries(of: try body.resource()).periods
        return periods.isEmpty || periods.contains { $0.low <= care.upperBound && $0.high > care.lowerBound }
    }
}
