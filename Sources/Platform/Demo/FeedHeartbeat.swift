// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import FHIRModel
internal import FHIRSearch
internal import FHIRService
internal import Foundation
internal import Logging
internal import RecordStore
internal import ServiceLifecycle

/// Plays the sources of a demonstration: every few minutes each live feed that is well reports that it has sent what it
/// had.
///
/// Feeds that are late or down stay as they are.
struct FeedHeartbeat: Service {
    let runtimes: [NodeRuntime]
    let clock: any WallClock
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                for runtime in runtimes {
                    do {
                        try await beat(runtime)
                    } catch {
                        logger.error(
                            "the feeds of a node could not report", metadata: ["node": "\(runtime.descriptor.id)"])
                    }
                }
            } while (try? await Task.sleep(for: .seconds(300))) != nil
        }
    }

    private func beat(_ runtime: NodeRuntime) async throws {
        let found = try await runtime.store.search(
            SearchQuery(resourceType: "Endpoint", count: 1_000), visibility: .unrestricted, page: nil)
        var changes: [WriteChange] = []
        for version in found.matches {
            guard let resource = try version.body?.resource(), resource["status"]?.equals("active") ?? false,
                let cadence = resource.items("extension").first(where: {
                    $0["url"]?.string == DirectoryExtension.feedCadence
                }),
                cadence["valueCode"]?.equals("live") ?? false,
                let received = resource.items("extension").first(where: {
                    $0["url"]?.string == DirectoryExtension.feedLastReceived
                })?["valueInstant"]
            else { continue }
            var edits = JSONEdits()
            edits.replace(received.range, with: "\"\(clock.now().instant)\"".utf8)
            let fresh = try Resource(edits.apply(to: resource.document))
            changes.append(WriteChange(.put(try runtime.service.prepareForImport(fresh, id: version.id.id))))
        }
        if !changes.isEmpty { _ = try await runtime.store.write(WriteBatch(changes: changes)) }
    }
}
