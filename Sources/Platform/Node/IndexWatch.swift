// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Logging
internal import Metrics
internal import RecordStore
internal import Synchronization

/// Tells the log and the metrics how far the store is with search parameters that its index does not hold yet.
final class IndexWatch: Sendable {
    private let store: any RecordStore
    private let logger: Logger
    /// What the log was last told, by resource type and parameters: tenths, or the fault.
    private let told = Mutex<[String: String]>([:])

    init(store: any RecordStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Looks once; the log hears of each build at its beginning, at each tenth and at its end.
    func look() async {
        guard let builds = try? await store.indexBuilds() else { return }
        let missing = builds.reduce(0) { $0 + max(0, $1.total - $1.done) }
        Meter(label: "index_builds").set(builds.count)
        Meter(label: "index_resources_missing").set(missing)
        told.withLock { told in
            var now: [String: String] = [:]
            for build in builds {
                let name = build.resourceType + " " + build.parameters.joined(separator: ",")
                let state = build.fault ?? "\(10 * build.done / max(1, build.total))0 %"
                now[name] = state
                guard told[name] != state else { continue }
                logger.log(
                    level: build.fault == nil ? .info : .error,
                    build.fault == nil ? "the index is being built" : "the index cannot be built: open the store again",
                    metadata: [
                        "type": "\(build.resourceType)", "parameters": "\(build.parameters.count)",
                        "done": "\(build.done)", "total": "\(build.total)", "fault": "\(build.fault ?? "none")",
                    ])
            }
            for name in told.keys where now[name] == nil {
                logger.info("the index is built", metadata: ["type": "\(name.prefix { $0 != " " })"])
            }
            told = now
        }
    }

    /// A line for each build, for who asks whether the node is ready.
    static func lines(_ builds: [IndexBuild]) -> String {
        builds.map { build in
            "index of \(build.resourceType), \(build.parameters.count) parameters: \(build.done) of \(build.total)"
                + (build.fault == nil ? "\n" : ", stands still\n")
        }.joined()
    }
}
