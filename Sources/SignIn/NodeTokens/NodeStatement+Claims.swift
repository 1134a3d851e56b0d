// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
package import FHIRModel

extension NodeStatement {
    /// Writes the statement as members of a token's claims.
    package func write(to claims: inout JSONWriter) {
        claims.member("correlation", correlationID)
        claims.object("act") { user.write(to: &$0) }
        claims.member("purpose", purpose.rawValue)
        claims.array("relationships") { list in
            for relationship in relationships {
                list.object { item in
                    item.member("kind", relationship.kind.rawValue)
                    item.member("organisation", relationship.organisation.text)
                    item.member("start", Int(relationship.start.microseconds))
                    item.member("end", relationship.end.map { Int($0.microseconds) })
                }
            }
        }
        claims.member("emergency", emergencyStart.map { Int($0.microseconds) })
        claims.member("policy", policyVersion)
    }

    /// Reads the statement in checked claims; nil where anything is missing or not known.
    package init?(_ claims: JSONNode) {
        guard let correlation = claims["correlation"]?.string, !correlation.isEmpty,
            let user = claims["act"].flatMap(EndUser.init),
            let purpose = claims["purpose"]?.string.flatMap(AccessPurpose.init(rawValue:)),
            let policy = claims["policy"]?.string
        else { return nil }
        let listed = Array(claims.items("relationships"))
        let relationships = listed.compactMap(CareRelationship.init(claim:))
        guard relationships.count == listed.count, listed.count <= Self.mostRelationships else { return nil }
        let emergency = claims["emergency"]?.microseconds
        guard (emergency == nil) == (claims["emergency"] == nil) else { return nil }
        self.init(
            correlationID: correlation, user: user, purpose: purpose, relationships: relationships,
            emergencyStart: emergency, policyVersion: policy)
    }
}

extension EndUser {
    fileprivate func write(to claim: inout JSONWriter) {
        claim.member("sub", userID)
        claim.member("name", displayName)
        claim.member("organisation_name", organisationName)
        switch kind {
        case .professional(let role, let organisation):
            claim.member("kind", "professional")
            claim.member("role", role.rawValue)
            claim.member("organisation", organisation.text)
        case .person(let ownsRecord):
            claim.member("kind", "person")
            claim.member("own_record", ownsRecord)
        case .system: claim.member("kind", "system")
        }
    }

    fileprivate init?(_ claim: JSONNode) {
        guard let userID = claim["sub"]?.string, !userID.isEmpty, let kind = Kind(claim) else { return nil }
        self.init(
            userID: userID, kind: kind, displayName: claim["name"]?.string,
            organisationName: claim["organisation_name"]?.string)
    }
}

extension EndUser.Kind {
    fileprivate init?(_ claim: JSONNode) {
        switch claim["kind"]?.string {
        case "professional":
            guard let role = claim["role"]?.string.flatMap(JobRole.init(rawValue:)),
                let organisation = claim["organisation"]?.string.flatMap({ ODSCode($0) })
            else { return nil }
            self = .professional(role: role, organisation: organisation)
        case "person":
            guard let ownsRecord = claim["own_record"]?.bool else { return nil }
            self = .person(ownsRecord: ownsRecord)
        case "system": self = .system
        default: return nil
        }
    }
}

extension CareRelationship {
    fileprivate init?(claim: JSONNode) {
        guard let kind = claim["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let organisation = claim["organisation"]?.string.flatMap({ ODSCode($0) }),
            let start = claim["start"]?.microseconds
        else { return nil }
        let end = claim["end"]?.microseconds
        guard (end == nil) == (claim["end"] == nil) else { return nil }
        self.init(kind, organisation, start: start, end: end)
    }
}

extension JSONNode {
    fileprivate var microseconds: Timestamp? {
        numberText.flatMap { Int64($0) }.map { Timestamp(microseconds: $0) }
    }
}
