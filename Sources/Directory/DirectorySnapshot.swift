// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// All that is known about organisations, areas, nodes, feeds and staff at one time.
///
/// A value: a change makes a new snapshot.
///
/// Every question that depends on time takes a day; nothing here asks a clock.
package struct DirectorySnapshot: Sendable {
    /// Areas, past and present.
    package var areas: [Area]
    /// Organisations by code.
    package private(set) var organisations: [ODSCode: Organisation]
    /// Nodes.
    package var nodes: [NodeDescriptor]
    /// Feeds.
    package var feeds: [FeedDescriptor]
    /// Staff by id.
    package private(set) var staff: [String: StaffMember]
    /// Roles by the id of the member of staff.
    package private(set) var roles: [String: [StaffRole]]
    /// Agreements between organisations.
    package var agreements: [SharingAgreement]

    /// A directory.
    ///
    /// Of several organisations or members of staff with one id the last counts.
    package init(
        areas: [Area] = LondonAreas.areas, organisations: [Organisation] = [], nodes: [NodeDescriptor] = [],
        feeds: [FeedDescriptor] = [], staff: [StaffMember] = [], roles: [StaffRole] = [],
        agreements: [SharingAgreement] = []
    ) {
        self.areas = areas
        self.organisations = Dictionary(organisations.map { ($0.code, $0) }) { $1 }
        self.nodes = nodes
        self.feeds = feeds
        self.staff = Dictionary(staff.map { ($0.id, $0) }) { $1 }
        self.roles = Dictionary(grouping: roles, by: \.staffMember)
        self.agreements = agreements
    }
}

// MARK: Areas and nodes

extension DirectorySnapshot {
    /// The areas that exist on a day.
    package func areas(on day: CivilDate) -> [Area] {
        areas.filter { $0.validity.contains(day) }
    }

    /// The area a borough belongs to on a day.
    package func area(ofBorough borough: String, on day: CivilDate) -> Area? {
        areas.first { $0.boroughs(on: day).contains(borough) }
    }

    /// The area an organisation lies in on a day: by its own borough, or by that of the organisation that operates it.
    package func area(of code: ODSCode, on day: CivilDate) -> Area? {
        for candidate in [code] + operators(of: code, on: day) {
            if let borough = organisations[candidate]?.borough, let area = area(ofBorough: borough, on: day) {
                return area
            }
        }
        return nil
    }

    /// The nodes that serve an area on a day.
    package func nodes(serving area: String, on day: CivilDate) -> [NodeDescriptor] {
        nodes.filter { $0.serves(area, on: day) }
    }
}

// MARK: Organisations

extension DirectorySnapshot {
    /// The organisation with a code, where it exists on a day.
    package func organisation(_ code: ODSCode, on day: CivilDate) -> Organisation? {
        organisations[code].flatMap { $0.validity.contains(day) ? $0 : nil }
    }

    /// The organisations to which an organisation has a tie of a kind on a day.
    package func related(_ kind: OrganisationRelation.Kind, to code: ODSCode, on day: CivilDate) -> [ODSCode] {
        organisations[code]?.relations.filter { $0.kind == kind && $0.validity.contains(day) }.map(\.target) ?? []
    }

    /// The organisations that operate this one on a day, the nearest first.
    package func operators(of code: ODSCode, on day: CivilDate) -> [ODSCode] {
        var found: [ODSCode] = []
        var next = related(.operatedBy, to: code, on: day)
        while let candidate = next.popLast() {
            guard candidate != code, !found.contains(candidate) else { continue }
            found.append(candidate)
            next += related(.operatedBy, to: candidate, on: day)
        }
        return found
    }

    /// The organisations that this one operates itself on a day, in order of their codes.
    package func organisations(operatedBy code: ODSCode, on day: CivilDate) -> [ODSCode] {
        let tie = OrganisationRelation.Kind.operatedBy
        return organisations.keys.filter { related(tie, to: $0, on: day).contains(code) }.sorted { $0.text < $1.text }
    }

    /// The agreements that let two organisations share for a purpose on a day.
    package func agreements(
        between one: ODSCode, and other: ODSCode, purpose: String, on day: CivilDate
    ) -> [SharingAgreement] {
        agreements.filter { $0.covers(one, other, purpose: purpose, on: day) }
    }

    /// The feeds that bring an organisation's data.
    package func feeds(of code: ODSCode) -> [FeedDescriptor] {
        feeds.filter { $0.organisation == code }
    }
}

// MARK: Staff

extension DirectorySnapshot {
    /// The roles in which somebody works on a day, for organisations that exist that day.
    package func roles(of staffMember: String, on day: CivilDate) -> [StaffRole] {
        (roles[staffMember] ?? []).filter {
            $0.validity.contains(day) && organisation($0.organisation, on: day) != nil
        }
    }

    /// The privacy officers of an organisation on a day; those of the organisation that operates it where it has none.
    package func privacyOfficers(of code: ODSCode, on day: CivilDate) -> [StaffMember] {
        for candidate in [code] + operators(of: code, on: day) {
            let officers = roles.values.joined().filter {
                $0.jobRole == .privacyOfficer && $0.organisation == candidate && $0.validity.contains(day)
            }
            if !officers.isEmpty { return officers.compactMap { staff[$0.staffMember] }.sorted { $0.id < $1.id } }
        }
        return []
    }
}
