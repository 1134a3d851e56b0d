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
        guard let root = try? JSONDocument.parse(bytes).root, let isKnown = root["known"]?.bool,
            let list = root["relationships"], list.isArray
        else { throw .unreadable }
        self.init(relationships: [], isKnown: isKnown)
        for entry in list.children {
            guard let tie = CareRelationship(entry) else { throw .unreadable }
            relationships.append(tie)
        }
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
        candidates = []
        for entry in root.children {
            guard let family = entry["family"]?.string, let given = entry["given"]?.string else { throw .unreadable }
            var candidate = Candidate(
                number: nil, birthDate: nil, family: family, given: given, gender: entry["gender"]?.string,
                postcode: entry["postcode"]?.string)
            if let number = entry["nhsNumber"] {
                guard let text = number.string, let valid = try? NHSNumber(text) else { throw .unreadable }
                candidate.number = valid
            }
            if let date = entry["birthDate"] {
                guard let valid = date.string.flatMap({ CivilDate($0) }) else { throw .unreadable }
                candidate.birthDate = valid
            }
            candidates.append(candidate)
        }
    }
}
