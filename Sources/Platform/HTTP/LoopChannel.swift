// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Serves each connection on the event loop that reads from it, so that a small answer changes no thread.
///
/// An event loop has many connections: what may take long leaves it, see ``EdgeRequest/isSmall``.
struct LoopChannel: ServerChildChannel {
    private let connection: HTTP1Channel

    /// - Parameter responder: answers the requests of all connections.
    init(responder: @escaping HTTPChannelHandler.Responder) {
        connection = HTTP1Channel(responder: responder, configuration: .edge)
    }

    /// A server of such connections.
    static var server: HTTPServerBuilder { HTTPServerBuilder { LoopChannel(responder: $0) } }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        connection.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(loop: value.channel.eventLoop)) {
            await ConnectionSeats.all.seat(value) {
                let handler = try? value.channel.pipeline.syncOperations.handler(type: PresenceHandler.self)
                await ClientPresence.$current.withValue(handler?.presence) {
                    await connection.handle(value: value, logger: logger)
                }
            }
        }
    }
}

/// Runs the parts of tasks on one event loop.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

extension EdgeRequest {
    /// Whether it asks for one resource by its id, or one version, which takes no time worth leaving the event loop for.
    ///
    /// A Binary may hold a large file.
    var isSmall: Bool {
        guard request.method == .get || request.method == .head, path.first == "fhir" else { return false }
        guard path.count == 3 || path.count == 5 && path[3] == "_history", path[1] != "Binary" else { return false }
        return !path[2].hasPrefix("$") && !path[2].hasPrefix("_")
    }
}
