// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Foundation
internal import Ingest
internal import SyntheticLondon

/// The files of a demonstration: what the sources send, and the nodes' stores made from it.
struct DemoData: Sendable {
    let folder: String
    let people: Int
    let seed: UInt64
    /// Where the areas' stores are: a folder, or a database beside which each has its own.
    let stores: StoreAddress

    private var sources: String { folder + "/sources" }
    private var marker: String { folder + "/ready" }
    private var description: String {
        let own = stores.isOnServer ? "stores \(stores.description)\n" : ""
        return "people \(people)\nseed \(seed)\nversion \(SyntheticLondon.version)\n" + own
    }

    /// Who can sign in.
    func staff() throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: sources + "/staff.json") else {
            throw StoreAddress.Failure(
                description: "\(sources)/staff.json is missing; remove \(folder) and start again")
        }
        return Array(data)
    }

    /// Makes the data, unless an earlier start has.
    ///
    /// An interrupted start goes on where it stopped.
    func prepare(
        progress: @escaping @Sendable (BulkImport.Progress) -> Void, say: @Sendable (String) -> Void
    ) async throws {
        let files = FileManager.default
        if let known = files.contents(atPath: marker) {
            guard String(decoding: known, as: UTF8.self) == description else {
                throw StoreAddress.Failure(
                    description:
                        "\(folder) holds a demonstration with other people or stores; remove it or choose another with --data"
                )
            }
            return
        }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if !files.fileExists(atPath: sources + "/staff.json") {
            say("Making \(people) people who do not exist …")
            var sink = try DirectorySink(folder: sources, people: people)
            try SyntheticLondon(seed: seed, people: people, asOf: SystemClock().now()).write(to: &sink)
        }
        for node in London.nodes {
            say("Importing what the sources of \(node.name) send …")
            let inbox = sources + "/nodes/" + node.id
            let list = try files.contentsOfDirectory(atPath: inbox).sorted().map { inbox + "/" + $0 }
            let report = try await ImportRun(store: stores.ofArea(node.id)).run(
                files: list, progress: progress)
            say("  \(report.stored) resources stored, \(report.rejectedTotal) rejected")
        }
        try Data(description.utf8).write(to: URL(fileURLWithPath: marker))
    }
}
