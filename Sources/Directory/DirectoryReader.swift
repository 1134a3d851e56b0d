// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// Reads a directory from FHIR resources, one to a line.
///
/// Organization, Endpoint (a feed, or a node where it names areas),
/// Practitioner and PractitionerRole are understood. Every line is either
/// taken or reported; none is dropped in silence. An organisation or role with
/// dates that cannot be read is reported and holds on no day: left out, it
/// would count as one that nobody said anything about.
package struct DirectoryReader {
    /// What became of the lines.
    package struct Outcome: Sendable {
        /// The directory of all lines that could be taken.
        package var snapshot: DirectorySnapshot
        /// Lines that were taken.
        package var taken = 0
        /// Lines that were not, or not in full, with their reason; the place is `line[n]`, counted from 1.
        package var rejected: [CareIssue] = []

        /// How many lines were rejected for each reason.
        ///
        /// Reasons are kinds of fault: they hold nothing of the lines.
        package var rejectedByReason: [String: Int] {
            rejected.reduce(into: [:]) { $0[$1.kind.rawValue, default: 0] += 1 }
        }
    }

    private var organisations: [Organisation] = []
    private var nodes: [NodeDescriptor] = []
    private var feeds: [FeedDescriptor] = []
    private var staff: [StaffMember] = []
    private var roles: [StaffRole] = []
    /// Codes of organisations by resource id.
    private var codes: [String: ODSCode] = [:]
    /// Ids of Practitioners who are no longer active.
    private var formerStaff: Set<String> = []

    /// Reads the lines; empty lines count as nothing.
    ///
    /// - Parameter areas: the areas, which are no FHIR resources.
    package static func read(ndjson: some Collection<UInt8>, areas: [Area] = LondonAreas.areas) -> Outcome {
        var reader = DirectoryReader()
        var outcome = Outcome(snapshot: DirectorySnapshot(areas: []))
        var resources: [(line: Int, resource: Resource)] = []
        for (number, line) in ndjson.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != 0x0D && $0 != 0x09 }) else { continue }
            do {
                resources.append((number + 1, try Resource(Array(line))))
            } catch {
                outcome.rejected.append(CareIssue(.structure, error.message, at: "line[\(number + 1)]"))
            }
        }
        // Organisations and people first: the others may refer to them by id.
        for (_, resource) in resources { reader.register(resource) }
        var unreadableFeeds = 0
        for (line, resource) in resources {
            do {
                try reader.add(resource)
                outcome.taken += 1
            } catch {
                outcome.rejected.append(CareIssue(error.kind, error.message, at: "line[\(line)]"))
                if resource.isFeed { unreadableFeeds += 1 }
            }
        }
        outcome.rejected.sort { Self.line($0) < Self.line($1) }
        outcome.snapshot = DirectorySnapshot(
            areas: areas, organisations: reader.organisations, nodes: reader.nodes, feeds: reader.feeds,
            staff: reader.staff, roles: reader.roles, unreadableFeeds: unreadableFeeds)
        return outcome
    }

    private struct Fault: Error {
        var kind: CareIssue.Kind
        var message: String
    }

    private static func line(_ issue: CareIssue) -> Int {
        issue.expression.flatMap { Int($0.dropFirst(5).dropLast()) } ?? 0
    }

    private mutating func register(_ resource: Resource) {
        guard let id = resource.id else { return }
        if resource.type == "Organization", let code = resource.node.organisationCode { codes[id] = code }
        if resource.type == "Practitioner", resource.isSwitchedOff { formerStaff.insert(id) }
    }

    private mutating func add(_ resource: Resource) throws(Fault) {
        switch resource.type {
        case "Organization": try addOrganisation(resource)
        case "Endpoint": try addEndpoint(resource)
        case "Practitioner": staff.append(StaffMember(id: try id(resource), name: resource.node.staffName))
        case "PractitionerRole": try addRole(resource)
        default: throw Fault(kind: .notSupported, message: "A directory holds no \(resource.type).")
        }
    }

    private func id(_ resource: Resource) throws(Fault) -> String {
        guard let id = resource.id else { throw Fault(kind: .required, message: "The resource has no id.") }
        return id
    }

    private func period(_ node: JSONNode?) throws(Fault) -> DatePeriod {
        guard let node else { return .always }
        guard let period = node.datePeriod else {
            throw Fault(kind: .value, message: "A period must hold dates, the end not before the start.")
        }
        return period
    }

    private func organisation(_ reference: JSONNode?, _ what: String) throws(Fault) -> ODSCode {
        let identifier = reference?["identifier"]
        let isODS = identifier?["system"]?.string.map(ODSCode.systems.contains) ?? true
        if isODS, let code = identifier?["value"]?.string.flatMap({ ODSCode($0) }) { return code }
        if let text = reference?["reference"]?.string, text.hasPrefix("Organization/"),
            let code = codes[String(text.dropFirst(13))]
        {
            return code
        }
        throw Fault(kind: .notFound, message: "\(what) names no organisation of this directory.")
    }
}

