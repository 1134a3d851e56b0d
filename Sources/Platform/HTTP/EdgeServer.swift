// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes

extension HTTP1Channel.Configuration {
    /// HTTP/1.1 as nodes, exchange and pages speak it.
    ///
    /// A connection on which nothing arrives for half a minute is closed, unless its answer is being made: headers and
    /// bodies that never end must not hold connections for ever.
    static var edge: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [ContinueHandler(), PresenceHandler()], idleTimeout: .seconds(30))
    }
}

extension HTTPServerBuilder {
    /// A server of exchange and pages.
    static var edge: HTTPServerBuilder { HTTPServerBuilder { SeatedChannel(responder: $0) } }
}

/// Serves as many connections at a time as there are seats.
private struct SeatedChannel: ServerChildChannel {
    private let connection: HTTP1Channel

    init(responder: @escaping HTTPChannelHandler.Responder) {
        connection = HTTP1Channel(responder: responder, configuration: .edge)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        connection.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await ConnectionSeats.all.seat(value) { await connection.handle(value: value, logger: logger) }
    }
}

/// Tells those to go on who ask whether their body is wanted (`Expect: 100-continue`, RFC 9110, 10.1.1).
private final class ContinueHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let request) = unwrapInboundIn(data),
            request.headerFields[.expect]?.lowercased() == "100-continue"
        {
            let goOn = HTTPResponsePart.head(HTTPResponse(status: .continue))
            context.writeAndFlush(wrapOutboundOut(goOn), promise: nil)
        }
        context.fireChannelRead(data)
    }
}
