// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// Whether the client at the other end of a connection still waits for its answer.
final class ClientPresence: Sendable {
    /// That of the connection whose request is being answered.
    @TaskLocal static var current: ClientPresence?

    private struct State {
        var hasGone = false
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Runs work off the event loop and cancels it when the client goes: nobody is there to hear what comes of it.
    ///
    /// The work has ended when this returns, which is why its task needs no other owner.
    func whilePresent<Outcome: Sendable>(_ work: @escaping @Sendable () async -> Outcome) async -> Outcome {
        let task = Task { await work() }
        let hasGone = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.hasGone
        }
        if hasGone { task.cancel() }
        defer { state.withLock { $0.cancel = nil } }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    fileprivate func leave() {
        let cancel = state.withLock { state in
            state.hasGone = true
            return state.cancel
        }
        cancel?()
    }
}

/// Notes that a client has closed its side of the connection.
final class PresenceHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    let presence = ClientPresence()

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { presence.leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        presence.leave()
        context.fireChannelInactive()
    }
}
