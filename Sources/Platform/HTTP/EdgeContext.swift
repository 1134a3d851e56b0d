// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Hummingbird
internal import NIOCore

/// What is known of a request beside the request itself: from where it came.
struct EdgeContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the caller, such as `192.0.2.7`; `unknown` where the connection has none.
    let caller: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        caller = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}
