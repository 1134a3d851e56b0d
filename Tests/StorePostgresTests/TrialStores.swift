// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import PostgresTesting
import RecordStore
import StorePostgres
import Synchronization

/// The stores of one test, each in a database of its own.
final class TrialStores: Sendable {
    private let made = Mutex<[(store: PostgresStore, address: String)]>([])
    private let server: PostgresServer

    /// Stores on a server; on the one that tests share where none is given.
    init(on server: PostgresServer? = nil) async throws {
        if let server {
            self.server = server
        } else {
            self.server = try await PostgresServer.shared()
        }
    }

    /// An empty store.
    func make(clock: any WallClock = SystemClock(), readers: Int = 3) async throws -> PostgresStore {
        try await open(server.makeDatabase(), clock: clock, readers: readers)
    }

    /// A store in a database that is there.
    func open(_ address: String, clock: any WallClock = SystemClock(), readers: Int = 3) async throws -> PostgresStore {
        let store = try await BlockingWork.run {
            try PostgresStore(
                PostgresAddress(address), clock: clock, limits: .init(readers: readers, patience: .seconds(30)))
        }
        made.withLock { $0.append((store, address)) }
        return store
    }

    /// The address of the first store.
    var address: String { made.withLock { $0.first?.address ?? "" } }

    /// Runs SQL in the database of the first store.
    @discardableResult
    func query(_ sql: String) async throws -> [String] { try await server.query(sql, in: address) }

    /// Closes the stores and removes their databases.
    func remove() async throws {
        let made = made.withLock { $0 }
        for (store, _) in made { await store.close() }
        for address in Set(made.map(\.address)) { try await server.remove(address) }
    }
}

/// Resources of no importance.
enum Sample {
    static let extractor = IndexExtractor()

    /// A Patient.
    static func patient(_ id: String, family: String = "Okafor") throws -> WriteChange {
        try put(#"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(family)"}]}"#)
    }

    /// An Observation with an identifier.
    static func observation(_ id: String, identifier: String) throws -> WriteChange {
        try put(
            """
            {"resourceType":"Observation","id":"\(id)","identifier":[{"system":"urn:lab","value":"\(identifier)"}],\
            "status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}
            """)
    }

    /// A change that writes a resource.
    static func put(_ json: String) throws -> WriteChange {
        let resource = try Resource(json.utf8)
        return WriteChange(
            .put(try PreparedResource(resource, id: resource.id ?? "", labels: [], extractor: extractor)))
    }

    /// A batch of one change.
    static func batch(_ change: WriteChange, expecting: WriteChange.Expectation = .anything) -> WriteBatch {
        WriteBatch(changes: [WriteChange(change.content, expecting: expecting)])
    }
}

extension PostgresStore {
    /// The whole change feed.
    func allChanges() async throws -> [StoreChange] { try await changes(after: 0, limit: 1_000_000) }
}
