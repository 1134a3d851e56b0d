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
    /// Feeds; those of several nodes may have one id.
    package private(set) var feeds: [FeedDescriptor]
    private var feedsByID: [String: FeedDescriptor]
    /// Staff by id.
    package private(set) var staff: [String: StaffMember]
    /// Roles by the id of the member of staff.
    package private(set) var roles: [String: [StaffRole]]
    /// How many feeds the directory names in a way that cannot be read.
    package private(set) var unreadableFeeds: Int

    /// A directory.
    ///
    /// Of several organisations, feeds or members of staff with one id the last counts; an organisation's name stays
    /// sensitive once one of them says so.
    package init(
        areas: [Area] = LondonAreas.areas, organisations: [Organisation] = [], nodes: [NodeDescriptor] = [],
        feeds: [FeedDescriptor] = [], staff: [StaffMember] = [], roles: [StaffRole] = [],
        unreadableFeeds: Int = 0
    ) {
        self.areas = areas
        self.organisations = Dictionary(organisations.map { ($0.code, $0) }) { earlier, later in
            var organisation = later
            organisation.isNameSensitive = earlier.isNameSensitive || later.isNameSensitive
            return organisation
        }
        self.nodes = nodes
        self.feeds = feeds
        feedsByID = Dictionary(feeds.map { ($0.id, $0) }) { $1 }
        self.staff = Dictionary(staff.map { ($0.id, $0) }) { $1 }
        self.roles = Dictionary(grouping: roles, by: \.staffMember)
        self.unreadableFeeds = unreadableFeeds
    }

    /// The directories of several nodes as one; each was read by itself, for ids mean something at their node only.
    package init(merging parts: [DirectorySnapshot], areas: [Area] = LondonAreas.areas) {
        self.init(
            areas: areas, organisations: parts.flatMap(\.organisations.values), nodes: parts.flatMap(\.nodes),
            feeds: parts.flatMap(\.feeds), staff: parts.flatMap(\.staff.values),
            roles: parts.flatMap { $0.roles.values.joined() },
            unreadableFeeds: parts.reduce(0) { $0 + $1.unreadableFeeds })
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
        while !next.isEmpty {
            let candidate = next.removeFirst()
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

    /// The feed with an id.
    package func feed(_ id: String) -> FeedDescriptor? { feedsByID[id] }

    /// The feeds that bring an organisation's data.
    package func feeds(of code: ODSCode) -> [FeedDescriptor] {
        feeds.filter { $0.organisation == code }
    }
}

// MARK: Staff

extension DirectorySnapshot {
    /// The role that somebody says they work in, with the days on which it holds.
    ///
    /// Where the directory knows any role of theirs there, only a role it knows holds. Where it knows none the word of
    /// whoever signed them in counts. At an organisation that the directory calls ended no role holds.
    package func role(
        of staffMember: String, as jobRole: JobRole, at organisation: ODSCode, on day: CivilDate
    ) -> StaffRole {
        var stated = StaffRole(id: "", staffMember: staffMember, organisation: organisation, jobRole: jobRole)
        let known = (roles[staffMember] ?? []).filter { $0.organisation == organisation }
        let hasEnded = organisations[organisation].map { !$0.validity.contains(day) } ?? false
        if hasEnded || !known.isEmpty { stated.validity = .never }
        guard !hasEnded else { return stated }
        let same = known.filter { $0.jobRole == jobRole }
        return same.first { $0.validity.contains(day) } ?? same.first ?? stated
    }
}
