// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRService
internal import Foundation
package import Ingest
internal import StoreSQLite

/// Imports files into a store that no node has open.
package struct ImportRun: Sendable {
    private let store: StoreAddress

    /// An import into the store at an address.
    package init(store: StoreAddress) {
        self.store = store
    }

    /// What speaks against the store's volume; nil where it is encrypted as far as the kernel tells.
    package var volumeWarning: String? {
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
        let store = try store.open(base: nil)
        let service = FHIRService(store: store, base: "http://localhost/fhir")
        let bulk = BulkImport(service: service, store: store)
        do {
            let report = try await bulk.run(files: files, progress: progress)
            try await store.close()
            return report
        } catch {
            try await store.close()
            throw error
        }
    }
}
