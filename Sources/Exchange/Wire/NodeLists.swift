// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
internal import CareTypes
internal import FHIRModel

/// A node's answer about relationships.
package struct NodeRelationships: Sendable, Equatable {
    package var relationships: [CareRelationship]
    /// Whether the node knows the person at all.
    package var isKnown: Bool

    /// An answer; see the members.
    package init(relationships: [CareRelationship], isKnown: Bool) {
        self.relationships = relationships
        self.isKnown = isKnown
    }

    /// The answer as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("known", isKnown)
            writer.array("relationships") { writer in for tie in relationships { tie.write(to: &writer) } }
        }
        return writer.bytes
    }

    /// Reads an answer.
    package init(_ bytes: some Sequence<UInt8>) throws(NodeFailure) {
        guard let root = try? JSONDocument.parse(bytes).root, let isKnown = root["known"]?.bool else { throw .unreadable }
        self.init(relationships: root.items("relationships").compactMap(CareRelationship.init), isKnown: isKnown)
    }
}

/// A node's answer to a search for a person.
package struct NodeCandidates: Sendable, Equatable {
    package var candidates: [Candidate]

    /// An answer.
    package init(candidates: [Candidate]) {
        self.candidates = candidates
    }

    /// The answer as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            for candidate in candidates {
                writer.object { writer in
                    writer.member("nhsNumber", candidate.number?.digits)
                    writer.member("birthDate", candidate.birthDate?.description)
                    writer.member("family", candidate.family)
                    writer.member("given", candidate.given)
                    writer.member("gender", candidate.gender)
                    writer.member("postcode", candidate.postcode)
                }
            }
        }
        return writer.bytes
    }

    /// Reads an answer.
    package init(_ bytes: some Sequence<UInt8>) throws(NodeFailure) {
        guard let root = try? JSONDocument.parse(bytes).root, root.isArray else { throw .unreadable }
        candidates = root.children.map { entry in
            Candidate(
                number: entry["nhsNumber"]?.string.flatMap { try? NHSNumber($0) },
                birthDate: entry["birthDate"]?.string.flatMap { CivilDate($0) }, family: entry["family"]?.string ?? "",
                given: entry["given"]?.string ?? "", gender: entry["gender"]?.string, postcode: entry["postcode"]?.string)
        }
    }
}
