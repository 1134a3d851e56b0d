// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
internal import Synchronization

/// A connection between two programs that can go wrong: bytes are passed on as they are, damaged, or not to the end.
package final class FaultyLink: Sendable {
    /// What becomes of an answer.
    package enum Fault: Sendable {
        case none
        /// Some bytes after the headers are other ones.
        case damaged
        /// The connection ends after so many bytes.
        case cutShort(after: Int)
    }

    /// The port to connect to.
    package let port: Int
    private let listener: CInt
    private let target: Int
    private let fault = Mutex(Fault.none)

    /// A link to a port of this machine.
    package init(to target: Int) throws {
        (listener, port) = try FreePort.bound()
        self.target = target
        guard listen(listener, 64) == 0 else { throw RunningProgram.Failure(description: "cannot listen") }
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self.join(connection)
            }
        }
    }

    deinit {
        shutdown(listener, CInt(SHUT_RDWR))
        close(listener)
    }

    /// Lets answers of connections from now on go wrong.
    package func set(_ fault: Fault) { self.fault.withLock { $0 = fault } }

    private func join(_ connection: CInt) {
        let far = FreePort.socket()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = UInt16(target).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(far, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(far)
            close(connection)
            return
        }
        let asking = DispatchGroup()
        asking.enter()
        Thread.detachNewThread {
            Self.pump(from: connection, to: far) { _, _ in true }
            asking.leave()
        }
        Thread.detachNewThread { [weak self] in
            Self.pump(from: far, to: connection) { bytes, sent in self?.spoil(&bytes, sent) ?? false }
            // The other thread may wait for bytes still; only when it is done nobody uses the sockets any more.
            shutdown(connection, CInt(SHUT_RDWR))
            shutdown(far, CInt(SHUT_RDWR))
            asking.wait()
            close(far)
            close(connection)
        }
    }

    /// Whether to go on after these bytes.
    private func spoil(_ bytes: inout [UInt8], _ sent: Int) -> Bool {
        switch fault.withLock({ $0 }) {
        case .none: return true
        case .damaged:
            for position in bytes.indices where sent + position > 400 && (sent + position) % 997 == 0 {
                bytes[position] = UInt8(ascii: "~")
            }
            return true
        case .cutShort(let limit):
            guard sent + bytes.count > limit else { return true }
            bytes.removeLast(min(bytes.count, sent + bytes.count - limit))
            return false
        }
    }

    private static func pump(from: CInt, to: CInt, _ change: (inout [UInt8], Int) -> Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var sent = 0
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            var bytes = Array(buffer.prefix(count))
            let goesOn = change(&bytes, sent)
            var offset = 0
            while offset < bytes.count {
                let done = bytes[offset...].withUnsafeBytes { send(to, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
                guard done > 0 else { break }
                offset += done
            }
            sent += count
            guard goesOn else { break }
        }
        shutdown(to, CInt(SHUT_WR))
        shutdown(from, CInt(SHUT_RD))
    }
}
