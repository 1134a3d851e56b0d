// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Identity

/// Puts together who several records may mean: one candidate a number where all agree, else all of them and in what
/// they differ.
enum CandidateList {
    /// The candidates of several nodes, without anyone whose address one of the nodes protects.
    ///
    /// A candidate without a number may be somebody protected who has the same name and birthday, and stays out, too.
    static func joined(_ answers: [NodeCandidates]) -> [Candidate] {
        let protected = answers.reduce(into: Set<NHSNumber>()) { $0.formUnion($1.protected) }
        let hasNamesake = answers.contains(where: \.hasProtectedNamesake)
        return merged(
            answers.flatMap(\.candidates).filter { candidate in
                candidate.number.map { !protected.contains($0) } ?? !hasNamesake
            })
    }

    /// The same people, each once; those without a number are never taken for one another.
    static func merged(_ candidates: [Candidate]) -> [Candidate] {
        var merged: [Candidate] = []
        for candidate in candidates {
            let place = merged.firstIndex {
                candidate.number != nil && $0.number == candidate.number && differences($0, candidate).isEmpty
            }
            if let place { merged[place].complete(from: candidate) } else { merged.append(candidate) }
        }
        for (place, candidate) in merged.enumerated() where candidate.number != nil {
            let others = merged.enumerated().filter { $0.offset != place && $0.element.number == candidate.number }
            merged[place].disagreements = others.reduce(into: []) { $0.formUnion(differences(candidate, $1.element)) }
        }
        return merged
    }

    /// In what two candidates differ; what one of them does not say is no difference.
    static func differences(_ one: Candidate, _ other: Candidate) -> Set<Candidate.Detail> {
        var differences: Set<Candidate.Detail> = []
        let families = [one.family, other.family].map(PatientIdentity.folded)
        if !families.contains(""), families[0] != families[1] { differences.insert(.family) }
        if !isSameGivenName(one.given, other.given) { differences.insert(.given) }
        if let gender = one.gender, let another = other.gender, gender != another { differences.insert(.gender) }
        return differences
    }

    /// The first given name counts; an initial stands for every name that begins with it.
    private static func isSameGivenName(_ one: String, _ other: String) -> Bool {
        let names = [one, other].map { PatientIdentity.folded(String($0.split(separator: " ").first ?? "")) }
        guard !names.contains(""), names[0] != names[1] else { return true }
        return names.contains { $0.count == 1 } && names[0].first == names[1].first
    }
}

extension Candidate {
    /// Takes over what another record of the same person says and this one does not.
    fileprivate mutating func complete(from other: Candidate) {
        if family.isEmpty { family = other.family }
        if given.count < other.given.count { given = other.given }
        gender = gender ?? other.gender
        postcode = postcode ?? other.postcode
    }
}
