// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Jobs
internal import RecordStore

/// Of what an export is asked for.
enum ExportScope: Equatable {
    case system
    case patients
    case group(ResourceID)

    /// The address below the service's.
    var path: String {
        switch self {
        case .system: "$export"
        case .patients: "Patient/$export"
        case .group(let id): "\(id.reference)/$export"
        }
    }
}

/// Reads what an export is asked to hold (Bulk Data Access 2.0; `_until` is of 3.0).
struct ExportRequest {
    private static let known = ["_outputFormat", "_since", "_until", "_type", "_typeFilter", "patient"]
    private static let formats: Set = ["application/fhir+ndjson", "application/ndjson", "ndjson"]

    let scope: ExportScope
    let service: FHIRService
    private let caller: FHIRCaller
    private let parameters: [(name: String, value: String)]
    private let request: FHIRRequest
    /// Whose information is asked for by name.
    private(set) var patients: [String] = []

    init(_ request: FHIRRequest, _ scope: ExportScope, _ service: FHIRService) throws {
        var asked = request
        asked.query = try OperationParameters.all(of: request)
        if request.headers.handling == .lenient { asked.query.removeAll { !Self.known.contains($0.name) } }
        self.request = asked
        self.scope = scope
        self.service = service
        caller = request.caller
        parameters = asked.query
        try check(isPosted: request.method == .post)
        for address in values("patient") {
            guard scope != .system else {
                throw FHIRRefusal(
                    400, .notSupported, "An export of the whole server takes no patient; ask at Patient/$export",
                    at: "http.patient")
            }
            guard case .local(let id) = ReferenceTarget(address, base: service.base), id.type == "Patient" else {
                throw FHIRRefusal(400, .value, "A patient is given as Patient/[id]", at: "http.patient")
            }
            patients.append(id.id)
        }
    }

    private func values(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

    private func check(isPosted: Bool) throws {
        if parameters.contains(where: { $0.name == "includeAssociatedData" }) {
            throw FHIRRefusal(
                400, .notSupported,
                "Associated data cannot be chosen; ask for its types with _type, such as Provenance",
                at: "http.includeAssociatedData")
        }
        try service.refuseParameters(of: request, except: Self.known)
        guard isPosted || values("patient").isEmpty else {
            throw FHIRRefusal(
                400, .notSupported, "Patients are named in the Parameters of a POST, not in the address",
                at: "http.patient")
        }
        guard values("_outputFormat").allSatisfy({ Self.formats.contains(MediaType($0).name) }) else {
            throw FHIRRefusal(
                400, .notSupported, "Exports are made as application/fhir+ndjson only", at: "http._outputFormat")
        }
    }

    // MARK: The order

    /// What is to be exported.
    func order() async throws -> ExportOrder {
        let types = try types()
        let filters = try filters(among: types)
        let since = try service.time("_since", in: request)?.earliest.microseconds
        let until = try service.time("_until", in: request)?.earliest.microseconds
        if let since, let until, since >= until {
            throw FHIRRefusal(400, .value, "The value of '_since' is before that of '_until'", at: "http._since")
        }
        var order = ExportOrder(parts: [], since: since, until: until)
        order.needsPerson = scope != .system
        order.onlyPeople = try await people()
        // Whoever sees some people only is given their records one by one, which reads nobody else's.
        var oneByOne = order.onlyPeople
        if case .only(let seen) = caller.visibility.people {
            oneByOne = (oneByOne.map { seen.intersection($0) } ?? seen).sorted()
        }
        for type in types {
            let isRead = oneByOne != nil && filters[type] == nil && PersonParameters.canConcernPerson(type)
            if isRead {
                order.typesOfPeople.append(type)
            } else {
                order.parts.append(.init(type: type, filters: filters[type] ?? []))
            }
        }
        if !order.typesOfPeople.isEmpty { order.people = oneByOne ?? [] }
        return order
    }

    private func types() throws -> [String] {
        let named = values("_type").flatMap { $0.split(separator: ",").map(String.init) }
        guard named.allSatisfy(R4.isResourceType) else {
            throw FHIRRefusal(
                400, .value, "'_type' holds something else than names of resource types", at: "http._type")
        }
        guard scope != .system else { return named.isEmpty ? R4.resourceTypes : Set(named).sorted() }
        guard named.allSatisfy(PersonParameters.canConcernPerson) else {
            throw FHIRRefusal(
                400, .notSupported, "'_type' holds types that concern no patient; ask for them at $export",
                at: "http._type")
        }
        return named.isEmpty ? R4.resourceTypes.filter(PersonParameters.canConcernPerson) : Set(named).sorted()
    }

    /// The filters by type, each checked by reading it.
    private func filters(among types: [String]) throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        for filter in values("_typeFilter").flatMap({ Self.filters(in: $0) }) {
            let parts = filter.split(separator: "?", maxSplits: 1).map(String.init)
            guard parts.count == 2, types.contains(parts[0]) else {
                throw FHIRRefusal(
                    400, .value, "A filter is a search such as Observation?status=final, of a type that is exported",
                    at: "http._typeFilter")
            }
            let query = try service.parser
                .parse(resourceType: parts[0], parameters: FormParameters.parse(parts[1]))
            let plain = SearchQuery(resourceType: parts[0], clauses: query.clauses)
            guard !query.clauses.isEmpty, query == plain else {
                throw FHIRRefusal(
                    400, .notSupported,
                    "A filter only chooses: leave out what speaks of the answer, as _include or _sort",
                    at: "http._typeFilter")
            }
            found[parts[0], default: []].append(parts[1])
        }
        return found
    }

    /// The searches of a list: a comma parts them where the name of a type and a question mark follow.
    private static func filters(in list: String) -> [String] {
        var filters: [String] = []
        for piece in list.split(separator: ",", omittingEmptySubsequences: false) {
            let name = piece.prefix { $0 != "?" }
            if filters.isEmpty || name.count < piece.count && R4.isResourceType(String(name)) {
                filters.append(String(piece))
            } else {
                filters[filters.count - 1] += "," + piece
            }
        }
        return filters
    }

    // MARK: People

    /// Whose information is asked for; nil for everyone's.
    private func people() async throws -> [String]? {
        switch scope {
        case .system: return nil
        case .patients:
            guard !patients.isEmpty else { return nil }
            for id in patients {
                let version = try await service.store.read(ResourceID("Patient", id), visibility: caller.visibility)
                guard version?.body != nil else { throw Self.absent }
            }
            return Set(patients).sorted()
        case .group(let id):
            let members = try await members(of: id)
            guard !patients.isEmpty else { return members.sorted() }
            guard members.isSuperset(of: patients) else { throw Self.absent }
            return Set(patients).sorted()
        }
    }

    private static var absent: FHIRRefusal {
        FHIRRefusal(
            400, .notFound, "A patient that is named is not here, or is no member of the group", at: "http.patient")
    }

    private func members(of id: ResourceID) async throws -> Set<String> {
        guard let version = try await service.store.read(id, visibility: caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        guard let group = try version.body?.resource() else { throw FHIRRefusal.gone(id) }
        var members = Set<String>()
        for member in group.items("member") where member["inactive"]?.bool != true {
            guard let address = member["entity"]?["reference"]?.string,
                case .local(let target) = ReferenceTarget(address, base: service.base), target.type == "Patient"
            else { continue }
            members.insert(target.id)
        }
        return members
    }
}
