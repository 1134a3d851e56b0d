// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore
internal import Terminology

/// What of a person's record goes into a summary for one reader.
struct SummaryRecord {
    /// The sections in the order of the document.
    private(set) var contents: [SummaryComposition.Content] = []
    /// The Patient, what sections list, and what that refers to; each once, in the order of the document.
    private(set) var versions: [StoredVersion]

    /// Who and what was involved comes along with what refers to it, and so do the parts of a result.
    private static let context: Set = [
        "Device", "HealthcareService", "Location", "Medication", "Observation", "Organization", "Practitioner",
        "PractitionerRole", "Specimen", "Substance",
    ]

    /// Gathers it.
    ///
    /// - Throws: where there is more than a summary is made from.
    init(of patient: StoredVersion, for caller: FHIRCaller, in service: FHIRService) async throws {
        versions = [patient]
        var bySection: [SummarySection: [StoredVersion]] = [:]
        var hidden: [SummarySection: Int] = [:]
        for version in try await Self.record(of: patient.id.id, for: caller, in: service) {
            guard let resource = try version.body?.resource(), let section = SummarySection(of: resource) else {
                continue
            }
            if caller.visibility.filter(version) == nil {
                hidden[section, default: 0] += 1
            } else {
                bySection[section, default: []].append(version)
            }
        }
        var chosen: [(section: SummarySection, versions: [StoredVersion])] = []
        for section in SummarySection.allCases {
            let all = bySection[section] ?? []
            if section.isAlwaysThere || !all.isEmpty || hidden[section] != nil {
                chosen.append((section, try section.holdsLatestOnly ? Self.latest(of: all) : Self.sorted(all)))
            }
        }
        versions += chosen.flatMap(\.versions)
        versions += try await Self.context(of: versions, about: patient, for: caller, in: service)
        let text = SummaryText(medications: try Self.medications(in: versions))
        let problems = (bySection[.problems] ?? []) + (bySection[.pastProblems] ?? [])
        contents = try chosen.map { section, versions in
            try SummaryComposition.Content(
                section: section,
                listed: versions.compactMap { version in
                    try version.body.map { (version.id, text.line(of: try $0.resource())) }
                }, elsewhere: section == .allergies ? Self.allergies(among: problems, text) : [],
                hidden: hidden[section] ?? 0)
        }
    }

    /// The lines of problems whose codes speak of an allergy: hospitals send allergies as diagnoses.
    private static func allergies(among problems: [StoredVersion], _ text: SummaryText) throws -> [String] {
        try sorted(problems).compactMap { version in
            guard let resource = try version.body?.resource() else { return nil }
            let isAllergy = resource["code"]?.items("coding").contains { coding in
                guard let system = coding["system"]?.string, let code = coding["code"]?.string else { return false }
                return AllergyFact.lookup(system: system, code: code) != nil
            }
            return isAllergy == true ? text.line(of: resource) : nil
        }
    }

    /// All of the person's record that the reader may see; where the reader is told how much is hidden, that too.
    private static func record(
        of person: String, for caller: FHIRCaller, in service: FHIRService
    ) async throws -> [StoredVersion] {
        var visibility = caller.visibility
        if caller.isToldOfHidden { visibility.hiddenLabels = [] }
        var found: [StoredVersion] = []
        var place: SearchPosition?
        repeat {
            let page = try await service.store.everything(
                about: person, types: SummarySection.types, count: 1_000, visibility: visibility, page: place)
            found += page.matches
            guard found.count <= FHIRService.largestSummary else {
                throw FHIRRefusal(
                    413, .tooCostly, "The record is too large for a summary; read it by $everything, page by page")
            }
            place = page.next
        } while place != nil
        return found
    }

    // MARK: Order

    private static func latest(of versions: [StoredVersion]) throws -> [StoredVersion] {
        var groups = ObservationGroups(most: 1)
        // In an order of their own, so that the summary does not depend on that of recording.
        for version in versions.sorted(by: { $0.id.reference < $1.id.reference }) { try groups.add(version) }
        return groups.latest
    }

    /// The most recent first, by what is written of the time; then by id.
    private static func sorted(_ versions: [StoredVersion]) throws -> [StoredVersion] {
        var dated: [(time: Int64, version: StoredVersion)] = []
        for version in versions {
            let text = try version.body.flatMap { SummaryText.time(of: try $0.resource()) }
            dated.append((text.flatMap { PartialDate($0) }?.earliest.microseconds ?? .min, version))
        }
        dated.sort { one, other in
            guard one.time == other.time else { return one.time > other.time }
            return one.version.id.reference < other.version.id.reference
        }
        return dated.map(\.version)
    }

    // MARK: What is referred to

    private static func context(
        of listed: [StoredVersion], about patient: StoredVersion, for caller: FHIRCaller, in service: FHIRService
    ) async throws -> [StoredVersion] {
        var seen = Set(listed.map(\.id))
        var found: [StoredVersion] = []
        var latest = listed
        while !latest.isEmpty {
            var next: [StoredVersion] = []
            for version in latest {
                guard let resource = try version.body?.resource() else { continue }
                for (reference, _) in FHIRService.references(in: resource.node, at: "") {
                    guard case .local(let id) = ReferenceTarget(reference, base: service.base),
                        context.contains(id.type), seen.insert(id).inserted,
                        let target = try await service.store.read(id, visibility: caller.visibility),
                        let body = target.body, target.person == nil || target.person == patient.id.id,
                        try body.resource()["status"]?.equals("entered-in-error") != true
                    else { continue }
                    next.append(target)
                }
            }
            found += next
            latest = next
        }
        return found
    }

    private static func medications(in versions: [StoredVersion]) throws -> [String: Resource] {
        var medications: [String: Resource] = [:]
        for version in versions where version.id.type == "Medication" {
            medications[version.id.reference] = try version.body?.resource()
        }
        return medications
    }
}
