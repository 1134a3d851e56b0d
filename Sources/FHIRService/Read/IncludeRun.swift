// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Finds what `_include` and `_revinclude` bring along, each resource once.
struct IncludeRun {
    let service: FHIRService
    let visibility: Visibility

    /// Most resources that are brought along; more are refused, never left out in silence.
    static let largest = 10_000

    /// What belongs to the matches, and with `:iterate` what belongs to that in turn.
    func found(_ includes: [SearchInclude], for matches: [StoredVersion]) async throws -> [StoredVersion] {
        guard !includes.isEmpty else { return [] }
        var found: [StoredVersion] = []
        var seen = Set(matches.map(\.id))
        var latest = matches
        var isFirst = true
        while !latest.isEmpty {
            var next: [StoredVersion] = []
            for include in includes where isFirst || include.iterates {
                try Task.checkCancellation()
                for version in try await resources(of: include, for: latest) where seen.insert(version.id).inserted {
                    next.append(version)
                }
                guard found.count + next.count <= Self.largest else {
                    throw FHIRRefusal(
                        400, .tooCostly,
                        "The includes bring more than \(Self.largest) resources; lower _count or leave some out",
                        at: include.reverse ? "http._revinclude" : "http._include")
                }
            }
            found += next
            latest = next
            isFirst = false
        }
        return found
    }

    private func resources(of include: SearchInclude, for versions: [StoredVersion]) async throws -> [StoredVersion] {
        let parameter = service.store.searchParameters.parameters[include.parameter]
        guard include.reverse else { return try await targets(of: include, parameter, in: versions) }
        let wanted = versions.map(\.id).filter {
            parameter.targets.contains($0.type) && include.targetType ?? $0.type == $0.type
        }
        return try await sources(of: parameter, to: wanted)
    }

    private func targets(
        of include: SearchInclude, _ parameter: IndexedParameter, in versions: [StoredVersion]
    ) async throws -> [StoredVersion] {
        let rows = Set(parameter.sources.map(\.ordinal))
        var seen: Set<ResourceID> = []
        var found: [StoredVersion] = []
        let extractor = service.extractor
        for version in versions where version.id.type == parameter.resourceType {
            guard let resource = try version.body?.resource() else { continue }
            let entries = extractor.entries(of: resource, parameters: rows)
            for case .local(let target) in entries.targets(of: parameter)
            where include.targetType ?? target.type == target.type && seen.insert(target).inserted {
                let target = try await service.store.read(target, visibility: visibility)
                if let target, target.body != nil { found.append(target) }
            }
        }
        return found
    }

    private func sources(of parameter: IndexedParameter, to targets: [ResourceID]) async throws -> [StoredVersion] {
        guard !targets.isEmpty else { return [] }
        let clause = SearchClause.parameter(parameter.ordinal, [.reference(targets.map { .local($0) })])
        let wanted = SearchQuery(
            resourceType: parameter.resourceType, clauses: [clause], count: SearchQueryParser.maximumCount)
        var found: [StoredVersion] = []
        var position: SearchPosition?
        repeat {
            let page = try await service.store.search(wanted, visibility: visibility, page: position)
            found += page.matches
            position = page.next
            // One more than may be shows that there are too many.
        } while position != nil && found.count <= Self.largest
        return found
    }
}
