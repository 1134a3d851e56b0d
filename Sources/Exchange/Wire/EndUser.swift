// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import Audit
package import CareTypes
package import Directory
internal import FHIRModel
package import Identity

/// For whom the exchange asks a node, as the signed node token carries it.
package struct EndUser: Sendable, Equatable {
    /// Staff, or the person themself.
    package enum Kind: String, Sendable {
        case professional, person
    }

    package var kind: Kind
    package var userID: String
    package var displayName: String
    /// Job role of staff; nil for the person.
    package var role: JobRole?
    package var organisation: ODSCode?
    package var organisationName: String?
    package var purpose: AccessPurpose
    /// Who the person is, as sign-in proved it; nil for staff.
    package var identity: TracedPerson?
    /// Organisations that are one body with the reader's, as the exchange found in the directory of all nodes.
    package var sameBody: Set<ODSCode> = []
    /// Relationships that the exchange found in the nodes' data.
    package var relationships: [CareRelationship]
    /// What staff typed when there is no relationship.
    package var emergency: EmergencyClaim?

    /// A user; see the members.
    package init(
        kind: Kind, userID: String, displayName: String, role: JobRole?, organisation: ODSCode?,
        organisationName: String?, purpose: AccessPurpose, identity: TracedPerson? = nil,
        relationships: [CareRelationship] = [], emergency: EmergencyClaim? = nil
    ) {
        self.kind = kind
        self.userID = userID
        self.displayName = displayName
        self.role = role
        self.organisation = organisation
        self.organisationName = organisationName
        self.purpose = purpose
        self.identity = identity
        self.relationships = relationships
        self.emergency = emergency
    }

    /// Whether a record is the user's own: both identifiers are those that sign-in proved.
    package func owns(_ person: TracedPerson) -> Bool { kind == .person && identity == person }

    /// The wish that the policy decides; staff without role or organisation are nobody.
    ///
    /// - Parameters:
    ///   - person: whose record is asked for.
    ///   - directory: what whoever decides knows of roles and of organisations that are one body.
    package func accessRequest(
        about person: TracedPerson, in directory: DirectorySnapshot, confidentiality: RecordConfidentiality = [],
        now: Timestamp
    ) -> AccessRequest {
        let actor: AccessActor =
            if let reader = reader(in: directory, now: now) {
                .professional(reader)
            } else {
                .person(account: userID, ownsRecord: owns(person))
            }
        var request = AccessRequest(actor: actor, purpose: purpose, now: now)
        request.relationships = relationships
        request.emergency = emergency
        request.confidentiality = confidentiality
        return request
    }

    /// The user as a reader in their role; nil for the person, and for staff without role or organisation.
    ///
    /// Where the directory knows the user at the organisation, only the roles it knows count, in their dates.
    func reader(in directory: DirectorySnapshot, now: Timestamp) -> ProfessionalReader? {
        guard kind == .professional, let role, let organisation else { return nil }
        let day = LondonTime.reading(of: now).date
        let held = directory.role(of: userID, as: role, at: organisation, on: day)
        var reader = ProfessionalReader(userID: userID, held, in: directory, on: day)
        reader.sameBody.formUnion(sameBody)
        return reader
    }

    /// As the audit names the user.
    package var auditActor: AuditActor {
        AuditActor(
            kind == .professional ? .professional : .person, userID: userID, displayName: displayName,
            role: role?.rawValue, organisation: organisation, organisationName: organisationName)
    }
}

extension EndUser: CustomStringConvertible, CustomReflectable {
    /// The account only.
    package var description: String { "\(kind.rawValue) \(userID)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension EndUser {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", kind.rawValue)
            writer.member("userID", userID)
            writer.member("displayName", displayName)
            writer.member("role", role?.rawValue)
            writer.member("organisation", organisation?.text)
            writer.member("organisationName", organisationName)
            writer.member("purpose", purpose.rawValue)
            if let identity {
                writer.object("identity") { writer in
                    writer.member("nhsNumber", identity.number.digits)
                    writer.member("birthDate", identity.birthDate.description)
                }
            }
            writer.array("sameBody") { writer in for code in sameBody.map(\.text).sorted() { writer.string(code) } }
            writer.array("relationships") { writer in for tie in relationships { tie.write(to: &writer) } }
            if let emergency {
                writer.object("emergency") { writer in
                    writer.member("reason", emergency.reason.value)
                    writer.member("start", Int(emergency.start.microseconds))
                }
            }
        }
    }

    init?(_ node: JSONNode) {
        guard let kind = node["kind"]?.string.flatMap(Kind.init(rawValue:)), let userID = node["userID"]?.string,
            let purpose = node["purpose"]?.string.flatMap(AccessPurpose.init(rawValue:))
        else { return nil }
        self.init(
            kind: kind, userID: userID, displayName: node["displayName"]?.string ?? "",
            role: node["role"]?.string.flatMap(JobRole.init(rawValue:)),
            organisation: node["organisation"]?.string.flatMap { ODSCode($0) },
            organisationName: node["organisationName"]?.string, purpose: purpose,
            relationships: node.items("relationships").compactMap(CareRelationship.init))
        if let proved = node["identity"] {
            guard let own = TracedPerson(proved) else { return nil }
            identity = own
        }
        sameBody = Set(node.items("sameBody").compactMap { $0.string.flatMap { ODSCode($0) } })
        if let claim = node["emergency"], let reason = claim["reason"]?.string, let start = claim["start"]?.timestamp {
            emergency = EmergencyClaim(reason: reason, start: start)
        }
    }
}

extension TracedPerson {
    init?(_ node: JSONNode) {
        guard let number = node["nhsNumber"]?.string.flatMap({ try? NHSNumber($0) }),
            let birthDate = node["birthDate"]?.string.flatMap({ CivilDate($0) })
        else { return nil }
        self.init(number: number, birthDate: birthDate)
    }
}

extension CareRelationship {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", kind.rawValue)
            writer.member("organisation", organisation.text)
            writer.member("start", Int(start.microseconds))
            writer.member("end", end.map { Int($0.microseconds) })
            writer.member("evidence", evidence)
        }
    }

    init?(_ node: JSONNode) {
        guard let kind = node["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let organisation = node["organisation"]?.string.flatMap({ ODSCode($0) }),
            let start = node["start"]?.timestamp
        else { return nil }
        self.init(
            kind, organisation, start: start, end: node["end"]?.timestamp, evidence: node["evidence"]?.string)
    }
}

private let years: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

extension JSONNode {
    /// Microseconds since 1970, written as a number; nil outside the years 1 to 9999, so that nothing that is
    /// later reckoned with it can overflow.
    var timestamp: Timestamp? {
        numberText.flatMap { Int64($0) }.flatMap { years.contains($0) ? Timestamp(microseconds: $0) : nil }
    }

    /// A number of things; nil where it is none or more than any record holds.
    var tally: Int? { numberText.flatMap { Int($0) }.flatMap { (0...10_000_000).contains($0) ? $0 : nil } }
}
