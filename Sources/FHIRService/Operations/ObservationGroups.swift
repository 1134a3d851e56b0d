// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Observations by what they observe, of each group the most recent ones.
///
/// Two belong together where their codes share a coding, also by way of a third; without any coding, where they have
/// the same words.
struct ObservationGroups {
    private struct Member {
        var time: Int64
        var version: StoredVersion

        /// The most recent first; what says no time last.
        static func isBefore(_ one: Member, _ other: Member) -> Bool {
            if one.time != other.time { return one.time > other.time }
            if one.version.lastUpdated != other.version.lastUpdated {
                return one.version.lastUpdated > other.version.lastUpdated
            }
            return one.version.id.id < other.version.id.id
        }
    }

    private let most: Int
    private var groups: [[Member]] = []
    /// Into which group one has gone; itself where it is still there.
    private var heirs: [Int] = []
    private var byKey: [String: Int] = [:]

    /// - Parameter most: how many of each group are kept.
    init(most: Int) { self.most = most }

    /// Puts an Observation into its group.
    mutating func add(_ version: StoredVersion) throws {
        guard let resource = try version.body?.resource() else { return }
        let keys = Self.keys(of: resource, id: version.id)
        let known = Set(keys.compactMap { byKey[$0] }.map(current)).sorted()
        let group: Int
        if let first = known.first {
            group = first
        } else {
            group = groups.count
            groups.append([])
            heirs.append(group)
        }
        for other in known.dropFirst() {
            groups[group] += groups[other]
            groups[other] = []
            heirs[other] = group
        }
        for key in keys { byKey[key] = group }
        groups[group].append(Member(time: Self.time(of: resource), version: version))
        if groups[group].count >= 2 * most + 16 { groups[group] = newest(of: groups[group]) }
    }

    /// What has been kept: group by group, the one with the most recent Observation first.
    var latest: [StoredVersion] {
        groups.filter { !$0.isEmpty }.map(newest).sorted { Member.isBefore($0[0], $1[0]) }
            .flatMap { $0.map(\.version) }
    }

    private func newest(of group: [Member]) -> [Member] { Array(group.sorted(by: Member.isBefore).prefix(most)) }

    private func current(_ group: Int) -> Int {
        var group = group
        while heirs[group] != group { group = heirs[group] }
        return group
    }

    private static func keys(of resource: Resource, id: ResourceID) -> [String] {
        let code = resource["code"]
        let codings = code?.items("coding").compactMap { coding in
            coding["code"]?.string.map { "\(coding["system"]?.string ?? "")|\($0)" }
        }
        if let codings, !codings.isEmpty { return codings }
        if let text = code?["text"]?.string { return [" " + TextFolding.fold(text)] }
        return [" " + id.reference]
    }

    /// When it was observed, in microseconds since 1970: of a period its end, of several moments the last.
    private static func time(of resource: Resource) -> Int64 {
        func moment(_ node: JSONNode?) -> Int64? {
            node?.string.flatMap { PartialDate($0) }?.earliest.microseconds
        }
        let period = resource["effectivePeriod"]
        let events = resource["effectiveTiming"]?.items("event").compactMap { moment($0) } ?? []
        return moment(resource["effectiveDateTime"]) ?? moment(resource["effectiveInstant"]) ?? moment(period?["end"])
            ?? moment(period?["start"]) ?? events.max() ?? .min
    }
}
