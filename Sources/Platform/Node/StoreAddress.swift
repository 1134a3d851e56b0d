// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Foundation
internal import RecordStore
internal import StoreSQLite

/// Where a store is, as written on the command line: `sqlite:PATH`.
package struct StoreAddress: Sendable {
    /// Why an address cannot be used.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let path: String

    /// Reads an address.
    package init(_ text: String) throws(Failure) {
        guard text.hasPrefix("sqlite:"), text.count > "sqlite:".count else {
            throw Failure(description: "a store is given as sqlite:PATH")
        }
        path = String(text.dropFirst("sqlite:".count))
    }

    /// The file of keys that belongs to the store, readable by its owner only.
    package var keyFile: String { path + ".key" }

    /// The folder of the audit log that belongs to the store.
    package var auditFolder: String { path + ".audit" }

    /// Refuses a store that does not lie on encrypted storage, as far as the kernel tells.
    func requireEncryptedVolume() throws {
        do {
            try VolumeEncryption.require(forStoreAt: path)
        } catch {
            throw Failure(description: "\(error); --demo leaves this out for made-up people")
        }
    }

    /// Opens the store; the folder must exist.
    func open(base: String?) throws -> SQLiteStore {
        try SQLiteStore(path: path, extractor: IndexExtractor(base: base))
    }
}
