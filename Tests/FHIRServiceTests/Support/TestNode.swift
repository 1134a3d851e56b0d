// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import Foundation
import RecordStore
import StoreSQLite
import Testing

/// The stores that every test of the service runs on.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }
}

/// A service over an empty store, and short ways to ask it.
final class TestNode: Sendable {
    /// For Bundles beside a thousand other tests, which may wait long for their turn.
    static let allTheTime: @Sendable (Int) -> Duration = { _ in .seconds(3_600) }
    static let base = "https://node.example/fhir"
    static let start = Timestamp(seconds: 1_795_426_200)

    let store: any RecordStore
    let service: FHIRService
    let clock = ManualClock(TestNode.start)
    private let folder: URL?

    init(_ kind: StoreKind, tokens: PageTokenSeal = .random(), fullText: FullTextSetting = .asItIs) throws {
        switch kind {
        case .memory:
            folder = nil
            store = MemoryStore(extractor: IndexExtractor(base: Self.base), clock: clock)
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "fhir-service-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            self.folder = folder
            store = try SQLiteStore(
                path: folder.appending(path: "store.sqlite").path, extractor: IndexExtractor(base: Self.base),
                clock: clock, fullText: fullText)
        }
        service = FHIRService(
            store: store, base: Self.base, clock: clock, tokens: tokens, timeOfBundle: Self.allTheTime)
    }

    deinit {
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    static let writer = FHIRCaller(visibility: .unrestricted, mayWrite: true)
    static let reader = FHIRCaller(visibility: .unrestricted, mayWrite: false)

    /// A caller from whom labels and other people are hidden.
    static func caller(hidden: SensitivityLabels = [], only people: Set<String>? = nil, mayWrite: Bool = false)
        -> FHIRCaller
    {
        FHIRCaller(
            visibility: Visibility(people: people.map { .only($0) } ?? .everyone, hiddenLabels: hidden),
            mayWrite: mayWrite)
    }

    /// Asks by an address such as `Patient?name=a`.
    func ask(
        _ method: FHIRRequest.Method, _ address: String, _ body: String = "", headers: FHIRHeaders = .init(),
        as caller: FHIRCaller = writer
    ) async -> Answer {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let path = address.hasPrefix("?") ? "" : parts.first ?? ""
        let query = address.hasPrefix("?") ? parts.first : parts.dropFirst().first
        let request = FHIRRequest(
            method, path.split(separator: "/").map { FormParameters.decode($0) },
            query: query.map { FormText.pairs(in: $0) } ?? [], headers: headers, body: Array(body.utf8),
            caller: caller)
        return Answer(await service.respond(to: request))
    }

    func get(_ address: String, as caller: FHIRCaller = writer) async -> Answer { await ask(.get, address, as: caller) }

    /// Stores a resource under its own id.
    @discardableResult
    func put(_ json: String) async throws -> Answer {
        let resource = try Resource(json.utf8)
        let reference = try #require(resource.reference)
        let answer = await ask(.put, reference, json)
        try #require(answer.status < 300, "\(answer.text)")
        return answer
    }

    /// Follows `next` links to the end and collects `Type/id` of all matches.
    func pages(_ address: String, as caller: FHIRCaller = writer) async throws -> [[String]] {
        var pages: [[String]] = []
        var next: String? = address
        while let address = next {
            let page = await get(address, as: caller)
            try #require(page.status == 200, "\(page.text)")
            pages.append(page.references(mode: "match"))
            next = page.link("next")?.replacingOccurrences(of: Self.base + "/", with: "")
            try #require(pages.count < 200, "paging does not end")
        }
        return pages
    }
}
