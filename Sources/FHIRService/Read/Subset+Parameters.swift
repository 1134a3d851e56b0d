// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch

/// `_summary` and `_elements` as requests state them.
extension Subset {
    /// The parameters that choose a part of each resource.
    static let parameters = ["_summary", "_elements"]

    /// What a read of one resource asks for.
    ///
    /// - Throws: 400 for other parameters and for values that mean nothing for one resource.
    init(ofReading type: String, _ request: FHIRRequest, _ service: FHIRService) throws(FHIRRefusal) {
        guard !request.query.isEmpty else {
            self = .whole
            return
        }
        try service.refuseParameters(of: request, except: Self.parameters)
        for parameter in request.query where parameter.name == "_summary" {
            guard ["true", "text", "data", "false"].contains(parameter.value) else {
                throw FHIRRefusal(
                    400, .value, "The value of '_summary' is true, text, data or false for one resource",
                    at: "http._summary")
            }
        }
        try Self.checkElements(of: request.query, of: [type])
        self.init(request.query)
    }

    /// Refuses names in `_elements` that no resource of the answer can have.
    static func checkElements(
        of parameters: [(name: String, value: String)], of types: [String]
    ) throws(FHIRRefusal) {
        var parameters = parameters
        _ = try takeOutUnknown(from: &parameters, of: types, handling: .strict)
    }

    /// Takes names out of `_elements` that no resource of the answer can have.
    ///
    /// - Returns: what is to be told of them.
    /// - Throws: 400 instead, unless the client wants what is unknown left out.
    fileprivate static func takeOutUnknown(
        from parameters: inout [(name: String, value: String)], of types: [String], handling: PreferredHandling
    ) throws(FHIRRefusal) -> [CareIssue] {
        var issues: [CareIssue] = []
        for position in parameters.indices where parameters[position].name == "_elements" {
            let names = parameters[position].value.split(separator: ",")
            let known = names.filter { isElement($0, of: types) }
            guard known.count < names.count || names.isEmpty else { continue }
            guard handling == .lenient else {
                throw FHIRRefusal(
                    400, .value,
                    "'_elements' holds something else than names of elements at the top of a resource, with commas between",
                    at: "http._elements")
            }
            parameters[position].value = known.joined(separator: ",")
            issues.append(
                CareIssue(
                    .notSupported, "Names in '_elements' that are no elements were left out", at: "http._elements",
                    severity: .warning))
        }
        parameters.removeAll { $0.name == "_elements" && $0.value.isEmpty }
        return issues
    }

    /// Whether a name, perhaps with its type in front, is that of an element at the top of one of these types.
    private static func isElement(_ text: Substring, of types: [String]) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let last = parts.last else { return false }
        // fhirpy asks for the resourceType too, which every part has.
        if text == "resourceType" { return true }
        let name = String(last)
        let possible = parts.count == 2 ? [String(parts[0])] : types
        return possible.contains { type in
            guard let structure = R4.structure(named: type), structure.isConcreteResource else { return false }
            return structure.element(named: name) != nil || structure.element(pathName: name) != nil
        }
    }
}

extension ReadSearch {
    /// Takes names out of `_elements` that nothing in the answer can have; refuses them where the client is strict.
    mutating func checkElements(_ handling: PreferredHandling) throws(FHIRRefusal) {
        guard used.contains(where: { $0.name == "_elements" }) else { return }
        // What is included may be of any type.
        let bringsMore = queries.contains { !$0.includes.isEmpty }
        leftOut += try Subset.takeOutUnknown(
            from: &used, of: bringsMore ? R4.resourceTypes : queries.map(\.resourceType), handling: handling)
    }
}
