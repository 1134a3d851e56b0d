// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Foundation
internal import RecordStore
internal import StorePostgres
internal import StoreSQLite

/// Where a store is, as written on the command line: `sqlite:PATH` or `postgres://USER@HOST:PORT/DATABASE`.
///
/// It never prints a password. One in the address shows in the machine's list of processes; `PGPASSWORD` in the
/// environment and a password file (`PGPASSFILE`) do not.
package struct StoreAddress: Sendable {
    /// Why an address cannot be used.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private enum Place {
        case file(String)
        case server(PostgresAddress)
    }

    private let place: Place
    private let folder: String?
    private let fullText: FullTextSetting

    /// Reads an address.
    ///
    /// - Parameter folder: where the store's keys and audit log lie; nil for beside its file, or in the working folder
    ///   where it is a database.
    /// - Parameter fullText: `on` or `off` for whether the store keeps an index of all words; nil leaves it as it is.
    package init(_ text: String, folder: String? = nil, fullText: String? = nil) throws(Failure) {
        self.folder = folder
        switch fullText {
        case nil: self.fullText = .asItIs
        case "on"?: self.fullText = .on
        case "off"?: self.fullText = .off
        default: throw Failure(description: "an index of all words is on or off")
        }
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            guard fullText != "on" else {
                throw Failure(description: "a PostgreSQL store keeps no index of all words; leave --full-text out")
            }
            do {
                place = .server(try PostgresAddress(text))
            } catch {
                throw Failure(description: "\(error)")
            }
            return
        }
        guard text.hasPrefix("sqlite:"), text.count > "sqlite:".count else {
            throw Failure(description: "a store is given as sqlite:PATH or postgres://USER@HOST:PORT/DATABASE")
        }
        place = .file(String(text.dropFirst("sqlite:".count)))
    }

    /// The store of one area of several: a database of its own, made where it is missing, or a file of its own.
    func ofArea(_ id: String) throws -> StoreAddress {
        switch place {
        case .file(let path): StoreAddress(.file("\(path)/\(id).sqlite"), folder: folder, fullText: fullText)
        case .server(let address): StoreAddress(.server(try address.besides(id)), folder: folder, fullText: fullText)
        }
    }

    private init(_ place: Place, folder: String?, fullText: FullTextSetting) {
        self.place = place
        self.folder = folder
        self.fullText = fullText
    }

    /// Where it is, without user and password.
    var description: String {
        switch place {
        case .file(let path): "sqlite:" + path
        case .server(let address): address.description
        }
    }

    /// How the paths of the files begin that belong to the store.
    private var files: String {
        switch place {
        case .file(let path):
            folder.map { $0 + "/" + URL(fileURLWithPath: path).lastPathComponent } ?? path
        case .server(let address):
            (folder ?? ".") + "/"
                + address.database.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "_" } + ".postgres"
        }
    }

    /// The file of keys that belongs to the store, readable by its owner only.
    package var keyFile: String { files + ".key" }

    /// The folder of the audit log that belongs to the store.
    package var auditFolder: String { files + ".audit" }

    /// The folder of bulk jobs and what they made, which holds records.
    var jobFolder: String { files + ".jobs" }

    /// Refuses a store that does not lie on encrypted storage, as far as the kernel tells.
    ///
    /// Of a database this sees the keys and the audit log only: its server's storage is for those who run the server.
    func requireEncryptedVolume() throws {
        do {
            if case .file(let path) = place { try VolumeEncryption.require(forStoreAt: path) }
            try VolumeEncryption.require(forStoreAt: files)
        } catch {
            throw Failure(description: "\(error); --demo leaves this out for made-up people")
        }
    }

    /// Whether the store is a database on a server, whose storage nobody can see from here.
    var isOnServer: Bool {
        if case .server = place { return true }
        return false
    }

    /// Opens the store; the folder, or the database, must exist.
    func open(base: String?) throws -> OpenStore {
        let extractor = IndexExtractor(base: base)
        switch place {
        case .file(let path):
            let store = try SQLiteStore(path: path, extractor: extractor, fullText: fullText)
            return OpenStore(store: store, pageLifetime: SQLiteStore.pageLifetime) { try await store.close() }
        case .server(let address):
            let store = try PostgresStore(address, extractor: extractor)
            return OpenStore(store: store, pageLifetime: PostgresStore.pageLifetime) { await store.close() }
        }
    }
}
