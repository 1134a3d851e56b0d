// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRService
internal import Foundation
package import Ingest

/// Imports files into a store that no node has open.
package struct ImportRun: Sendable {
    private let store: StoreAddress
    private let base: String

    /// The address a node has that is not told another.
    package static let standardBase = "http://127.0.0.1:8080/fhir"

    /// An import into the store at an address.
    ///
    /// - Parameter base: the address of the FHIR service of the node that will have the store: absolute
    ///   references that begin with it lead to what is in the store.
    package init(store: StoreAddress, base: String = ImportRun.standardBase) {
        self.store = store
        self.base = base
    }

    /// What speaks against the store's volume; nil where it is encrypted as far as the kernel tells.
    package var volumeWarning: String? {
        if store.isOnServer { return "the storage of the PostgreSQL server cannot be checked from here" }
        do {
            try store.requireEncryptedVolume()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Imports all files in turn, several Bundles at a time.
    package func run(
        files: [String], progress: @escaping @Sendable (BulkImport.Progress) -> Void
    ) async throws -> ImportReport {
        let open = try store.open(base: base)
        let service = FHIRService(store: open.store, base: base)
        let bulk = BulkImport(service: service, store: open.store)
        do {
            let report = try await bulk.run(files: files, progress: progress)
            try await open.close()
            return report
        } catch {
            try await open.close()
            throw error
        }
    }
}