extension DirectoryReader {
    private mutating func addOrganisation(_ resource: Resource) throws(Fault) {
        guard let code = resource.node.organisationCode else {
            throw Fault(kind: .required, message: "An organisation needs an ODS code as identifier.")
        }
        guard let name = resource["name"]?.string else {
            throw Fault(kind: .required, message: "An organisation needs a name.")
        }
        let types = resource.items("type").flatMap { $0.items("coding").compactMap { $0["code"]?.string } }
        var organisation = Organisation(
            code: code, name: name, kind: types.compactMap(OrganisationKind.init).first ?? .other,
            borough: resource.node.extensions(DirectoryExtension.borough).first?.extensionValue?.string,
            validity: .never, isNameSensitive: resource.node.hasSensitiveName)
        // Whatever is wrong below, whose name is sensitive stays known.
        defer { organisations.append(organisation) }
        for tie in resource.node.extensions(DirectoryExtension.relation) {
            guard let kind = tie.part("type")?.string.flatMap(OrganisationRelation.Kind.init),
                let target = tie.part("target")?.string.flatMap({ ODSCode($0) })
            else { throw Fault(kind: .value, message: "A relation needs a known type and a target.") }
            organisation.relations.append(
                OrganisationRelation(kind, target, validity: try period(tie.part("period"))))
        }
        let validity = try period(resource.node.extensions(DirectoryExtension.validity).first?.extensionValue)
        if !resource.isSwitchedOff { organisation.validity = validity }
    }

    private mutating func addEndpoint(_ resource: Resource) throws(Fault) {
        let id = try id(resource)
        let name = resource["name"]?.string ?? id
        let services = resource.node.extensions(DirectoryExtension.nodeArea)
        if !services.isEmpty {
            var areas: [NodeDescriptor.Service] = []
            for service in services {
                guard let area = service.part("area")?.string else {
                    throw Fault(kind: .required, message: "A node's area needs its id.")
                }
                areas.append(NodeDescriptor.Service(area, validity: try period(service.part("period"))))
            }
            guard let address = resource["address"]?.string else {
                throw Fault(kind: .required, message: "A node needs an address.")
            }
            nodes.append(
                NodeDescriptor(
                    id: id, name: name, baseURL: address,
                    publicKey: resource.node.extensions(DirectoryExtension.nodeKey).first?.extensionValue?.string,
                    areas: areas, validity: try period(resource["period"])))
            return
        }
        let cadenceText = resource.node.extensions(DirectoryExtension.feedCadence).first?.extensionValue?.string
        guard let cadence = cadenceText.flatMap({ FeedDescriptor.Cadence(code: $0) }) else {
            throw Fault(kind: .value, message: "A feed needs a cadence: live or batch-<hours>h.")
        }
        guard let status = resource["status"]?.string.flatMap(FeedDescriptor.Status.init) else {
            throw Fault(kind: .value, message: "A feed's status is active, suspended, error, off or test.")
        }
        let received = resource.node.extensions(DirectoryExtension.feedLastReceived).first?.extensionValue?.string
        let moment = received.flatMap { PartialDate($0) }
        guard received == nil || moment.map({ $0.precision >= .second }) == true else {
            throw Fault(kind: .value, message: "The time a feed was received last is an instant.")
        }
        feeds.append(
            FeedDescriptor(
                id: id, name: name, organisation: try organisation(resource["managingOrganization"], "The feed"),
                cadence: cadence,
                content: resource.node.extensions(DirectoryExtension.feedContent).compactMap {
                    $0.extensionValue?.string
                },
                isNameSensitive: resource.node.hasSensitiveName, lastReceived: moment?.earliest, status: status))
    }

    private mutating func addRole(_ resource: Resource) throws(Fault) {
        guard let member = resource["practitioner"]?["reference"]?.string, member.hasPrefix("Practitioner/") else {
            throw Fault(kind: .required, message: "A role needs a reference to a Practitioner.")
        }
        let codes = resource.items("code").flatMap { $0.items("coding").compactMap { $0["code"]?.string } }
        let staffMember = String(member.dropFirst(13))
        var role = StaffRole(
            id: try id(resource), staffMember: staffMember,
            organisation: try organisation(resource["organization"], "The role"),
            jobRole: codes.compactMap { JobRole(code: $0) }.first ?? .other, validity: .never)
        defer { roles.append(role) }
        let validity = try period(resource["period"])
        // A role that was switched off is kept, so that nobody takes it for one the directory has not heard of.
        if !resource.isSwitchedOff, !formerStaff.contains(staffMember) { role.validity = validity }
    }
}

extension Resource {
    /// Whether the resource says that it no longer counts.
    fileprivate var isSwitchedOff: Bool { self["active"]?.bool == false }

    /// Whether this is an Endpoint that means to be a feed.
    fileprivate var isFeed: Bool {
        let urls = [
            DirectoryExtension.feedCadence, DirectoryExtension.feedLastReceived, DirectoryExtension.feedContent,
        ]
        return type == "Endpoint" && urls.contains { !node.extensions($0).isEmpty }
    }
}
