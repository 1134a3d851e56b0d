// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// A port of this machine that nobody listens on, kept from being given to somebody else while this exists.
///
/// A program can listen on it all the same: a socket that is bound and does not listen stands in nobody's way who allows
/// the address to be used again, as servers do.
package final class FreePort: Sendable {
    package let number: Int
    private let socket: CInt

    /// Takes a free port.
    package init() throws { (socket, number) = try Self.bound() }

    deinit { close(socket) }

    /// A socket that is bound to a free port.
    static func bound() throws -> (socket: CInt, port: Int) {
        let descriptor = Self.socket()
        var yes: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            throw RunningProgram.Failure(description: "no free port")
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// A socket that no program inherits that is started meanwhile.
    static func socket() -> CInt {
        Foundation.socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    }
}
