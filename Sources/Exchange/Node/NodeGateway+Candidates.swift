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
        let (answer, patients) = try await find(search)
        try await note(
            request, .findPerson, .allowed, reasons: [], policyVersion: policy.version, people: patients)
        return answer
    }

    /// Everyone born that day is looked at, for a record under another name may say that the address is protected.
    private func find(_ search: CandidateSearch) async throws -> (answer: NodeCandidates, patients: [String]) {
        var answer = NodeCandidates(candidates: [])
        let wanted = PatientIdentity.folded(search.family)
        // An empty name would fit everyone born that day.
        guard !wanted.isEmpty else { return (answer, []) }
        let born = try await patients([Self.clause("birthdate", .period(Self.day(search.birthDate)))])
            .map { (patient: $0, identity: PatientIdentity($0)) }
        for (patient, identity) in born where Self.isRestricted(patient) {
            if case .usable(let number) = identity.number { answer.protected.insert(number) }
            if identity.families.contains(where: { $0.hasPrefix(wanted) }) { answer.hasProtectedNamesake = true }
        }
        let postcode = PatientIdentity.compact(search.postcode)
        var ids: [String] = []
        for (patient, identity) in born where !Self.isRestricted(patient) && identity.postcodes.contains(postcode) {
            guard identity.families.contains(where: { $0.hasPrefix(wanted) }) else { continue }
            if let given = search.given, !Self.hasGiven(given, patient) { continue }
            var number: NHSNumber?
            if case .usable(let usable) = identity.number { number = usable }
            guard number.map({ !answer.protected.contains($0) }) ?? !answer.hasProtectedNamesake else { continue }
            ids.append(identity.patient.id)
            answer.candidates.append(
                Self.candidate(patient, number: number, identity: identity, postcode: search.postcode))
        }
        answer.candidates = CandidateList.merged(answer.candidates)
        answer.hasMore = answer.candidates.count > Self.largestList
        answer.candidates = Array(answer.candidates.prefix(Self.largestList))
        return (answer, ids)
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
