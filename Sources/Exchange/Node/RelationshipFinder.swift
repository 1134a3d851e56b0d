// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
internal import CareTypes
package import Directory
package import FHIRModel
package import RecordStore

/// Finds which organisations have to do with a person, in the person's own
/// data: who registered, referred, admitted, saw, booked or keeps a plan.
package struct RelationshipFinder: Sendable {
    private let directory: DirectorySnapshot

    /// A finder that knows these organisations.
    package init(directory: DirectorySnapshot) {
        self.directory = directory
    }

    /// The ties that resources of one person show, each once.
    package func relationships(in versions: [StoredVersion]) -> [CareRelationship] {
        var found: [CareRelationship] = []
        for version in versions {
            guard let resource = try? version.body?.resource(), let tie = relationship(in: resource, version) else {
                continue
            }
            found.append(tie)
        }
        return Array(Set(found)).sorted { ($0.organisation.text, $0.start) < ($1.organisation.text, $1.start) }
    }

    private func relationship(in resource: Resource, _ version: StoredVersion) -> CareRelationship? {
        guard let feed = Self.feed(of: resource), let source = directory.feed(feed) else {
            return nil
        }
        guard !Self.isVoid(resource) else { return nil }
        let organisation = source.organisation
        let evidence = version.id.reference
        switch resource.type {
        case "Patient":
            let kind = directory.organisation(organisation, on: LondonTime.reading(of: version.lastUpdated).date)?.kind
            guard kind == .gpPractice, resource["active"]?.bool != false else { return nil }
            return CareRelationship(.registration, organisation, start: Timestamp(microseconds: 0), evidence: evidence)
        case "Encounter":
            guard let start = Self.moment(resource["period"]?["start"]) else { return nil }
            let isAdmission = resource["class"]?["code"]?.equals("IMP") ?? false
            return CareRelationship(
                isAdmission ? .admission : .encounter, organisation, start: start,
                end: Self.moment(resource["period"]?["end"]), evidence: evidence)
        case "Appointment":
            guard let start = Self.moment(resource["start"]) else { return nil }
            return CareRelationship(
                .appointment, organisation, start: start, end: Self.moment(resource["end"]), evidence: evidence)
        case "ServiceRequest":
            guard let start = Self.moment(resource["authoredOn"]) else { return nil }
            return CareRelationship(.referral, organisation, start: start, evidence: evidence)
        case "CarePlan", "CareTeam":
            guard let start = Self.moment(resource["period"]?["start"] ?? resource["created"]),
                resource["status"]?.equals("active") ?? false
            else { return nil }
            return CareRelationship(
                .caseload, organisation, start: start, end: Self.moment(resource["period"]?["end"]), evidence: evidence)
        default: return nil
        }
    }

    /// The feed that sent a resource, from `meta.source`.
    package static func feed(of resource: Resource) -> String? {
        let prefix = "urn:onelondon:feed:"
        guard let source = resource["meta"]?["source"]?.string, source.hasPrefix(prefix) else { return nil }
        return String(source.dropFirst(prefix.count).prefix { $0 != "#" })
    }

    /// Whether the source says that it never was, or will not be.
    private static func isVoid(_ resource: Resource) -> Bool {
        ["entered-in-error", "cancelled", "revoked", "draft"].contains(resource["status"]?.string ?? "")
    }

    private static func moment(_ node: JSONNode?) -> Timestamp? {
        node?.string.flatMap { PartialDate($0) }?.earliest
    }
}
