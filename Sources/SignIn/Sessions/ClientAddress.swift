// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where a request comes from, as far as a throttle tells sources apart.
///
/// An IPv4 address is one source. Of an IPv6 address the first 64 bits are, for one connection has as many addresses
/// below them as it likes. IPv4 written as IPv6 is IPv4.
package struct ClientAddress: Hashable, Sendable {
    /// The source for ``SignInThrottle``; text that is no address is its own source.
    package let source: String

    /// Reads an address as sockets and proxies write it: with or without a port, brackets or a zone.
    package init(_ text: some StringProtocol) {
        let host = Self.host(String(text))
        source =
            if let four = Self.four(host) {
                four.map(String.init).joined(separator: ".")
            } else if let groups = Self.groups(host) {
                if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
                    [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].map(String.init)
                        .joined(separator: ".")
                } else {
                    groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
                }
            } else {
                host
            }
    }

    /// The address without port, brackets and zone.
    private static func host(_ text: String) -> String {
        var host = text[...]
        if host.first == "[", let end = host.firstIndex(of: "]") {
            host = host[..<end].dropFirst()
        } else if host.count(where: { $0 == ":" }) == 1, let colon = host.firstIndex(of: ":") {
            host = host[..<colon]
        }
        return host.prefix { $0 != "%" }.lowercased()
    }

    private static func four(_ text: String) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.allSatisfy(\.isHexDigit) ? UInt8(part).map(Int.init) : nil }
        return numbers.count == 4 && parts.count == 4 ? numbers : nil
    }

    /// The eight groups of an IPv6 address (RFC 4291 section 2.2).
    private static func groups(_ text: String) -> [Int]? {
        var text = text
        // The last 32 bits may stand as an IPv4 address.
        if let colon = text.lastIndex(of: ":"), let tail = four(String(text[text.index(after: colon)...])) {
            let words = [tail[0] << 8 | tail[1], tail[2] << 8 | tail[3]].map { String($0, radix: 16) }
            text = text[...colon] + words.joined(separator: ":")
        }
        guard let gap = text.firstRange(of: "::") else {
            return numbers(text[...]).flatMap { $0.count == 8 ? $0 : nil }
        }
        guard let head = numbers(text[..<gap.lowerBound]), let tail = numbers(text[gap.upperBound...]),
            head.count + tail.count < 8
        else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }

    private static func numbers(_ text: Substring) -> [Int]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            (1...4).contains(part.count) && part.allSatisfy(\.isHexDigit) ? Int(part, radix: 16) : nil
        }
        return numbers.count == parts.count ? numbers : nil
    }
}
