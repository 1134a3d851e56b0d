// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
internal import FHIRModel

/// A node's answer about relationships.
package struct NodeRelationships: Sendable, Equatable {
    package var relationships: [CareRelationship]
    /// Whether the node knows the person at all.
    package var isKnown: Bool
    /// Whether the node protects the person's address.
    package var isProtected: Bool

    /// An answer; see the members.
    package init(relationships: [CareRelationship], isKnown: Bool, isProtected: Bool = false) {
        self.relationships = relationships
        self.isKnown = isKnown
        self.isProtected = isProtected
    }

    /// The answer as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("known", isKnown)
            writer.member("protected", isProtected)
            writer.array("relationships") { writer in for tie in relationships { tie.write(to: &writer) } }
        }
        return writer.bytes
    }

    /// Reads an answer.
    package init(_ bytes: some Sequence<UInt8>) throws(NodeFailure) {
        guard let root = try? JSONDocument.parse(bytes).root, let isKnown = root["known"]?.bool,
            let isProtected = root["protected"]?.bool, let list = root["relationships"], list.isArray
        else { throw .unreadable }
        self.init(relationships: [], isKnown: isKnown, isProtected: isProtected)
        for entry in list.children {
            guard let tie = CareRelationship(entry) else { throw .unreadable }
            relationships.append(tie)
        }
    }
}

/// A node's answer to a search for a person.
package struct NodeCandidates: Sendable, Equatable {
    package var candidates: [Candidate]
    /// Numbers of people born that day whose address the node protects: no other node's candidate under one of them
    /// may confirm a postcode.
    ///
    /// For the exchange only.
    package var protected: Set<NHSNumber>
    /// Whether one of them has the name that was searched for.
    package var hasProtectedNamesake: Bool
    /// Whether the node knows of more candidates than it names.
    package var hasMore: Bool

    /// An answer; see the members.
    package init(
        candidates: [Candidate], protected: Set<NHSNumber> = [], hasProtectedNamesake: Bool = false,
        hasMore: Bool = false
    ) {
        self.candidates = candidates
        self.protected = protected
        self.hasProtectedNamesake = hasProtectedNamesake
        self.hasMore = hasMore
    }

    /// The answer as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.array("candidates") { writer in for candidate in candidates { candidate.write(to: &writer) } }
            writer.array("protected") { writer in
                for digits in protected.map(\.digits).sorted() { writer.string(digits) }
            }
            writer.member("protectedNamesake", hasProtectedNamesake)
            writer.member("more", hasMore)
        }
        return writer.bytes
    }

    /// Reads an answer.
    package init(_ bytes: some Sequence<UInt8>) throws(NodeFailure) {
        guard let root = try? JSONDocument.parse(bytes).root, let list = root["candidates"], list.isArray,
            let protected = root["protected"], protected.isArray,
            let hasNamesake = root["protectedNamesake"]?.bool, let hasMore = root["more"]?.bool
        else { throw .unreadable }
        self.init(candidates: [], hasProtectedNamesake: hasNamesake, hasMore: hasMore)
        for entry in list.children {
            guard let candidate = Candidate(entry) else { throw .unreadable }
            candidates.append(candidate)
        }
        for entry in protected.children {
            guard let number = entry.string.flatMap({ try? NHSNumber($0) }) else { throw .unreadable }
            self.protected.insert(number)
        }
    }
}

extension Candidate {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("nhsNumber", number?.digits)
            writer.member("birthDate", birthDate?.description)
            writer.member("family", family)
            writer.member("given", given)
            writer.member("gender", gender)
            writer.member("postcode", postcode)
            if !disagreements.isEmpty {
                writer.array("disagreements") { writer in
                    for detail in Detail.allCases where disagreements.contains(detail) {
                        writer.string(detail.rawValue)
                    }
                }
            }
        }
    }

    fileprivate init?(_ entry: JSONNode) {
        guard let family = entry["family"]?.string, let given = entry["given"]?.string else { return nil }
        self.init(
            number: nil, birthDate: nil, family: family, given: given, gender: entry["gender"]?.string,
            postcode: entry["postcode"]?.string)
        if let number = entry["nhsNumber"] {
            guard let valid = number.string.flatMap({ try? NHSNumber($0) }) else { return nil }
            self.number = valid
        }
        if let date = entry["birthDate"] {
            guard let valid = date.string.flatMap({ CivilDate($0) }) else { return nil }
            birthDate = valid
        }
        disagreements = Set(entry.items("disagreements").compactMap { $0.string.flatMap(Detail.init(rawValue:)) })
    }
}

/// A node's answer to how many records look like a person's.
package struct NodeTally: Sendable, Equatable {
    package var count: Int

    /// An answer.
    package init(count: Int) {
        self.count = count
    }

    /// The answer as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.member("possible", count) }
        return writer.bytes
    }

    /// Reads an answer.
    package init(_ bytes: some Sequence<UInt8>) throws(NodeFailure) {
        guard let count = (try? JSONDocument.parse(bytes).root)?["possible"]?.tally else { throw .unreadable }
        self.init(count: count)
    }
}
