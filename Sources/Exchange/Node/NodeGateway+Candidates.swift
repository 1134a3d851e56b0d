// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Identity

extension NodeGateway {
    /// Most candidates that one node names.
    package static let largestList = 20

    /// People who might be meant: all of name, date of birth and postcode must fit.
    ///
    /// Someone whose address any source protects is not found by an address.
    ///
    /// Recorded before it is answered, whether the user may look people up or not.
    package func candidates(_ search: CandidateSearch, _ request: NodeRequest) async throws -> NodeCandidates {
        guard policy.mayFindPeople(request.user) else {
            try await note(
                request, .findPerson, .denied, reasons: [.roleSeesNothing], policyVersion: policy.version, people: [])
            return NodeCandidates(candidates: [])
        }
        let found = try await find(search)
        try await note(
            request, .findPerson, .allowed, reasons: [], policyVersion: policy.version, people: found.map(\.patient))
        return NodeCandidates(candidates: found.map(\.candidate))
    }

    private func find(_ search: CandidateSearch) async throws -> [(patient: String, candidate: Candidate)] {
        // An empty name would fit everyone born that day.
        guard !PatientIdentity.folded(search.family).isEmpty else { return [] }
        let born = Self.clause("birthdate", .period(Self.day(search.birthDate)))
        let named = Self.clause("family", .textPrefix(TextFolding.fold(search.family)))
        let postcode = PatientIdentity.compact(search.postcode)
        var found: [(patient: String, candidate: Candidate)] = []
        var numbers = Set<NHSNumber>()
        for patient in try await patients([born, named]) {
            let identity = PatientIdentity(patient)
            guard !Self.isRestricted(patient), identity.postcodes.contains(postcode) else { continue }
            if let given = search.given, !Self.hasGiven(given, patient) { continue }
            var number: NHSNumber?
            if case .usable(let usable) = identity.number {
                guard numbers.insert(usable).inserted,
                    try await !match(TracedPerson(number: usable, birthDate: search.birthDate)).isRestricted
                else { continue }
                number = usable
            }
            let candidate = Self.candidate(patient, number: number, identity: identity, postcode: search.postcode)
            found.append((identity.patient.id, candidate))
            if found.count == Self.largestList { break }
        }
        return found
    }

    private static func hasGiven(_ given: String, _ patient: Resource) -> Bool {
        let wanted = TextFolding.fold(given)
        return patient.items("name").contains { name in
            name.items("given").contains { TextFolding.fold($0.string ?? "").hasPrefix(wanted) }
        }
    }

    private static func candidate(
        _ patient: Resource, number: NHSNumber?, identity: PatientIdentity, postcode: String
    ) -> Candidate {
        let names = patient.items("name").filter { $0["use"]?.equals("old") != true }
        let name =
            names.first { $0["use"]?.equals("official") ?? false || $0["use"]?.equals("usual") ?? false } ?? names.first
        let given = name?.items("given").compactMap(\.string).joined(separator: " ") ?? ""
        return Candidate(
            number: number, birthDate: identity.birthDate, family: name?["family"]?.string ?? "", given: given,
            gender: patient["gender"]?.string, postcode: postcode.uppercased())
    }
}

extension AccessPolicy {
    /// Whether a user may look people up: staff whose role gives the details that identify a person.
    func mayFindPeople(_ user: EndUser) -> Bool {
        guard user.kind == .professional, user.organisation != nil, user.purpose != .selfAccess, let role = user.role
        else {
            return false
        }
        return roles[role]?.care.contains(.person) ?? false
    }
}
