// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch

/// Where a search looks.
enum SearchScope: Equatable {
    case type(String)
    /// All types, or those that `_type` names.
    case all
    /// What belongs to a patient, encounter, practitioner, related person or device; of one type or of all.
    case compartment(ResourceID, type: String?)

    /// The compartment of a resource.
    ///
    /// - Throws: a refusal where there is no such compartment, or the type has no part in it.
    init(compartmentOf id: ResourceID, type: String?) throws(FHIRRefusal) {
        guard R4.compartment(id.type) != nil else {
            throw FHIRRefusal(
                404, .notSupported,
                "There are no compartments of \(id.type), only of \(Self.centres.joined(separator: ", "))")
        }
        let types = Self.types(ofCompartment: id.type)
        if let type, !types.contains(type) {
            throw FHIRRefusal(
                404, .notSupported,
                "\(type) has no part in the compartment of a \(id.type), but: \(types.joined(separator: ", "))")
        }
        self = .compartment(id, type: type)
    }

    /// The types that have a compartment.
    static let centres = ["Device", "Encounter", "Patient", "Practitioner", "RelatedPerson"]

    /// The types that have a part in a compartment.
    static func types(ofCompartment centre: String) -> [String] {
        guard let compartment = R4.compartment(centre) else { return [] }
        return compartment.resourceTypes.filter { !clauses(of: $0, in: compartment, about: "").isEmpty }
    }

    /// The address below the service's.
    var path: String {
        switch self {
        case .type(let type): type
        case .all: ""
        case .compartment(let id, let type): "\(id.reference)/\(type ?? "*")"
        }
    }

    /// The types that are searched.
    ///
    /// - Parameter names: the values of `_type`, each with commas between names; nil where there is none.
    func types(named names: [String]?) throws(FHIRRefusal) -> [String] {
        let possible: [String]
        switch self {
        case .type(let type): return [type]
        case .compartment(_, let type?): return [type]
        case .compartment(let id, nil): possible = Self.types(ofCompartment: id.type)
        case .all: possible = R4.resourceTypes
        }
        guard let names else { return possible }
        let wanted = names.map { Set($0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)) }
        guard wanted.allSatisfy({ $0.isSubset(of: possible) }) else {
            throw FHIRRefusal(
                400, .value, "The value of '_type' is one or more of: \(possible.joined(separator: ", "))",
                at: "http._type")
        }
        return possible.filter { type in wanted.allSatisfy { $0.contains(type) } }
    }

    /// Whether `_type` may choose among the types.
    var hasManyTypes: Bool {
        switch self {
        case .type, .compartment(_, type: _?): false
        case .all, .compartment(_, type: nil): true
        }
    }

    /// What must hold of a resource for its place alone.
    func clauses(for type: String) -> [SearchClause] {
        guard case .compartment(let id, _) = self, let compartment = R4.compartment(id.type) else { return [] }
        let clauses = Self.clauses(of: type, in: compartment, about: id.id)
        return clauses.count == 1 ? clauses : [.any(clauses)]
    }

    /// Any one of these ties a resource to the centre of a compartment.
    private static func clauses(
        of type: String, in compartment: R4.Compartment, about id: String
    ) -> [SearchClause] {
        let target = SearchValue.reference([.local(ResourceID(compartment.code, id))])
        var clauses = (compartment.parameters[type] ?? []).compactMap { code -> SearchClause? in
            ParameterCatalog.r4.parameter(code, for: type).map { .parameter($0.ordinal, [target]) }
        }
        if compartment.includesItself, type == compartment.code { clauses.append(.id([id])) }
        return clauses
    }
}
