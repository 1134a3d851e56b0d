// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch
internal import RecordStore
internal import Synchronization

extension FHIRService {
    /// Reads a search, and what its sets of codes stand for now.
    func read(
        types: [String], parameters: [(name: String, value: String)], leavesOutUnknown: Bool = false,
        for visibility: Visibility
    ) async throws -> ReadSearch {
        // Which sets are named only the whole reading tells: they may stand at the end of a chain.
        let named = NamedSets()
        let catalog = store.searchParameters
        let first = try SearchQueryParser(
            catalog: catalog, base: base, clock: clock,
            codeSets: { name in
                named.note(name)
                return .success([])
            }
        ).read(types: types, parameters: parameters, leavesOutUnknown: leavesOutUnknown)
        guard !named.all.isEmpty else { return first }
        let sets = CodeSets(service: self, visibility: visibility)
        var found: [CodeSetName: Result<Set<IndexEntries.CodePair>, CareIssue>] = [:]
        for name in named.all {
            do {
                found[name] = .success(try await sets.codes(of: name))
            } catch let issue as CareIssue {
                found[name] = .failure(issue)
            }
        }
        return try SearchQueryParser(
            catalog: catalog, base: base, clock: clock,
            codeSets: { [found] in found[$0] ?? SearchQueryParser.noCodeSets($0) }
        ).read(types: types, parameters: parameters, leavesOutUnknown: leavesOutUnknown)
    }
}

/// The sets of codes that a search names.
private final class NamedSets: Sendable {
    private let names = Mutex<Set<CodeSetName>>([])

    var all: Set<CodeSetName> { names.withLock { $0 } }

    func note(_ name: CodeSetName) { names.withLock { _ = $0.insert(name) } }
}
