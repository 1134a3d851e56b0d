// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Identity

extension NodeGateway {
    /// Most candidates that one node names.
    package static let largestList = 20

    /// People who might be meant: all of name, date of birth and postcode must
    /// fit. Someone with a protected address is found, but not by the address.
    package func candidates(_ search: CandidateSearch) async throws -> NodeCandidates {
        let born = Self.clause("birthdate", .period(Self.day(search.birthDate)))
        let named = Self.clause("family", .textPrefix(TextFolding.fold(search.family)))
        let postcode = PatientIdentity.compact(search.postcode)
        var candidates: [Candidate] = []
        var numbers = Set<NHSNumber>()
        for patient in try await patients([born, named]) {
            let identity = PatientIdentity(patient)
            guard !Self.isRestricted(patient), identity.postcodes.contains(postcode) else { continue }
            if let given = search.given, !Self.hasGiven(given, patient) { continue }
            var number: NHSNumber?
            if case .usable(let usable) = identity.number {
                guard numbers.insert(usable).inserted else { continue }
                number = usable
            }
            candidates.append(Self.candidate(patient, number: number, identity: identity, postcode: search.postcode))
            if candidates.count == Self.largestList { break }
        }
        return NodeCandidates(candidates: candidates)
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
        let name = names.first { $0["use"]?.equals("official") ?? false || $0["use"]?.equals("usual") ?? false } ?? names.first
        let given = name?.items("given").compactMap(\.string).joined(separator: " ") ?? ""
        return Candidate(
            number: number, birthDate: identity.birthDate, family: name?["family"]?.string ?? "", given: given,
            gender: patient["gender"]?.string, postcode: postcode.uppercased())
    }
}
