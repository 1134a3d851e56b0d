// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Every invented organisation of one synthetic London, with the codes and
/// names they have.
///
/// No real organisation's code or name is used.
struct Organisations: Sendable {
    /// All of them; an organisation's index is its position here.
    private(set) var all: [SyntheticOrganisation] = []
    private var byNode: [String: [SyntheticOrganisation.Kind: [Int]]] = [:]

    init(seed: UInt64, people: Int, asOf: Timestamp) {
        var maker = Maker(random: SeededGenerator(seed: seed, stream: 0x4F52_4753), asOf: asOf)
        for (place, node) in London.nodes.enumerated() {
            let boroughs = London.boroughs.indices.filter { London.boroughs[$0].node == node.id }
            let practices = max(3, min(44, people / 5 / 4_500 + 1))
            for number in 0..<practices {
                maker.add(.generalPractice, node.id, borough: boroughs[number % boroughs.count])
            }
            for number in 0..<(node.id == "swl" ? 2 : 3) {
                maker.add(.acuteTrust, node.id, borough: boroughs[number * 2 % boroughs.count])
            }
            let seat = boroughs[1]
            maker.add(.sexualHealthClinic, node.id, borough: seat, partOf: maker.made.count - 1)
            maker.add(.mentalHealthTrust, node.id, borough: seat)
            maker.add(.drugAndAlcoholService, node.id, borough: seat, partOf: maker.made.count - 1)
            for kind in [SyntheticOrganisation.Kind.communityTrust, .hospice, .outOfHours] {
                maker.add(kind, node.id, borough: boroughs[2])
            }
            maker.add(.pharmacy, node.id, borough: boroughs[place % boroughs.count])
            for borough in boroughs { maker.add(.council, node.id, borough: borough) }
        }
        maker.add(.ambulanceService, "sel", borough: London.boroughIndex("Southwark"))
        maker.add(.carePlanService, "swl", borough: London.boroughIndex("Wandsworth"))
        all = maker.made
        for organisation in all {
            byNode[organisation.node, default: [:]][organisation.kind, default: []].append(organisation.index)
        }
    }

    /// The organisations of a kind in a node.
    func list(_ kind: SyntheticOrganisation.Kind, in node: String) -> [SyntheticOrganisation] {
        (byNode[node]?[kind] ?? []).map { all[$0] }
    }

    /// The one organisation of a kind in a node: the first one.
    func one(_ kind: SyntheticOrganisation.Kind, in node: String) -> SyntheticOrganisation {
        all[byNode[node]?[kind]?.first ?? 0]
    }

    /// The council of a borough.
    func council(of borough: Int) -> SyntheticOrganisation {
        all.first { $0.kind == .council && $0.borough == borough } ?? all[0]
    }

    /// The ambulance service of all London.
    var ambulanceService: SyntheticOrganisation { one(.ambulanceService, in: "sel") }

    /// The service that keeps shared care plans for all London.
    var carePlanService: SyntheticOrganisation { one(.carePlanService, in: "swl") }
}

extension Organisations {
    /// Gives codes, names, feeds and staff in order.
    private struct Maker {
        var random: SeededGenerator
        let asOf: Timestamp
        var made: [SyntheticOrganisation] = []
        private var counts: [SyntheticOrganisation.Kind: Int] = [:]

        init(random: SeededGenerator, asOf: Timestamp) {
            self.random = random
            self.asOf = asOf
        }

        mutating func add(_ kind: SyntheticOrganisation.Kind, _ node: String, borough: Int? = nil, partOf: Int? = nil) {
            let number = counts[kind, default: 0]
            counts[kind] = number + 1
            let ods = OrganisationNames.code(kind, number)
            let name = OrganisationNames.name(
                kind, number, node: node, borough: borough.map { London.boroughs[$0].name } ?? "")
            let isFirstOfNode = !made.contains { $0.kind == kind && $0.node == node }
            let feeds = kind.feedKinds.map { feedKind in
                feed(
                    feedKind, of: kind, ods: ods, owner: name, node: node, isFirstOfNode: isFirstOfNode,
                    borough: borough)
            }
            let staff = kind.roles.enumerated().map { place, role in
                SyntheticStaffMember(
                    id: "\(ods.lowercased())-\(place + 1)", name: role.prefix + staffName(), role: role)
            }
            made.append(
                SyntheticOrganisation(
                    index: made.count, ods: ods, name: name, kind: kind, node: node, borough: borough, partOf: partOf,
                    feeds: feeds, staff: staff))
        }

        private mutating func staffName() -> String {
            let pool = PersonNames.pool(random.pick(["A", "A", "C", "H", "J", "N", "M", "R", "S"]))
            return random.pick(random.chance(0.6) ? pool.women : pool.men) + " " + random.pick(pool.families)
        }

        /// States: the hospital medicines of one mental health trust and of one acute trust have failed, one
        /// out-of-hours service is hours late, the smallest council is not connected yet, all others work.
        private mutating func feed(
            _ kind: SyntheticFeed.Kind, of owner: SyntheticOrganisation.Kind, ods: String, owner name: String,
            node: String,
            isFirstOfNode: Bool, borough: Int?
        ) -> SyntheticFeed {
            let profile = kind.profile
            let state: SyntheticFeed.State =
                switch (kind, owner, node) {
                case (.epma, .mentalHealthTrust, "nel"): .failed
                case (.epma, .acuteTrust, "nwl") where isFirstOfNode: .failed
                case (.ooh, _, "swl"): .late
                case (_, .council, _) where borough == London.boroughIndex("City of London"): .notConnected
                default: .working
                }
            let age: Duration? =
                switch (state, profile.cadence) {
                case (.late, _): .seconds(19 * 3_600 + random.below(3_000))
                case (.failed, _): .seconds(76 * 3_600 + random.below(30_000))
                case (.notConnected, _): nil
                case (.working, .live): .seconds(5 + random.below(900))
                case (.working, .twiceDaily): .seconds(1_800 + random.below(10 * 3_600))
                case (.working, .daily): .seconds(3_600 + random.below(20 * 3_600))
                }
            return SyntheticFeed(
                id: "\(kind.rawValue)-\(ods.lowercased())", node: node, kind: kind, name: "\(name): \(profile.name)",
                cadence: profile.cadence, state: state, lastReceived: age.map { asOf - $0 }, content: profile.content,
                labels: owner == .mentalHealthTrust ? profile.labels.union(.mentalHealth) : profile.labels)
        }
    }
}
