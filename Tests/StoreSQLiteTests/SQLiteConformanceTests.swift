// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Foundation
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Synchronization
import Testing

@Suite("The SQLite store")
struct SQLiteConformanceTests {
    /// Decides the random part of the suite; set ONELONDON_TEST_SEED to try others.
    static let seed = ProcessInfo.processInfo.environment["ONELONDON_TEST_SEED"].flatMap { UInt64($0) } ?? 2_026

    @Test(
        "passes the suite of all stores",
        arguments: ConformanceSuite.cases(seed: seed, queryCount: 3_000) + ConformanceSuite.searchParameterCases)
    func conforms(_ conformanceCase: ConformanceCase) async throws {
        try await run(conformanceCase, fullText: .asItIs)
    }

    @Test(
        "passes it with an index of all words, too",
        arguments: ConformanceSuite.cases(seed: seed &+ 100, queryCount: 1_500))
    func conformsWithWords(_ conformanceCase: ConformanceCase) async throws {
        try await run(conformanceCase, fullText: .on)
    }

    @Test(
        "passes it with so little effort that searches try every way",
        arguments: ConformanceSuite.cases(seed: seed &+ 200, queryCount: 3_000))
    func conformsWithLittleEffort(_ conformanceCase: ConformanceCase) async throws {
        try await run(conformanceCase, fullText: .asItIs, limits: .init(effort: .small))
    }

    private func run(
        _ conformanceCase: ConformanceCase, fullText: FullTextSetting, limits: SQLiteStore.Limits = .init()
    ) async throws {
        let folder = try TemporaryFolder()
        let opened = Mutex<[SQLiteStore]>([])
        try await conformanceCase.run { clock in
            let number = opened.withLock { $0.count }
            let store = try SQLiteStore(
                path: folder.path("store-\(number).sqlite"), clock: clock, limits: limits, fullText: fullText)
            opened.withLock { $0.append(store) }
            return store
        }
        for store in opened.withLock({ $0 }) { try await store.close() }
    }
}

/// A folder that goes away with its last user.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "onelondon-" + RandomIdentifier.make())
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { url.appending(path: name).path }
}
