// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Reads what one user may see of the matched Patients at a node.
struct RecordReader {
    let gateway: NodeGateway
    let directory: DirectorySnapshot
    let decision: AccessDecision

    private static let contextTypes: Set = [
        "Organization", "Practitioner", "PractitionerRole", "Location", "HealthcareService", "Medication",
    ]
    /// All but files, which are read where one is opened.
    private static let types = Set(R4.resourceTypes).subtracting(["Binary"])
    /// Most bytes of files in one answer.
    private static let largestFiles = 60_000_000
    private static let largestPage = 1_000

    func read(_ patients: [String]) async throws -> NodeRecordAnswer {
        var answer = NodeRecordAnswer(isAllowed: true, reasons: decision.reasons.map(\.rawValue))
        // Hidden labels are applied here and not in the store's query, for hidden items are counted for staff.
        let visibility = Visibility(people: .only(Set(patients)), hiddenLabels: [])
        var knownTo: Set<String> = []
        var counts: [String: Int] = [:]
        var wanted: [ResourceID] = []
        for patient in patients {
            for version in try await everything(about: patient, visibility) {
                guard let bytes = version.bytes else { continue }
                let resource = try Resource(bytes)
                let feed = RelationshipFinder.feed(of: resource)
                if resource.type == "Patient", let feed { knownTo.insert(feed) }
                guard isVisible(resource, labels: version.labels) else {
                    if decision.obligations.contains(.countHiddenItems) { answer.hiddenItems += 1 }
                    continue
                }
                if let feed { counts[feed, default: 0] += 1 }
                answer.items.append(item(resource, feed: feed, received: version.lastUpdated))
                wanted += ContextReferences.find(in: resource, types: Self.contextTypes)
            }
        }
        answer.context = try await context(wanted, visibility)
        answer.sources = SourceLines.lines(
            node: gateway.node, directory: directory, knownTo: knownTo, counts: counts, at: gateway.clock.now(),
            hidesNames: decision.obligations.contains(.hidePlaces))
        return answer
    }

    /// Those of the wanted files that an item refers to which the user may see.
    ///
    /// Where they do not all fit into one answer, a line says that a part is missing.
    func files(_ wanted: Set<ResourceID>, of patients: [String]) async throws -> NodeRecordAnswer {
        var answer = NodeRecordAnswer(isAllowed: true, reasons: decision.reasons.map(\.rawValue))
        let visibility = Visibility(people: .only(Set(patients)), hiddenLabels: decision.hiddenLabels)
        var files = Set<ResourceID>()
        for patient in patients {
            for version in try await everything(about: patient, visibility) {
                guard let resource = try version.body?.resource(), isVisible(resource, labels: version.labels) else {
                    continue
                }
                files.formUnion(ContextReferences.find(in: resource, types: ["Binary"]))
            }
        }
        var room = Self.largestFiles
        for id in files.intersection(wanted).sorted(by: { $0.reference < $1.reference }) {
            guard let version = try await gateway.store.read(id, visibility: visibility), let bytes = version.bytes
            else { continue }
            let resource = try Resource(bytes)
            guard isVisible(resource, labels: version.labels) else { continue }
            guard bytes.count <= room else {
                answer.sources = [ExchangeService.line((gateway.node.id, gateway.node.name), .partial)]
                continue
            }
            room -= bytes.count
            answer.context.append(
                item(resource, feed: RelationshipFinder.feed(of: resource), received: version.lastUpdated))
        }
        return answer
    }

    private func everything(about patient: String, _ visibility: Visibility) async throws -> [StoredVersion] {
        var versions: [StoredVersion] = []
        var page: SearchPosition?
        repeat {
            let found = try await gateway.store.everything(
                about: patient, types: Self.types, count: Self.largestPage, visibility: visibility, page: page)
            versions += found.matches
            page = found.next
        } while page != nil
        return versions
    }

    private func isVisible(_ resource: Resource, labels: SensitivityLabels) -> Bool {
        // Who someone is stays visible although their address is protected, and tells those who arrange
        // the record to leave every place out.
        let hidden =
            resource.type == "Patient" ? decision.hiddenLabels.subtracting(.protectedAddress) : decision.hiddenLabels
        guard labels.isDisjoint(with: hidden) else { return false }
        guard let section = ResourceSection.section(of: resource, labels: labels) else {
            return decision.visibleSections.count == RecordSection.allCases.count
        }
        return decision.visibleSections.contains(section)
    }

    private func item(_ resource: Resource, feed: String?, received: Timestamp) -> RecordItem {
        let organisation = feed.flatMap { directory.feed($0)?.organisation }
        return RecordItem(
            resource: resource, node: gateway.node.id, feed: feed, organisation: organisation, received: received)
    }

    /// What items refer to, and what that refers to in turn: the organisation behind a role.
    private func context(_ first: [ResourceID], _ visibility: Visibility) async throws -> [RecordItem] {
        var seen = Set<ResourceID>()
        var waiting = first
        var found: [RecordItem] = []
        var round = 0
        while !waiting.isEmpty, round < 3 {
            var next: [ResourceID] = []
            for id in waiting where seen.insert(id).inserted {
                guard let version = try await gateway.store.read(id, visibility: visibility), let bytes = version.bytes,
                    version.labels.isDisjoint(with: decision.hiddenLabels)
                else { continue }
                let resource = try Resource(bytes)
                found.append(item(resource, feed: RelationshipFinder.feed(of: resource), received: version.lastUpdated))
                next += ContextReferences.find(in: resource, types: Self.contextTypes)
            }
            waiting = next
            round += 1
        }
        return found
    }
}

/// Finds the references in a resource, wherever they stand.
enum ContextReferences {
    static func find(in resource: Resource, types: Set<String>) -> [ResourceID] {
        var found: [ResourceID] = []
        visit(resource.node, types, &found)
        return found
    }

    private static func visit(_ node: JSONNode, _ types: Set<String>, _ found: inout [ResourceID]) {
        for child in node.children {
            if child.isObject || child.isArray {
                visit(child, types, &found)
            } else if child.hasName("reference") || child.hasName("url"), let text = child.string,
                let id = ResourceID(reference: text), types.contains(id.type)
            {
                found.append(id)
            }
        }
    }
}
